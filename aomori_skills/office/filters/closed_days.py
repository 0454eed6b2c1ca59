"""Questions to the list of closed days."""

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import DaysFilter, ListFilter, SearchFilter
from aomori_skills.office.models import ClosedDay


class ClosedDayFilter(ListFilter):
    """Days of the header's fiscal year, unless others are asked for."""

    q = SearchFilter(hint="理由")
    day = DaysFilter(label="日付")

    class Meta:
        model = ClosedDay
        fields = ()

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("day"):
            return rows
        return rows.filter(day__range=fiscal_year.days(self.request.fiscal_year))
