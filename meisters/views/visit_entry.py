"""訪問記録: entered anew, or edited."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.forms.visits import PeopleRows, VisitForm
from meisters.models import PlannedVisit, Visit
from meisters.papers.visit_report import title_of
from meisters.rules import visits as rules
from meisters.rules.visits import EDIT
from meisters.services import visits
from meisters.views.addresses import wanted_row
from meisters.views.visit_actions import candidate_url, crumbs, list_url
from meisters.views.visit_proposals import proposal


@permitted(EDIT, methods=FORM)
def visit_create(request):
    plan = wanted_row(request, "plan", PlannedVisit.objects.for_listing())
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, plan))
        if answer:
            return answer
    else:
        new, initial = proposal(request, plan)
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


def _create(request, plan):
    form = _bound(request, Visit())
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
        messages.success(request, _saved(visit, f"{visit}を記録しました。", "候補者を登録したら、"))
        return redirect(candidate_url(visit, _only_person(visit)))
    messages.success(request, _saved(visit, f"{visit}を記録しました。"))
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
    messages.success(request, _saved(visit, f"{visit}の記録を保存しました。"))
    return redirect(visit)


def _only_person(visit):
    """The person met, if there was just one."""
    people = visit.people.all()[:2]
    return people[0] if len(people) == 1 else None


def _saved(visit, done: str, first: str = "") -> str:
    """What was done, and the paper as the next step."""
    if not rules.needs_report(visit):
        return done
    return format_html(
        '{}{}<a href="{}#report">{}</a>を印刷して決裁を受けてください。',
        done,
        first or "次は、",
        visit.get_absolute_url(),
        title_of(visit),
    )


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
