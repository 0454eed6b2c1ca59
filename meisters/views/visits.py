"""訪問記録: list, page."""

from django.shortcuts import get_object_or_404, render

from aomori_skills.base import fiscal_year, history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.visits import VisitFilter
from meisters.models import Visit
from meisters.papers.visit_report import title_of
from meisters.rules import visits as rules
from meisters.rules.visits import VIEW
from meisters.tables.visits import VisitTable
from meisters.views.visit_actions import (
    EXPORT,
    REGISTER,
    actions,
    candidate_url,
    crumbs,
    visit_action,
)

TABS = (("overview", "概要"), ("candidates", "候補者"), ("history", "履歴"))


@permitted(VIEW, methods=FORM)
def visit_list(request):
    year = fiscal_year.label(request.fiscal_year)
    return disclosed_list_page(
        request,
        table=VisitTable,
        filterset=VisitFilter,
        queryset=Visit.objects.for_listing(),
        title="訪問記録",
        name="訪問記録一覧",
        export_permission=EXPORT,
        period=year,
        actions=(visit_action(),),
        empty=Empty(f"{year}の訪問記録はまだありません。", visit_action()),
    )


@permitted(VIEW)
def visit_detail(request, pk):
    visit = get_object_or_404(Visit.objects.for_page(), pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    found = list(visit.candidates.select_related("trade", "owner"))
    people = visit.people.select_related("candidate")
    context = {
        "kind": "訪問記録",
        "title": str(visit),
        "visit": visit,
        "report": title_of(visit),
        "needs_report": rules.needs_report(visit),
        "report_unknown": rules.is_report_unknown(visit),
        "candidates": found,
        "people": [(one, candidate_url(visit, one)) for one in people],
        "tabs": tabs,
        "tab": tab,
        "may_register": request.user.has_perm(REGISTER),
        "entries": history.entries(visit, "people") if tab == "history" else (),
        "breadcrumbs": crumbs(),
        **actions(visit, found, request.user),
    }
    return render(request, "meisters/visit_detail.html", context)
