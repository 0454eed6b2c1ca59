"""Forms of the survey: the wave, the choice of addressees, letters, single steps."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.office.models import Contact
from dispatch.choices import AddresseeGroup, Sending
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.rules.surveys import group_for
from meisters.choices import Way
from meisters.forms.fields import OwnerField
from meisters.forms.plans import YearField

SAME_NAME = (
    "同じ年度に同じ名前の調査があります。「（第2回）」などを付けて、違う名前を入力してください。"
)


class SurveyForm(VersionedFormMixin, StaffModelForm):
    """A wave; the year of a wave stays."""

    fiscal_year = YearField("対象年度")
    owner = OwnerField()
    groups = (Group("調査", "fiscal_year", "name", ("opened_on", "reply_by"), "owner", "note"),)

    class Meta:
        model = DemandSurvey
        fields = ("fiscal_year", "name", "opened_on", "reply_by", "owner", "note")
        help_texts = {"name": "例：「ものづくりマイスター派遣希望調査（前期）」"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["fiscal_year"]

    def clean(self):
        cleaned = super().clean()
        opened, due = cleaned.get("opened_on"), cleaned.get("reply_by")
        if opened and due and due < opened:
            self.add_error("reply_by", "回答期限は開始日以後の日付を入力してください。")
        self._check_name(cleaned)
        return cleaned

    def _check_name(self, cleaned) -> None:
        """One name a year; said where it is typed."""
        year = cleaned.get("fiscal_year") or self.instance.fiscal_year
        taken = DemandSurvey.objects.filter(fiscal_year=year, name=cleaned.get("name", ""))
        if taken.exclude(pk=self.instance.pk).exists():
            self.add_error("name", SAME_NAME)


class PickForm(StaffForm):
    """Which of the organizations on the page are taken, and into which group each comes."""

    organization = forms.ModelMultipleChoiceField(
        None,
        label="調査先",
        required=False,
        error_messages={
            "invalid_choice": "選択した調査先の一部は、すでに加えられたか廃止されています。"
            "一覧から選び直してください。"
        },
    )

    def __init__(self, *args, rows, everything=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.everything = everything
        self.fields["organization"].queryset = rows

    def clean(self):
        cleaned = super().clean()
        if "_all" not in self.data and not cleaned.get("organization") and not self.errors:
            self.add_error("organization", "加える調査先を1つ以上選択してください。")
        return cleaned

    def group_of(self, place) -> str:
        """As chosen on the page, else as the kind proposes."""
        chosen = self.data.get(f"group_{place.pk}", "") if self.is_bound else ""
        return chosen if chosen in AddresseeGroup.values else group_for(place.kind).value

    @property
    def groups(self) -> dict[int, str]:
        """Key → group of all that are taken."""
        chosen = self.cleaned_data["organization"]
        if "_all" in self.data:
            chosen = self.everything
        return {place.pk: self.group_of(place) for place in chosen}


class AddresseeForm(VersionedFormMixin, StaffModelForm):
    """Group and contact of one addressee."""

    groups = (Group("調査先", "group", "contact"),)

    class Meta:
        model = SurveyAddressee
        fields = ("group", "contact")
        help_texts = {"contact": "空けておくと、宛名は「御中」になります。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Contact.objects.filter(organization=self.instance.organization)
        self.fields["contact"].queryset = people.staying(timezone.localdate())


class LettersForm(StaffForm):
    """When and how the letters go out."""

    dated_on = WarekiDateField(label="文書の日付", help_text="発行のときに改められます。")
    sending = forms.ChoiceField(label="送り方", choices=Sending.choices, widget=forms.RadioSelect)


class DayForm(StaffForm):
    """The day of a step."""

    day = WarekiDateField(label="日付", max_date=timezone.localdate)

    def __init__(self, *args, label: str, help_text: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].label, self.fields["day"].help_text = label, help_text


class DeclineForm(StaffForm):
    """辞退: when, by which way, and what they said."""

    day = WarekiDateField(label="連絡を受けた日", max_date=timezone.localdate)
    way = forms.ChoiceField(label="連絡の方法", choices=[("", ""), *Way.choices])
    note = PlainTextField(label="意見・備考", required=False, max_length=500)
    groups = (Group("辞退", ("day", "way"), "note"),)


class CodeForm(StaffForm):
    """A record code as it stands in the corner of a reply form."""

    code = PlainTextField(
        label="整理番号", max_length=30, help_text="回答票の右上の番号です。例：調査R8-00012"
    )
