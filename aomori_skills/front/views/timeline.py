"""経過 of one organization: visits, talks, requests, people, by date."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.front.timeline import TimelineFilter
from aomori_skills.office.models import Organization
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.views.consultation_pages import new_action
from meisters.rules.visits import EDIT
from meisters.tables.timeline import TimelineTable
from meisters.views.visits import visit_action


@permitted("meisters.view_visits", methods=FORM)
def organization_timeline(request, pk):
    organization = get_object_or_404(Organization.objects.for_listing(), pk=pk)
    record = visit_action(organization=pk)
    plan = Action(
        "訪問を計画する", f"{reverse('meisters:plan_create')}?organization={pk}", permission=EDIT
    )
    return disclosed_list_page(
        request,
        table=TimelineTable,
        filterset=TimelineFilter,
        queryset=Organization.objects.filter(pk=pk),
        title=f"{organization}の経過",
        name=f"{organization}の経過",
        export_permission="meisters.export_personal",
        actions=(record, new_action(organization), plan),
        empty=Empty(f"{organization}との連絡の記録はまだありません。", record),
        template="front/organization_timeline.html",
        organization=organization,
        breadcrumbs=(
            ("企業・学校・団体", reverse("office:organization_list")),
            (str(organization), reverse("office:organization_detail", args=(pk,))),
        ),
    )
