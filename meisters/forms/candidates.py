"""Forms of candidates."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import KanaField, PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm
from meisters.forms.doubles import DoublesForm
from meisters.forms.employer import EMPLOYER_GROUP, EmployerForm
from meisters.forms.fields import OrganizationField, OwnerField, TradeField
from meisters.forms.person import HOME, NAMES, PHONES, PersonForm
from meisters.models import Candidate
from meisters.models.person import PERSON_FIELDS


class CandidateForm(VersionedFormMixin, DoublesForm, EmployerForm, PersonForm):
    """Entry of a person met on a visit: the names suffice, all else can follow."""

    family_kana = KanaField(label="姓（カナ）", max_length=50, required=False)
    given_kana = KanaField(
        label="名（カナ）",
        max_length=50,
        required=False,
        help_text="読みが分からないときは空けておきます。",
    )
    trade = TradeField("見込みの職種", required=False)
    met_at = OrganizationField("訪問先・紹介元", required=False)
    met_on = WarekiDateField(label="面談日", required=False, max_date=timezone.localdate)
    explained_on = WarekiDateField(
        label="制度の説明日", required=False, max_date=timezone.localdate
    )
    owner = OwnerField()
    groups = (
        Group("氏名・電話番号", *NAMES, PHONES),
        EMPLOYER_GROUP,
        Group(
            "面談",
            "trade",
            ("met_on", "explained_on"),
            "met_at",
            "note",
            ("next_contact_on", "owner"),
        ),
        Group("生年月日・住所・メール", "birth_date", *HOME, "email"),
    )

    class Meta:
        model = Candidate
        fields = (
            *PERSON_FIELDS,
            "employment",
            "employer",
            "position",
            "trade",
            "met_on",
            "met_at",
            "explained_on",
            "next_contact_on",
            "note",
            "owner",
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}


class ContactForm(StaffForm):
    """A contact with a candidate: what was said, and when to ask again."""

    note = PlainTextField(
        label="連絡の内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="連絡の方法（電話・メールなど）も書いてください。",
    )
    next_contact_on = WarekiDateField(
        label="次回連絡日",
        required=False,
        min_date=timezone.localdate,
        help_text="空けておくと、次回の連絡は未定になります。",
    )
