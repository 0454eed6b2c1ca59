"""Forms of the record of a visit."""

from datetime import time

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, RemoteSelect, RowSet, SearchSelects, StaffModelForm
from aomori_skills.office.forms.open_days import OpenDaysMixin
from aomori_skills.office.models import Contact, Trade
from meisters.choices import Explained
from meisters.forms.fields import owners
from meisters.forms.place import PLACE_GROUP, PlaceForm
from meisters.models import Visit, VisitPerson


class HourField(forms.TimeField):
    """A time of day as the browser's own clock gives it."""

    def __init__(self, label: str, *, required: bool = False):
        super().__init__(
            label=label,
            required=required,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"invalid": f"{label}は「13:30」の形で入力してください。"},
        )

    def to_python(self, value) -> time | None:
        """What holds a sign that no time has is no time."""
        if isinstance(value, str) and ("\x00" in value or len(value) > 8):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class VisitForm(OpenDaysMixin, VersionedFormMixin, PlaceForm):
    """What was done; day and place suffice, all else can follow."""

    open_days = ("next_on",)

    visited_on = WarekiDateField(label="訪問日", max_date=timezone.localdate)
    starts_at = HourField("開始時刻")
    ends_at = HourField("終了時刻")
    staff = forms.ModelMultipleChoiceField(
        owners(), label="訪問した職員", widget=forms.CheckboxSelectMultiple
    )
    trades = forms.ModelMultipleChoiceField(
        Trade.objects.all(), label="開拓する職種", required=False, widget=SearchSelects
    )
    explained = forms.MultipleChoiceField(
        label="説明した事項",
        required=False,
        choices=Explained,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = (
        PLACE_GROUP,
        Group("日時", ("visited_on", "way"), ("starts_at", "ends_at"), "staff"),
        Group("説明", "trades", "explained", "materials"),
        Group("結果", "content", "outcome", "findings"),
        Group(
            "次の対応",
            ("next_action", "next_on"),
            note="期日を入れると、その日にホームの「待っている仕事」に表示します。",
        ),
    )

    class Meta:
        model = Visit
        fields = (
            "organization",
            "place",
            "visited_on",
            "way",
            "starts_at",
            "ends_at",
            "staff",
            "trades",
            "explained",
            "materials",
            "content",
            "outcome",
            "findings",
            "next_action",
            "next_on",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            went = Q(pk__in=self.instance.staff.values("pk"))
            users = get_user_model().objects
            self.fields["staff"].queryset = users.filter(Q(pk__in=owners().values("pk")) | went)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("next_on") and not cleaned.get("next_action"):
            self.add_error("next_action", "期日を入れるときは、次の対応も入力してください。")
        went, due = cleaned.get("visited_on"), cleaned.get("next_on")
        if went and due and due < went:
            self.add_error("next_on", "次の対応の期日は、訪問日以後の日付を入力してください。")
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts and "starts_at" not in self.errors:
            self.add_error("starts_at", "終了時刻だけでなく、開始時刻も入力してください。")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "終了時刻は開始時刻より後の時刻を入力してください。")
        return cleaned


class PersonRow(StaffModelForm):
    """面談者: one of the organization's contacts, or whoever else was there."""

    contact = forms.ModelChoiceField(
        Contact.objects.select_related("organization"),
        label="登録済みの担当者",
        required=False,
        widget=RemoteSelect("meisters:visit_contacts", {"data-with": "organization"}),
        help_text="選択すると、職名と氏名は入力しなくてもかまいません。",
    )
    groups = (Group("", "contact", ("title", "name")),)

    class Meta:
        model = VisitPerson
        fields = ("contact", "title", "name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def clean(self):
        cleaned = super().clean()
        contact = cleaned.get("contact")
        if contact:
            cleaned["name"] = cleaned.get("name") or contact.name
            cleaned["title"] = cleaned.get("title") or contact.title
        elif not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "面談者の氏名を入力してください。")
        return cleaned


class PeopleRows(RowSet):
    form = PersonRow
    relation = "people"
    legend = "面談者"
    row_label = "面談者"
    add_label = "面談者を追加する"
    extra = 0
    max_num = absolute_max = 30

    def __init__(self, data=None, *, instance, **kwargs):
        self.extra = 0 if instance.pk else 1
        super().__init__(data, instance=instance, **kwargs)

    def refuse_strangers(self, organization) -> bool:
        """False if a chosen contact belongs to another organization; says so in its row."""
        for form in self.forms:
            contact = getattr(form, "cleaned_data", {}).get("contact")
            if contact is None or form in self.deleted_forms:
                continue
            if organization is None or contact.organization_id != organization.pk:
                form.add_error(
                    "contact",
                    f"{contact}さんは{contact.organization}の担当者です。"
                    "訪問先の担当者を選択するか、氏名を入力してください。",
                )
        return not any(self.errors)
