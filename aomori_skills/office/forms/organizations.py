"""Forms of an organization, its departments and its contacts."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import JapanesePhoneField, KanaField, PostcodeField, WarekiDateField
from aomori_skills.base.forms import (
    Group,
    PostcodeInput,
    RemoteSelect,
    RowSet,
    StaffForm,
    StaffModelForm,
)
from aomori_skills.office.models import Contact, Department, Organization


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
    groups = (Group("", ("name", "ended_on")),)

    class Meta:
        model = Department
        fields = ("name", "ended_on")


class ContactForm(StaffModelForm):
    kana = KanaField(label="氏名（カナ）", required=False, max_length=100)
    phone = JapanesePhoneField(label="電話番号", required=False, max_length=20)
    groups = (
        Group(
            "",
            ("name", "kana"),
            ("title", "department"),
            ("phone", "email"),
            ("starts_on", "ends_on"),
        ),
    )

    class Meta:
        model = Contact
        fields = (
            "name",
            "kana",
            "title",
            "department",
            "phone",
            "email",
            "starts_on",
            "ends_on",
        )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        if organization.pk:
            self.fields["department"].queryset = organization.departments.all()
        else:
            del self.fields["department"]


class DepartmentRows(RowSet):
    form = DepartmentForm
    relation = "departments"
    legend = "学科・部署"
    row_label = "学科・部署"
    add_label = "学科・部署を追加する"
    note = "なくなったときは削除せず、廃止日を入力します。"
    extra = 0

    def clean(self):
        """No department twice: a new row is compared with all others."""
        names = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if form not in self.deleted_forms else None
            if name and name in names:
                form.add_error("name", f"「{name}」はすでにあります。別の名称を入力してください。")
            names.add(name)


class ContactRows(RowSet):
    """The people who are still there; who has left stays on record, out of the form."""

    form = ContactForm
    relation = "contacts"
    legend = "担当者"
    row_label = "担当者"
    add_label = "担当者を追加する"
    note = "異動したときは削除せず、離任日を入力します。離任した担当者は詳細画面に残ります。"
    extra = 0

    def shown_rows(self):
        return self.instance.contacts.staying(timezone.localdate()).order_by("-starts_on", "pk")

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"organization": self.instance}


def parts_of(organization: Organization, data=None) -> list[RowSet]:
    """The rows on the page of an organization."""
    return [DepartmentRows(data, instance=organization), ContactRows(data, instance=organization)]


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
