"""Questions to the list of asks."""

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.forms import RemoteSelect
from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.models import Trade
from dispatch.choices import AskState, InstructorRole
from dispatch.models import Ask, Assistant, SkilledWorker
from meisters.forms.fields import owners
from meisters.models import Meister

WAITING, OVERDUE, NO_CONSENT, ALL_YEARS = "waiting", "overdue", "no_consent", "all"
SCOPES = (
    (WAITING, "回答を待っているもの（年度を問わない）"),
    (OVERDUE, "回答期限を過ぎたもの"),
    (NO_CONSENT, "派遣承諾書が届いていないもの"),
    (ALL_YEARS, "すべての年度"),
)


class AskFilter(ListFilter):
    """Asks for requests of the chosen fiscal year, or work that doesn't end with the year."""

    q = SearchFilter(hint="氏名・依頼番号・依頼元")
    state = ChoiceFilter(label="状態", choices=AskState)
    role = ChoiceFilter(label="役割", choices=InstructorRole)
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    request__owner = ModelFilter(label="担当者", queryset=owners())
    request__trade = ModelFilter(label="職種", queryset=Trade.objects.all())
    meister = ModelFilter(
        label="マイスター",
        queryset=Meister.objects.all(),
        widget=RemoteSelect("meisters:meister_options"),
    )
    skilled_worker = ModelFilter(label="熟練技能者", queryset=SkilledWorker.objects.all())
    assistant = ModelFilter(label="補助員", queryset=Assistant.objects.all())
    asked_on = DaysFilter(label="打診日")
    reply_by = DaysFilter(label="回答期限")
    folded = ("request__trade", "meister", "skilled_worker", "assistant", "asked_on", "reply_by")

    class Meta:
        model = Ask
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の派遣依頼"

    def keep(self, rows, name, value):
        return SCOPED[value](rows)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


SCOPED = {
    WAITING: lambda rows: rows.waiting(),
    OVERDUE: lambda rows: rows.overdue(timezone.localdate()),
    NO_CONSENT: lambda rows: rows.without_consent(),
    ALL_YEARS: lambda rows: rows,
}
