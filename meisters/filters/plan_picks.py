"""Questions to the list from which organizations are picked for the plan."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import OrganizationKind, Region
from aomori_skills.office.models import Municipality, Organization
from meisters.models import PlannedVisit, Visit

NEVER, UNPLANNED = "never", "unplanned"


class PickFilter(ListFilter):
    q = SearchFilter(hint="名称・カナ・市町村")
    kind = ChoiceFilter(label="種別", choices=OrganizationKind)
    region = ChoiceFilter(label="圏域", field_name="municipality__region", choices=Region)
    municipality = ModelFilter(label="市町村", queryset=Municipality.objects.all())
    contact = ChoiceFilter(
        label="これまで",
        choices=((NEVER, "連絡の記録がない"), (UNPLANNED, "年度の計画にない")),
        method="not_yet",
    )

    class Meta:
        model = Organization
        fields = ()

    def not_yet(self, rows, name, value):
        if value == NEVER:
            return rows.exclude(pk__in=Visit.objects.values("organization"))
        year = self.request.fiscal_year
        planned = PlannedVisit.objects.standing().in_fiscal_year(year)
        return rows.exclude(pk__in=planned.values("organization"))
