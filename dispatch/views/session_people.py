"""Who goes to a session: added, confirmed, given another role, replaced, taken off."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.choices import AssignmentState
from dispatch.forms.people import AssignForm, ConfirmForm, ReleaseForm, RoleForm, SubstituteForm
from dispatch.models import Assignment, Session
from dispatch.rules import assignments as rules
from dispatch.rules import sessions as session_rules
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.workflows import EDIT
from dispatch.services import assignments, booked_asks, bookings
from dispatch.views.session_pages import crumbs


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
    return _step_of(request, row, SubstituteForm(), act, "交代する", sentence)


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
    form = _valid(SubstituteForm(request.POST))
    asked = form.cleaned_data
    replaced = partial(
        assignments.substitute,
        row.pk,
        asked["person"],
        reason=asked["reason"],
        confirmed=asked["confirmed"],
    )
    after = _book(form, replaced, by=request.user)
    messages.success(
        request, f"{row}さんに代わり、{after}さん（{after.get_state_display()}）を割り当てました。"
    )
    return redirect(row.session)


def _release(request, row):
    form = _valid(ReleaseForm(request.POST))
    try:
        assignments.release(row.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}さんを{row.session}の指導日から外しました。")
    return redirect(row.session)


def _book(form, act, *, by) -> Assignment:
    """Do it with the reasons that were typed, or ask for those that are missing."""
    try:
        row = act(by=by, acknowledged=form.given)
    except NeedsAcknowledgement as refused:
        form.ask(refused)
        raise Invalid(form) from refused
    except TransitionDenied as denied:
        refuse(form, denied)
    booked_asks.keep(row, by=by)
    return row


def _step_of(request, row, form, act, label, sentence):
    session = row.session
    try:
        rules.check_standing(row)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(session)
    title = f"{session}の指導日：{row}さん"
    return _step(request, session, form, act, title, sentence, label)


def _step(request, session, form, act, title, sentence, label):
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
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/session_step.html", context, status=status)


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
