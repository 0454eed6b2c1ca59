"""A list of trades, asked for as a page asks."""

from django.test import RequestFactory

from aomori_skills.base.listing import (
    DaysFilter,
    ListFilter,
    ListTable,
    SearchFilter,
    StateColumn,
    TextColumn,
    list_page,
)
from aomori_skills.office.models import Trade


class TradeTable(ListTable):
    name = TextColumn("職種名", linkify=lambda record: f"/trades/{record.name}/", code="order")
    state = StateColumn("根拠", accessor="status")
    kana = TextColumn("カナ", on_screen=False)

    class Meta:
        model = Trade
        fields = ("name", "field", "certifiable_from", "state", "order")


class TradeFilter(ListFilter):
    q = SearchFilter()
    certifiable = DaysFilter(field_name="certifiable_from", label="開始日")
    folded = ("certifiable",)

    class Meta:
        model = Trade
        fields = ("status",)


def answer(user, query="", data=None, **options):
    factory = RequestFactory()
    url = f"/trades/{query}"
    request = factory.get(url) if data is None else factory.post(url, data)
    request.user = user
    request.fiscal_year = 2025
    declaration = {
        "table": TradeTable,
        "filterset": TradeFilter,
        "queryset": Trade.objects.all(),
        "title": "職種",
        "name": "職種一覧",
    }
    return list_page(request, **(declaration | options))
