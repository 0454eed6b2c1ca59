"""Questions to the lists of the survey: waves, addressees, wishes, proposed persons."""

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
from dispatch.choices import (
    AddresseeGroup,
    AddresseeState,
    DispatchKind,
    ProposalState,
    Standing,
)
from dispatch.models import DemandSurvey, SurveyAddressee, SurveyProposal, SurveyWish
from meisters.choices import Way
from meisters.forms.fields import owners

OPEN, CLOSED = "open", "closed"
SENT, REACHED, OVERDUE, RETURNED, ALL_YEARS = "sent", "reached", "overdue", "returned", "all"
SCOPES = (
    (SENT, "送付した調査先"),
    (REACHED, "届いた調査先（送付−宛先不明）"),
    (OVERDUE, "実施中の調査の未回答"),
    (RETURNED, "郵便物が返送された調査先"),
    (ALL_YEARS, "すべての年度"),
)
YES, NO = "yes", "no"
DEMANDS = ((YES, "あり"), (NO, "なし"))


class SurveyFilter(ListFilter):
    q = SearchFilter(hint="調査名")
    year = ChoiceFilter(label="対象年度", field_name="fiscal_year", choices=())
    state = ChoiceFilter(
        label="状態", choices=((OPEN, "実施中"), (CLOSED, "終了")), method="by_state"
    )

    class Meta:
        model = DemandSurvey
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = fiscal_year.of(timezone.localdate())
        if "year" in self.filters:
            self.filters["year"].extra["choices"] = fiscal_year.choices(now)

    def by_state(self, rows, name, value):
        return rows.filter(closed_on__isnull=value == OPEN)


class YearScopedFilter(ListFilter):
    """Rows of the chosen fiscal year's waves, unless a wave or a scope is asked for."""

    year_field = "survey__fiscal_year"

    class Meta:
        model = SurveyAddressee
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        if "scope" in self.filters:
            self.filters["scope"].extra["empty_label"] = f"{year}の調査"

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        if any(asked.get(name) for name in ("scope", "survey", "organization")):
            return rows
        return rows.filter(**{self.year_field: self.request.fiscal_year})


def surveys() -> ModelFilter:
    return ModelFilter(label="調査", queryset=DemandSurvey.objects.all())


class AddresseeFilter(YearScopedFilter):
    q = SearchFilter(hint="名称・カナ・市町村・回答者")
    survey = surveys()
    group = ChoiceFilter(label="区分", choices=AddresseeGroup)
    standing = ChoiceFilter(label="状態", choices=Standing)
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    region = ChoiceFilter(
        label="圏域", field_name="organization__municipality__region", choices=Region
    )
    demand = ChoiceFilter(label="派遣の希望", choices=DEMANDS, method="wanting")
    way = ChoiceFilter(label="回答方法", field_name="replied_way", choices=Way)
    survey__owner = ModelFilter(label="担当者", queryset=owners())
    organization = ModelFilter(
        label="調査先",
        queryset=Organization.objects.all(),
        widget=RemoteSelect("office:organization_options"),
    )
    replied_on = DaysFilter(label="回答日")
    folded = ("region", "demand", "way", "survey__owner", "organization", "replied_on")

    class Meta:
        model = SurveyAddressee
        fields = ()

    def keep(self, rows, name, value):
        return SCOPED[value](rows)

    def wanting(self, rows, name, value):
        return rows.filter(demand=value == YES)


SCOPED = {
    SENT: lambda rows: rows.filter(left_on__isnull=False),
    REACHED: lambda rows: rows.filter(left_on__isnull=False).exclude(
        state=AddresseeState.UNDELIVERABLE
    ),
    OVERDUE: lambda rows: rows.overdue(timezone.localdate()),
    RETURNED: lambda rows: rows.filter(organization__mail_returned_on__isnull=False),
    ALL_YEARS: lambda rows: rows,
}


class AnswerFilter(YearScopedFilter):
    """What wishes and proposed persons are asked alike."""

    year_field = "addressee__survey__fiscal_year"
    STATES = ((ProposalState.OPEN.value, "未対応（年度を問わない）"), (ALL_YEARS, "すべての年度"))

    q = SearchFilter(hint="調査先・職種・内容")
    outcome = ChoiceFilter(label="対応", choices=ProposalState)
    scope = ChoiceFilter(label="範囲", choices=STATES, method="keep")
    survey = ModelFilter(
        label="調査", field_name="addressee__survey", queryset=DemandSurvey.objects.all()
    )
    trade = ModelFilter(label="職種", queryset=Trade.objects.all())
    group = ChoiceFilter(label="区分", field_name="addressee__group", choices=AddresseeGroup)
    region = ChoiceFilter(
        label="圏域", field_name="addressee__organization__municipality__region", choices=Region
    )
    addressee__survey__owner = ModelFilter(label="担当者", queryset=owners())
    folded = ("group", "region", "addressee__survey__owner")

    class Meta:
        model = SurveyWish
        fields = ()

    def keep(self, rows, name, value):
        return rows.open() if value == ProposalState.OPEN else rows


class WishFilter(AnswerFilter):
    kind = ChoiceFilter(label="派遣の区分", choices=DispatchKind)
    folded = ("group", "region", "kind", "addressee__survey__owner")

    class Meta:
        model = SurveyWish
        fields = ()


class ProposalFilter(AnswerFilter):
    class Meta:
        model = SurveyProposal
        fields = ()
