"""Questions to the list of requests."""

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
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Organization, Trade
from dispatch.choices import DispatchKind, Purpose, RequestState
from dispatch.models import DispatchRequest
from meisters.forms.fields import owners

RUNNING, LATE, EXCEPTION, ALL_YEARS = "running", "late", "exception", "all"
SENT_BACK, NOTICE, START, FINISH = "sent_back", "notice", "start", "finish"
CALLED_OFF = "called_off"
SCOPES = (
    (RUNNING, "手続中（年度を問わない）"),
    (LATE, "申込み期限を過ぎて受付のまま"),
    (EXCEPTION, "承認者の例外を待つもの"),
    (SENT_BACK, "差し戻されたもの"),
    (NOTICE, "決定通知を送っていないもの"),
    (CALLED_OFF, "取りやめのお知らせを送っていないもの"),
    (START, "最初の指導日が来た決定のもの"),
    (FINISH, "最後の指導日が終わったもの"),
    (ALL_YEARS, "すべての年度"),
)


class RequestFilter(ListFilter):
    """Requests of the chosen fiscal year, or work that doesn't end with the year."""

    q = SearchFilter(hint="番号・依頼元・職種・マイスター")
    state = ChoiceFilter(label="状態", choices=RequestState)
    kind = ChoiceFilter(label="派遣の区分", choices=DispatchKind)
    region = ChoiceFilter(label="圏域", field_name="client__municipality__region", choices=Region)
    owner = ModelFilter(label="担当者", queryset=owners())
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    client = ModelFilter(
        label="依頼元",
        queryset=Organization.objects.all(),
        widget=RemoteSelect("office:organization_options"),
    )
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="keep_trade")
    purpose = ChoiceFilter(label="目的", choices=Purpose)
    deadline_on = DaysFilter(label="申込み期限")
    received_on = DaysFilter(label="受付日")
    folded = ("client", "trade", "purpose", "deadline_on", "received_on")

    class Meta:
        model = DispatchRequest
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の依頼"

    def keep(self, rows, name, value):
        return SCOPED[value](rows)

    def keep_trade(self, rows, name, value):
        return rows.of_trade(value)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


SCOPED = {
    RUNNING: lambda rows: rows.running(),
    LATE: lambda rows: rows.late(timezone.localdate()),
    EXCEPTION: lambda rows: rows.needing_exception(),
    SENT_BACK: lambda rows: rows.sent_back(),
    NOTICE: lambda rows: rows.to_notify(),
    CALLED_OFF: lambda rows: rows.to_tell_cancelled(),
    START: lambda rows: rows.to_start(timezone.localdate()),
    FINISH: lambda rows: rows.to_finish(timezone.localdate()),
    ALL_YEARS: lambda rows: rows,
}
