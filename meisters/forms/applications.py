"""Forms of an application, one for each section of the paper form."""

from datetime import date, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.paperwork.forms import AttachmentField
from meisters.choices import DocumentKind, Licence, Way
from meisters.forms.employer import EMPLOYER_GROUP, EmployerForm
from meisters.forms.fields import OwnerField, RoundField
from meisters.forms.person import NAME_GROUP, REACH_GROUP, PersonForm
from meisters.models import ApplicationRound, CertificationApplication
from meisters.models.person import PERSON_FIELDS
from meisters.rules.package import LIMITED_TEXTS

FIRST_APPLICATION = date(2013, 4, 1)
TEXT_LIMIT_RULE = "文字数の上限"


class SectionForm(VersionedFormMixin, StaffModelForm):
    """Base of the sections' forms; ``limits`` are the year's rules on the published texts."""

    new_firm = None

    class Meta:
        model = CertificationApplication
        fields: tuple[str, ...] = ()

    def __init__(self, *args, limits=None, **kwargs):
        self.limits = limits
        super().__init__(*args, **kwargs)


class PersonSection(SectionForm, PersonForm):
    groups = (NAME_GROUP, REACH_GROUP)

    class Meta(SectionForm.Meta):
        fields = PERSON_FIELDS


class WorkSection(SectionForm, EmployerForm):
    applied_on = WarekiDateField(
        label="申請日",
        required=False,
        min_date=FIRST_APPLICATION,
        max_date=lambda: timezone.localdate() + timedelta(days=366),
        help_text="申請書に書く日付です。この日の基準で要件を判定します。",
    )
    round = RoundField("corner_deadline", required=False)
    owner = OwnerField()
    groups = (
        EMPLOYER_GROUP,
        Group("申請", "applied_on", "round", "owner"),
    )

    class Meta(SectionForm.Meta):
        fields = ("employment", "employer", "position", "applied_on", "round", "owner")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = ApplicationRound.objects.filter(
            Q(fiscal_year__gte=self.instance.fiscal_year) | Q(pk=self.instance.round_id)
        )


class PartsSection(SectionForm):
    """A section that consists of rows only."""


class SupportSection(SectionForm):
    licence_on = WarekiDateField(label="免許取得日", required=False, max_date=timezone.localdate)
    recommended_on = WarekiDateField(label="推薦日", required=False, max_date=timezone.localdate)
    groups = (
        Group(
            "職業訓練指導員免許",
            "licence",
            "licence_trade",
            ("licence_number", "licence_on"),
            note="免許がない人は、認定後に指導技法等講習の受講が必要です。",
        ),
        Group("活動する意欲・能力", "willing"),
        Group(
            "第三者の推薦",
            "recommender_body",
            ("recommender_title", "recommender_name"),
            "recommender_relation",
            "recommended_on",
            note="勤務先の代表者か、二親等以内の親族でない第三者の推薦が必要です。",
        ),
    )

    class Meta(SectionForm.Meta):
        fields = (
            "licence",
            "licence_trade",
            "licence_number",
            "licence_on",
            "willing",
            "recommender_name",
            "recommender_body",
            "recommender_title",
            "recommender_relation",
            "recommended_on",
        )

    def clean(self):
        cleaned = super().clean()
        details = ("licence_trade", "licence_number", "licence_on")
        if cleaned.get("licence") != Licence.HELD and any(cleaned.get(name) for name in details):
            self.add_error(
                "licence",
                "免許の職種・番号・取得日を入力するときは、職業訓練指導員免許を「あり」にしてください。",
            )
        return cleaned


class PublicationSection(SectionForm):
    agree_all = forms.BooleanField(label="未確認の項目をすべて「同意する」にする", required=False)
    agreed_on = WarekiDateField(
        label="公表同意書の日付", required=False, max_date=timezone.localdate
    )
    groups = (
        Group("公表用の文章", *LIMITED_TEXTS),
        Group("同意の一括入力", "agree_all", "agreed_on"),
    )

    class Meta(SectionForm.Meta):
        fields = LIMITED_TEXTS
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in LIMITED_TEXTS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in LIMITED_TEXTS:
            self._show_limit(name)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("agree_all"):
            if not cleaned.get("agreed_on") and "agreed_on" not in self.errors:
                self.add_error("agreed_on", "公表同意書の日付を入力してください。")
            for part in self.parts:
                part.agreed_on = cleaned.get("agreed_on")
        return cleaned

    def _show_limit(self, name: str) -> None:
        """Count against the year's limit; more may be kept while the text is being cut."""
        field = self.fields[name]
        most = field.max_length
        row = self.limits.find(TEXT_LIMIT_RULE, str(field.label)) if self.limits else None
        limit = int(row.value) if row and row.value is not None else None
        self.count(name, limit=limit)
        field.max_length = most
        if limit is None:
            field.help_text = "文字数の上限は未定です。「年度の基準」で設定すると表示します。"
        else:
            field.help_text = f"公表用データベースでは{limit}文字を超えた分が切り捨てられます。"


class DocumentForm(StaffForm):
    """A scanned paper of the package."""

    kind = forms.ChoiceField(label="書類の種類", choices=[("", ""), *DocumentKind.choices])
    upload = AttachmentField(label="ファイル")
    note = PlainTextField(label="備考", required=False, max_length=100)


class ReceiveForm(StaffForm):
    """受付: on which day and by which way the signed form came."""

    received_on = WarekiDateField(
        label="受付日", min_date=FIRST_APPLICATION, max_date=timezone.localdate
    )
    way = forms.ChoiceField(label="受領方法", choices=[("", ""), *Way.choices])
