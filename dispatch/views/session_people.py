"""Who goes to a session: added, confirmed, given another role, replaced, taken off."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.choices import AssignmentState, InstructorRole
from dispatch.forms.people import AssignForm, ConfirmForm, ReleaseForm, RoleForm, SubstituteForm
from dispatch.models import Assignment, DispatchRequest, Session
from dispatch.rules import assignments as rules
from dispatch.rules import sessions as session_rules
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.person_keys import person_key
from dispatch.rules.workflows import EDIT
from dispatch.services import assignments, booked_asks, booking_batch, bookings
from dispatch.views.matching_panel import matching_context
from dispatch.views.session_pages import crumbs

STEP = "dispatch/session_step.html"
RANKED = 10
"""So many are shown beside the choice."""


@permitted(EDIT, methods=FORM)
def session_person_add(request, pk):
    session = get_object_or_404(Session.objects.for_listing(), pk=pk)
    role = "" if _has_lead(session) else "lead"
    first = AssignForm(initial={"person": request.GET.get("person", "")[:30], "role": role})
    title = f"{session}の指導日に従事者を割り当てる"
    sentence = (
        f"{session.trade}　{session.place}。"
        "「候補」で見つけた人、または打診で承諾した人を割り当てます。"
    )
    act = partial(_add, request, session)
    return _step(request, session, first, act, title, sentence, "割り当てる")


@permitted(EDIT, methods=FORM)
def assignment_confirm(request, pk):
    row = _row(pk)
    if row.state == AssignmentState.CONFIRMED:
        label, sentence = "理由を入力する", f"{row}さんは確定しています。日程を確かめ直します。"
    else:
        label = "確定する"
        sentence = (
            f"{row}さんを{row.get_role_display()}として確定します。本人の承諾を得てから選びます。"
        )
    act = partial(_confirm, request, row)
    return _step_of(request, row, ConfirmForm(), act, label, sentence)


@permitted(EDIT, methods=FORM)
def assignment_role(request, pk):
    row = _row(pk)
    sentence = f"いまの役割は「{row.get_role_display()}」です。"
    act = partial(_change_role, request, row)
    return _step_of(
        request, row, RoleForm(initial={"role": row.role}), act, "役割を変える", sentence
    )


@permitted(EDIT, methods=FORM)
def assignment_substitute(request, pk):
    row = _row(pk)
    sentence = (
        f"{row}さん（{row.get_role_display()}）の代わりに行く人を選びます。"
        f"{row}さんは「解除」として記録に残ります。"
    )
    act = partial(_substitute, request, row)
    form = SubstituteForm(row=row, initial={"person": request.GET.get("person", "")[:30]})
    return _step_of(
        request,
        row,
        form,
        act,
        "交代する",
        sentence,
        template="dispatch/substitute_form.html",
        more=partial(_ranking, request, row),
    )


@permitted(EDIT, methods=FORM)
def assignment_release(request, pk):
    row = _row(pk)
    sentence = f"{row}さんをこの指導日から外します。「解除」として記録に残ります。"
    act = partial(_release, request, row)
    return _step_of(request, row, ReleaseForm(), act, "外す", sentence)


def _add(request, session):
    form = _valid(AssignForm(request.POST))
    confirmed = form.cleaned_data["confirmed"]
    for person, role in form.people:
        booked = partial(assignments.assign, session.pk, person, role, confirmed=confirmed)
        row = _book(form, booked, by=request.user)
        messages.success(
            request,
            f"{row}さんを{row.get_role_display()}（{row.get_state_display()}）として割り当てました。",
        )
    return redirect(session)


def _confirm(request, row):
    form = _valid(ConfirmForm(request.POST))
    _book(form, partial(assignments.confirm, row.pk), by=request.user)
    done = "の日程を確かめました" if row.state == AssignmentState.CONFIRMED else "を確定しました"
    messages.success(request, f"{row}さん{done}。")
    return redirect(row.session)


def _change_role(request, row):
    form = _valid(RoleForm(request.POST))
    try:
        after = assignments.change_role(row.pk, form.cleaned_data["role"], by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}さんの役割を「{after.get_role_display()}」にしました。")
    return redirect(row.session)


def _substitute(request, row):
    form = _valid(SubstituteForm(request.POST, row=row))
    asked = form.cleaned_data
    replaced = partial(
        booking_batch.substitute_all,
        [row.pk, *form.others],
        asked["person"],
        reason=asked["reason"],
        confirmed=asked["confirmed"],
    )
    done = _act(form, replaced, by=request.user)
    days = f"{len(done)}日の指導日に" if len(done) > 1 else ""
    state = done[0].get_state_display()
    told = f"{row}さんに代わり、{days}{done[0]}さん（{state}）を割り当てました。"
    messages.success(request, told)
    return redirect(row.session)


def _ranking(request, row) -> dict:
    """The first of 候補 for the trade of the day, in the same order and words."""
    if row.role == InstructorRole.ASSISTANT:
        return {}
    whole = DispatchRequest.objects.whole().get(pk=row.session.request_id)
    trades = matching_context(request, whole)["matchings"]
    lines = [
        line
        for one in trades
        if one.matching.trade.pk == row.session.trade_id
        for line in one.fitting or one.skilled
        if line.candidate.facts.key != person_key(row.person)
    ]
    url = f"{whole.get_absolute_url()}?tab=matching"
    return {"ranking": lines[:RANKED], "matching_url": url}


def _release(request, row):
    form = _valid(ReleaseForm(request.POST))
    try:
        assignments.release(row.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}さんを{row.session}の指導日から外しました。")
    return redirect(row.session)


def _book(form, act, *, by) -> Assignment:
    row = _act(form, act, by=by)
    booked_asks.keep(row, by=by)
    return row


def _act(form, act, *, by):
    """Do it with the reasons that were typed, or ask for those that are missing."""
    try:
        return act(by=by, acknowledged=form.given)
    except NeedsAcknowledgement as refused:
        form.ask(refused)
        raise Invalid(form) from refused
    except TransitionDenied as denied:
        refuse(form, denied)


def _step_of(request, row, form, act, label, sentence, **page):
    session = row.session
    try:
        rules.check_standing(row)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(session)
    title = f"{row}さん：{label}（{session}の指導日）"
    return _step(request, session, form, act, title, sentence, label, **page)


def _step(request, session, form, act, title, sentence, label, *, template=STEP, more=lambda: {}):
    try:
        session_rules.check_can_change(session.request, by=request.user)
        session_rules.check_stands(session)
        bookings.check_ahead(session)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(session)
    if request.method == "POST":
        answer, form = save_once(request, act)
        if answer:
            return answer
    context = {
        "title": title,
        "sentence": sentence,
        "form": form,
        "submit_label": label,
        "back_url": session.get_absolute_url(),
        "breadcrumbs": crumbs(session),
    } | more()
    status = 422 if form.is_bound else 200
    return render(request, template, context, status=status)


def _valid(form):
    if not form.is_valid():
        raise Invalid(form)
    return form


def _row(pk) -> Assignment:
    rows = Assignment.objects.for_listing().select_related(
        "session__request__client", "session__request__trade", "session__trade"
    )
    return get_object_or_404(rows, pk=pk)


def _has_lead(session) -> bool:
    return session.assignments.standing().filter(role="lead").exists()
