"""Forms of the register: the person, the sections of the page, the account, the import."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.office.choices import Region
from meisters.forms.doubles import DoublesForm
from meisters.forms.employer import EMPLOYER_GROUP, EmployerForm
from meisters.forms.person import NAME_GROUP, REACH_GROUP, PersonForm
from meisters.models import Meister
from meisters.models.person import PERSON_FIELDS
from meisters.rules.results import tidy_number


class MeisterForm(VersionedFormMixin, EmployerForm, PersonForm):
    """The person, the work and the certification."""

    certified_on = WarekiDateField(label="認定日", max_date=timezone.localdate)
    course_completed_on = WarekiDateField(
        label="指導技法等講習の修了日", required=False, max_date=timezone.localdate
    )
    last_dispatched_on = WarekiDateField(
        label="最後に派遣した日", required=False, max_date=timezone.localdate
    )
    groups = (
        Group("認定", ("number", "certified_on"), note="センターの認定通知のとおり入力します。"),
        NAME_GROUP,
        EMPLOYER_GROUP,
        Group("指導員免許", "licence", note="免許がない人は、指導技法等講習の受講が必須です。"),
        Group(
            "講習・派遣",
            ("course_completed_on", "last_dispatched_on"),
            note="分からないときは空けておきます。",
        ),
        REACH_GROUP,
    )

    class Meta:
        model = Meister
        fields = (
            "number",
            "certified_on",
            *PERSON_FIELDS,
            "employment",
            "employer",
            "position",
            "licence",
            "course_completed_on",
            "last_dispatched_on",
        )

    def clean_number(self):
        return tidy_number(self.cleaned_data["number"])

    def clean(self):
        cleaned = super().clean()
        born, certified = cleaned.get("birth_date"), cleaned.get("certified_on")
        if born and certified and born >= certified:
            self.add_error("birth_date", "生年月日は認定日より前の日付を入力してください。")
        return cleaned


class MeisterCreateForm(DoublesForm, MeisterForm):
    """Entry by hand of a person who was certified earlier."""

    class Meta(MeisterForm.Meta):
        fields = (*MeisterForm.Meta.fields, "note")

    groups = (*MeisterForm.groups, Group("備考", "note"))


class RowsOnlyForm(VersionedFormMixin, StaffModelForm):
    """A section that consists of rows below the meister."""

    class Meta:
        model = Meister
        fields = ()


class AvailabilityForm(VersionedFormMixin, StaffModelForm):
    """The regions; weekdays and dates are rows of the same page."""

    regions = forms.MultipleChoiceField(
        label="活動できる圏域",
        choices=Region,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = (Group("圏域", "regions"),)

    class Meta:
        model = Meister
        fields = ("regions",)


class TextsForm(VersionedFormMixin, StaffModelForm):
    """What the public database says about the person; the counters know the year's limits."""

    groups = (
        Group("公表用の文章", "profile_message", "profile_teaching", "profile_career"),
        Group("備考", "note", note="コーナーの中だけで使います。公表されません。"),
    )

    class Meta:
        model = Meister
        fields = ("profile_message", "profile_teaching", "profile_career", "note")

    def show_limits(self, limits) -> None:
        """Count against the rulebook 公表; what is longer can still be saved."""
        for name in self.groups[0].names():
            longest = self.fields[name].max_length
            value = limits.value("文字数の上限", str(self.fields[name].label))
            self.count(name, limit=int(value) if value is not None else None)
            self.fields[name].max_length = longest
