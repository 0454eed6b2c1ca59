"""Forms of an organization, its departments and its contacts."""

from django import forms
from django.forms import inlineformset_factory
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import JapanesePhoneField, KanaField, PostcodeField, WarekiDateField
from aomori_skills.base.forms import Group, PostcodeInput, RemoteSelect, StaffForm, StaffModelForm
from aomori_skills.office.models import Contact, Department, Organization

LARGEST_CAPITAL = 10**15


class OrganizationForm(VersionedFormMixin, StaffModelForm):
    kana = KanaField(label="名称（カナ）", required=False, max_length=200)
    postcode = PostcodeField(
        label="郵便番号",
        required=False,
        widget=PostcodeInput(
            fills={
                "prefecture": ["prefecture"],
                "municipality": ["municipality"],
                "address": ["city", "town"],
            }
        ),
    )
    phone = JapanesePhoneField(label="電話番号", required=False, max_length=20)
    fax = JapanesePhoneField(label="FAX番号", required=False, max_length=20)
    groups = (
        Group("名称", "name", "kana", "kind"),
        Group(
            "所在地と連絡先",
            "postcode",
            ("prefecture", "municipality"),
            "address",
            ("phone", "fax"),
            "email",
        ),
        Group(
            "企業の規模",
            "industry",
            ("capital", "employees"),
            note="企業の場合に入力します。中小企業かどうかの判定に使います。",
        ),
        Group("その他", "note"),
    )

    class Meta:
        model = Organization
        fields = (
            "name",
            "kana",
            "kind",
            "postcode",
            "prefecture",
            "municipality",
            "address",
            "phone",
            "fax",
            "email",
            "industry",
            "capital",
            "employees",
            "note",
        )
        widgets = {"note": forms.Textarea}

    def clean(self):
        cleaned = super().clean()
        place, prefecture = cleaned.get("municipality"), cleaned.get("prefecture")
        if place and prefecture and prefecture != "青森県":
            self.add_error("municipality", "青森県以外の所在地では、市町村を選択しないでください。")
        return cleaned


class DepartmentForm(StaffModelForm):
    class Meta:
        model = Department
        fields = ("name", "ended_on")


class ContactForm(StaffModelForm):
    kana = KanaField(label="氏名（カナ）", required=False, max_length=100)
    phone = JapanesePhoneField(label="電話番号", required=False, max_length=20)

    class Meta:
        model = Contact
        fields = (
            "title",
            "name",
            "kana",
            "department",
            "phone",
            "email",
            "starts_on",
            "ends_on",
        )

    def __init__(self, *args, organization=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(organization=organization)
        if organization is None:
            del self.fields["department"]


DepartmentFormSet = inlineformset_factory(
    Organization, Department, form=DepartmentForm, extra=0, max_num=100
)
ContactFormSet = inlineformset_factory(
    Organization, Contact, form=ContactForm, extra=0, max_num=100
)


def parts_of(organization: Organization, data=None) -> list:
    """Formsets of the departments and of the contacts who are still there."""
    known = organization if organization.pk else None
    staying = Contact.objects.exclude(ends_on__lt=timezone.localdate()).order_by("-starts_on", "pk")
    return [
        DepartmentFormSet(data, instance=organization, prefix="departments"),
        ContactFormSet(
            data,
            instance=organization,
            prefix="contacts",
            queryset=staying,
            form_kwargs={"organization": known},
        ),
    ]


class CloseForm(StaffForm):
    """廃止日 and, after a merger or a new name, who carries the records on."""

    ended_on = WarekiDateField(label="廃止日", max_date=timezone.localdate)
    successor = forms.ModelChoiceField(
        Organization.objects.current(),
        label="承継先",
        required=False,
        widget=RemoteSelect("office:organization_options"),
        help_text="合併や名称変更のときに選びます。先に承継先を登録してください。",
    )
