"""Lists: one table and one filter set give the screen, the sort, the Excel and the print.

class TradeTable(ListTable):
    name = TextColumn("職種名", linkify=True)

    class Meta:
        model = Trade
        fields = ("name", "field", "certifiable_from")

class TradeFilter(ListFilter):
    q = SearchFilter()

    class Meta:
        model = Trade
        fields = ("field",)

@permitted("office.view_masters", methods=FORM)
def trade_list(request):
    return list_page(
        request, table=TradeTable, filterset=TradeFilter, title="職種", name="職種一覧",
        queryset=Trade.objects.all(),
    )
"""

from aomori_skills.base.listing.columns import (
    BooleanColumn,
    ListColumn,
    MarksColumn,
    NumberColumn,
    StateColumn,
    TextColumn,
    TimeColumn,
    WarekiColumn,
)
from aomori_skills.base.listing.export import PurposeForm
from aomori_skills.base.listing.filters import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.base.listing.page import PAGE_SIZE, Empty, list_page
from aomori_skills.base.listing.table import ListTable

__all__ = [
    "PAGE_SIZE",
    "BooleanColumn",
    "ChoiceFilter",
    "DaysFilter",
    "Empty",
    "ListColumn",
    "ListFilter",
    "ListTable",
    "MarksColumn",
    "ModelFilter",
    "NumberColumn",
    "PurposeForm",
    "SearchFilter",
    "StateColumn",
    "TextColumn",
    "TimeColumn",
    "WarekiColumn",
    "list_page",
]
