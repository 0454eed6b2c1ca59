"""訪問記録: list, entry, page."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.visits import VisitFilter
from meisters.forms.visits import PeopleRows, VisitForm
from meisters.models import PlannedVisit, Visit
from meisters.papers.visit_report import title_of
from meisters.rules import visits as rules
from meisters.services import visits
from meisters.tables.visits import VisitTable
from meisters.views.addresses import wanted_row

VIEW = "meisters.view_visits"
EDIT = "meisters.edit_visits"
EXPORT = "meisters.export_personal"
TABS = (("overview", "概要"), ("candidates", "候補者"), ("history", "履歴"))


def visit_action(**keys) -> Action:
    """「訪問を記録する」, with what is known already."""
    query = "&".join(f"{name}={key}" for name, key in keys.items())
    url = reverse("meisters:visit_create")
    return Action("訪問を記録する", f"{url}?{query}" if query else url, permission=EDIT)


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
    context = {
        "kind": "訪問記録",
        "title": str(visit),
        "visit": visit,
        "candidates": found,
        "people": visit.people.all(),
        "tabs": tabs,
        "tab": tab,
        "may_edit": request.user.has_perm(EDIT),
        "entries": history.entries(visit, "people") if tab == "history" else (),
        "breadcrumbs": crumbs(),
        **_actions(visit, found, request.user),
    }
    return render(request, "meisters/visit_detail.html", context)


@permitted(EDIT, methods=FORM)
def visit_create(request):
    plan = wanted_row(request, "plan", PlannedVisit.objects.for_listing())
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, plan))
        if answer:
            return answer
    else:
        new, initial = _proposal(request, plan)
        form = VisitForm(instance=new, parts=[PeopleRows(instance=new)], initial=initial)
    return _form_page(
        request,
        form,
        title="訪問の記録",
        plan=plan,
        next_label="保存して候補者を登録する",
        back_url=plan.get_absolute_url() if plan else list_url(),
    )


@permitted(EDIT, methods=FORM)
def visit_edit(request, pk):
    visit = get_object_or_404(Visit.objects.for_page(), pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = VisitForm(instance=visit, parts=[PeopleRows(instance=visit)])
    return _form_page(
        request,
        form,
        title=f"{visit}の記録の編集",
        back_url=visit.get_absolute_url(),
        breadcrumbs=crumbs(visit),
    )


def list_url() -> str:
    return reverse("meisters:visit_list")


def crumbs(visit=None):
    first = (("訪問記録", list_url()),)
    return (*first, (str(visit), visit.get_absolute_url())) if visit else first


def _proposal(request, plan) -> tuple[Visit, dict]:
    """A new visit with what the plan, the visit before or the link already says."""
    before = wanted_row(request, "after", Visit.objects.for_page())
    today = timezone.localdate()
    new = Visit(visited_on=before.visited_on if before else today)
    initial = {"staff": [request.user.pk]}
    if plan:
        new.organization = plan.organization
        new.visited_on = min(plan.planned_on or today, today)
        initial = {
            "staff": [plan.staff_id],
            "trades": [plan.trade_id] if plan.trade_id else [],
            "content": plan.aim,
        }
    elif before:
        initial = {
            "staff": [user.pk for user in before.staff.all()],
            "trades": [trade.pk for trade in before.trades.all()],
        }
        new.materials = before.materials
    else:
        place = wanted_row(request, "organization", Organization.objects.current())
        if place:
            new.organization = place
    return new, initial


def _create(request, plan):
    new = Visit()
    form = _bound(request, new)
    try:
        visit = visits.record(
            form.instance,
            by=request.user,
            plan_id=plan and plan.pk,
            new_place=form.new_row,
            **_rows(form),
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    if "_next" in request.POST:
        messages.success(request, f"{visit}を記録しました。続けて候補者を登録してください。")
        return redirect(candidate_url(visit))
    messages.success(
        request, f"{visit}を記録しました。候補者がいれば「候補者を登録する」を選んでください。"
    )
    return redirect(visit)


def _update(request, pk):
    visit = Visit.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=pk)
    visit = visit.first()
    if visit is None:
        raise Http404
    form = _bound(request, visit)
    try:
        visits.update(form.instance, by=request.user, new_place=form.new_row, **_rows(form))
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{visit}の記録を保存しました。")
    return redirect(visit)


def _bound(request, visit) -> VisitForm:
    people = PeopleRows(request.POST, instance=visit)
    form = VisitForm(request.POST, instance=visit, parts=[people])
    is_valid = all([form.is_valid(), people.is_valid()])
    if not (is_valid and people.refuse_strangers(form.cleaned_data.get("organization"))):
        raise Invalid(form)
    return form


def _rows(form) -> dict:
    return {name: form.cleaned_data[name] for name in ("staff", "trades")} | {"parts": form.parts}


def _form_page(request, form, **context):
    context = {"form": form, "formsets": form.parts, "breadcrumbs": crumbs()} | context
    status = 422 if form.is_bound else 200
    return render(request, "meisters/visit_form.html", context, status=status)


def candidate_url(visit) -> str:
    return f"{reverse('meisters:candidate_create')}?visit={visit.pk}"


def _actions(visit, found, user) -> dict:
    """What was promised comes first, then the people found."""
    finish = Action("対応を済ませる", _step(visit, "visit_finish"), post=True, permission=EDIT)
    reopen = Action(
        "対応を済んでいないことに戻す", _step(visit, "visit_reopen"), post=True, permission=EDIT
    )
    register = Action(
        "候補者を登録する", candidate_url(visit), permission="meisters.edit_candidates"
    )
    again = Action(
        "続けて訪問を記録する",
        visit_action(after=visit.pk).url,
        note="同じ日・同じ職員で、別の訪問先を記録します。",
        permission=EDIT,
    )
    paper = Action(
        f"{title_of(visit)}を印刷する",
        _step(visit, "visit_report"),
        post=True,
        download=True,
        permission=EXPORT,
    )
    edit = Action("編集する", _step(visit, "visit_edit"), permission=EDIT)
    timeline = Action(
        "訪問先の経過を見る",
        reverse("organization_timeline", args=(visit.organization_id,)),
        permission=VIEW,
    )
    waiting = bool(visit.next_action and not visit.next_done_on)
    steps = [finish] if waiting else []
    steps += [register, paper, again, edit, timeline]
    steps += [reopen] if visit.next_done_on else []
    if rules.may_delete(visit, by=user, today=timezone.localdate(), candidates=len(found)):
        steps.append(Action("この記録を削除する", _step(visit, "visit_delete"), danger=True))
    first, *others = allowed(steps, user)
    return {"primary": first, "others": others}


def _step(visit, name: str) -> str:
    return reverse(f"meisters:{name}", args=(visit.pk,))
