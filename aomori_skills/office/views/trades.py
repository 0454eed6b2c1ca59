"""職種 and 市町村: masters to look things up in."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from aomori_skills.base import history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import list_page
from aomori_skills.office.filters.masters import MunicipalityFilter, TradeFilter
from aomori_skills.office.models import Municipality, Trade
from aomori_skills.office.tables.masters import MunicipalityTable, TradeTable

TABS = (("overview", "概要"), ("history", "履歴"))


@permitted("office.view_masters", methods=FORM)
def trade_list(request):
    return list_page(
        request,
        table=TradeTable,
        filterset=TradeFilter,
        queryset=Trade.objects.for_listing(),
        title="職種",
        name="職種一覧",
    )


@permitted("office.view_masters")
def trade_detail(request, pk):
    trade = get_object_or_404(Trade, pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    context = {"kind": trade.field, "title": trade.name, "trade": trade, "tabs": tabs, "tab": tab}
    context["breadcrumbs"] = (("職種", reverse("office:trade_list")),)
    if tab == "history":
        context["entries"] = history.entries(trade, "former_names", "operations")
    else:
        context["former_names"] = trade.former_names.all()
        context["operations"] = trade.operations.all()
    return render(request, "office/trade_detail.html", context)


@permitted("office.view_masters", methods=FORM)
def municipality_list(request):
    current = Count("organization", filter=Q(organization__ended_on__isnull=True))
    return list_page(
        request,
        table=MunicipalityTable,
        filterset=MunicipalityFilter,
        queryset=Municipality.objects.annotate(organizations=current),
        title="市町村",
        name="市町村一覧",
    )
