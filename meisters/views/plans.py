"""訪問計画: list, page."""

from django.shortcuts import get_object_or_404, render

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from meisters.filters.plans import PlanFilter
from meisters.models import PlannedVisit
from meisters.rules.visits import EDIT, VIEW
from meisters.tables.plans import PlanTable, PlanWorkTable
from meisters.views.plan_actions import actions, crumbs, list_actions


@permitted(VIEW, methods=FORM)
def plan_list(request):
    year = request.fiscal_year
    label = fiscal_year.label(year)
    create, *others = list_actions(year)
    return list_page(
        request,
        table=PlanWorkTable if request.user.has_perm(EDIT) else PlanTable,
        filterset=PlanFilter,
        queryset=PlannedVisit.objects.for_listing(),
        title="訪問計画",
        name="訪問計画",
        period=label,
        actions=(create, *others),
        empty=Empty(
            f"{label}の訪問計画はまだありません。前年度の計画から作るか、1件ずつ計画してください。",
            create,
        ),
    )


@permitted(VIEW)
def plan_detail(request, pk):
    plan = get_object_or_404(PlannedVisit.objects.for_listing(), pk=pk)
    context = {
        "kind": f"{fiscal_year.label(plan.fiscal_year)}の訪問計画",
        "title": f"{plan.organization}（{plan.month}月）",
        "subject": plan,
        "visit": getattr(plan, "visit", None),
        "entries": history.entries(plan),
        "breadcrumbs": crumbs(),
        **actions(plan, request.user),
    }
    return render(request, "meisters/plan_detail.html", context)
