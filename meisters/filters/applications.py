"""Questions to the list of applications."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.models import Trade
from meisters.choices import ApplicationState, Result
from meisters.forms.fields import owners
from meisters.models import ApplicationRound, CertificationApplication

SOON = timedelta(days=14)
RUNNING, SENT_BACK, DUE, OVERDUE = "running", "sent_back", "due", "overdue"
ALL_YEARS = "all"
SCOPES = (
    (RUNNING, "手続中（年度を問わない）"),
    (SENT_BACK, "差し戻されたもの"),
    (DUE, "締切まで14日以内"),
    (OVERDUE, "締切を過ぎたもの"),
    (ALL_YEARS, "すべての年度"),
)


class ApplicationFilter(ListFilter):
    """Applications of the chosen fiscal year, or work that doesn't end with the year."""

    q = SearchFilter(hint="氏名・カナ・電話番号・申請番号")
    state = ChoiceFilter(label="状態", choices=ApplicationState)
    round = ModelFilter(label="申請回", queryset=ApplicationRound.objects.all())
    trade = ModelFilter(
        label="職種",
        field_name="qualifications__trade",
        queryset=Trade.objects.all(),
        distinct=True,
    )
    owner = ModelFilter(label="担当者", queryset=owners())
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    applied_on = DaysFilter(label="申請日")
    created_at = DaysFilter(label="作成日")
    certified_on = DaysFilter(label="認定の日", method="in_results")
    rejected_on = DaysFilter(label="不認定の日", method="in_results")
    folded = ("applied_on", "created_at", "certified_on", "rejected_on")

    class Meta:
        model = CertificationApplication
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の申請"

    def keep(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return SCOPED[value](rows, timezone.localdate())

    def in_results(self, rows: QuerySet, name: str, value: slice) -> QuerySet:
        result = Result.CERTIFIED if name == "certified_on" else Result.REJECTED
        return rows.answered(result, since=value.start, until=value.stop)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


SCOPED = {
    RUNNING: lambda rows, today: rows.running(),
    SENT_BACK: lambda rows, today: rows.sent_back(),
    DUE: lambda rows, today: rows.due(by=today + SOON, since=today),
    ALL_YEARS: lambda rows, today: rows,
    OVERDUE: lambda rows, today: rows.due(by=today - timedelta(days=1)),
}
