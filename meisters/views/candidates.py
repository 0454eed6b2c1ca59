"""候補者: list, entry, page, steps."""

from functools import partial

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services import mergers
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.choices import CandidateState
from meisters.filters.candidates import CandidateFilter
from meisters.forms.candidates import CandidateForm
from meisters.models import Candidate, CertificationApplication
from meisters.rules import CANDIDATE_WORKFLOW, workflows
from meisters.services import applications, candidates
from meisters.tables.candidates import CandidateTable
from meisters.views.candidate_proposals import person_of, proposal, visit_of

VIEW = "meisters.view_candidates"
EDIT = "meisters.edit_candidates"
EXPORT = "meisters.export_personal"
PAGE = "meisters:candidate_detail"
TABS = (("overview", "概要"), ("steps", "経過"), ("history", "履歴"))
STAGES = (CandidateState.OPEN, CandidateState.APPLYING, CandidateState.CERTIFIED)


@permitted(VIEW, methods=FORM)
def candidate_list(request):
    create = Action("候補者を登録する", reverse("meisters:candidate_create"), permission=EDIT)
    return disclosed_list_page(
        request,
        table=CandidateTable,
        filterset=CandidateFilter,
        queryset=Candidate.objects.for_listing(),
        title="候補者",
        name="候補者一覧",
        export_permission=EXPORT,
        actions=(create,),
        empty=Empty("候補者がまだ登録されていません。訪問で会った人を登録してください。", create),
    )


@permitted(EDIT, methods=FORM)
def candidate_create(request):
    visit = visit_of(request)
    person = person_of(request, visit)
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, visit, person))
        if answer:
            return answer
    elif person and person.candidate:
        return redirect(person.candidate)
    else:
        form = CandidateForm(instance=proposal(visit, person, by=request.user))
    return _form_page(
        request,
        form,
        title="候補者の登録",
        visit=visit,
        person=person,
        next_label="保存して申請を始める",
        back_url=visit.get_absolute_url() if visit else _list_url(),
    )


@permitted(EDIT, methods=FORM)
@leads_to_kept(Candidate, PAGE)
def candidate_edit(request, pk):
    candidate = get_object_or_404(Candidate, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = CandidateForm(instance=candidate)
    url = candidate.get_absolute_url()
    return _form_page(
        request,
        form,
        title=f"{candidate}の編集",
        back_url=url,
        breadcrumbs=_crumbs((str(candidate), url)),
    )


@permitted(VIEW)
@leads_to_kept(Candidate, PAGE)
def candidate_detail(request, pk):
    candidate = get_object_or_404(_with_applications(), pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    steps = list(candidate.steps.select_related("by"))
    context = {
        "kind": "候補者",
        "title": candidate.name,
        "subject": candidate,
        "stages": page.stages(candidate.state, STAGES, CandidateState, _moves(steps)),
        "ball": candidate.owner if candidate.state == CandidateState.OPEN else None,
        "due": candidate.next_contact_on if candidate.state == CandidateState.OPEN else None,
        "tabs": tabs,
        "tab": tab,
        "steps": steps,
        "entries": mergers.history_of(candidate) if tab == "history" else (),
        "breadcrumbs": _crumbs(),
        **_actions(candidate, request.user),
    }
    return render(request, "meisters/candidate_detail.html", context)


def _create(request, visit, person):
    new = Candidate(owner=request.user, visit=visit)
    form = CandidateForm(request.POST, instance=new)
    if not form.is_valid():
        raise Invalid(form)
    met_id = person and person.pk
    try:
        candidate = candidates.register(
            form.instance, by=request.user, new_firm=form.new_firm, met_id=met_id
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    if "_next" not in request.POST:
        messages.success(
            request,
            f"候補者{candidate}さんを登録しました。本人の意向が固まったら「申請を始める」を選んでください。",
        )
        return redirect(candidate)
    application = applications.start(candidate.pk, by=request.user)
    messages.success(
        request,
        f"候補者{candidate}さんを登録し、認定申請{application.number}を始めました。"
        "分かるところから入力してください。",
    )
    return redirect("meisters:application_section", application.pk, "person")


def _update(request, pk):
    candidate = get_object_or_404(Candidate.objects.select_for_update(of=("self",)), pk=pk)
    form = CandidateForm(request.POST, instance=candidate)
    if not form.is_valid():
        raise Invalid(form)
    try:
        candidates.update(candidate, by=request.user, new_firm=form.new_firm)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"候補者{candidate}さんの記録を保存しました。")
    return redirect(candidate)


def _form_page(request, form, **context):
    context = {"form": form, "breadcrumbs": _crumbs()} | context
    status = 422 if form.is_bound else 200
    return render(request, "meisters/candidate_form.html", context, status=status)


def _with_applications():
    newest = CertificationApplication.objects.select_related("round", "meister").order_by("-pk")
    return (
        Candidate.objects.for_listing()
        .select_related("municipality", "visit__organization")
        .prefetch_related(Prefetch("applications", queryset=newest))
    )


def _actions(candidate, user) -> dict:
    """The next step as the one button, the others in the menu."""
    if not user.has_perm(EDIT):
        return {}
    edit = Action("編集する", reverse("meisters:candidate_edit", args=(candidate.pk,)))
    steps = {step.name: step for step in CANDIDATE_WORKFLOW.available(candidate, by=user)}
    others = [_contact_action(candidate), edit]
    if workflows.DECLINE.name in steps:
        others.append(_step_action(candidate, workflows.DECLINE))
    if workflows.START.name in steps:
        start = reverse("meisters:application_start", args=(candidate.pk,))
        return {"primary": Action("申請を始める", start, post=True), "others": others}
    if workflows.RESUME.name in steps:
        return {"primary": _step_action(candidate, workflows.RESUME), "others": others}
    newest = next(iter(candidate.applications.all()), None)
    if newest is None:
        return {"primary": edit, "others": others[:1]}
    return {"primary": Action("認定申請を開く", newest.get_absolute_url()), "others": others}


def _moves(steps) -> list:
    """The steps that changed the state; a contact only stands between them."""
    return [step for step in steps if step.from_state != step.to_state]


def _contact_action(candidate) -> Action:
    url = reverse("meisters:candidate_contact", args=(candidate.pk,))
    return Action("連絡を記録する", url, note="連絡の内容を経過に残し、次回連絡日を決めます。")


def _step_action(candidate, step) -> Action:
    return Action(step.label, reverse("meisters:candidate_step", args=(candidate.pk, step.name)))


def _list_url() -> str:
    return reverse("meisters:candidate_list")


def _crumbs(*more):
    return (("候補者", _list_url()), *more)
