"""指導日: made from wished dates, copied to more days, cancelled, revived."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services.submissions import once
from dispatch.forms.repeating import RepeatForm
from dispatch.forms.sessions import ReviveForm, SessionCancelForm
from dispatch.models import DispatchRequest, Session
from dispatch.rules import sessions as rules
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.workflows import EDIT
from dispatch.services import bookings, sessions
from dispatch.views.session_pages import crumbs, tab_url
from dispatch.views.sessions import tell


@permitted(EDIT, methods=ACT)
def request_sessions_from_wishes(request, pk):
    row = get_object_or_404(DispatchRequest, pk=pk)
    return once(request, partial(_from_wishes, request, row))


@permitted(EDIT, methods=FORM)
def session_repeat(request, pk):
    session = _session(pk)
    if sentence := rules.why_not(session.request):
        return _refused(request, session, sentence)
    form = RepeatForm(session=session)
    if request.method == "POST":
        answer, form = save_once(request, partial(_repeat, request, session))
        if answer:
            return answer
    context = {
        "title": f"{session}の指導日と同じ内容で、別の日を追加する",
        "sentence": (
            f"{session.starts_at:%H:%M}～{session.ends_at:%H:%M}、{session.place}、{session.trade}の"
            "指導日を、入力した日に追加します。立会職員も写します。従事者は日ごとに割り当てます。"
        ),
        "submit_label": "追加する",
    }
    return _page(request, session, form, **context)


@permitted(EDIT, methods=FORM)
def session_cancel(request, pk):
    session = _session(pk)
    try:
        rules.check_can_cancel(session, "client", "－", by=request.user)
    except TransitionDenied as denied:
        return _refused(request, session, denied)
    form = SessionCancelForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_cancel, request, session))
        if answer:
            return answer
    context = {
        "title": f"{session}の指導日を中止にする",
        "sentence": (
            "この指導日を中止にします。記録は残り、回数や時間には数えません。"
            "割り当てた人は、この時間帯のほかの指導日に入れるようになります。"
        ),
        "submit_label": "中止にする",
        "danger": True,
    }
    return _page(request, session, form, **context)


@permitted(EDIT, methods=FORM)
def session_revive(request, pk):
    session = _session(pk)
    try:
        rules.check_can_revive(session, by=request.user)
        bookings.check_ahead(session)
    except TransitionDenied as denied:
        return _refused(request, session, denied)
    form = ReviveForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_revive, request, session))
        if answer:
            return answer
    context = {
        "title": f"{session}の指導日の中止を取りやめる",
        "sentence": "もとの日時で行う予定に戻します。従事者の都合を確かめ直します。",
        "submit_label": "中止を取りやめる",
    }
    return _page(request, session, form, **context)


def _from_wishes(request, row):
    wishes, trades = keys_of(request.POST.getlist("wish")), keys_of(request.POST.getlist("trade"))
    try:
        made = sessions.add_from_wishes(row.pk, wishes, trade_ids=trades or None, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(tab_url(row))
    if made:
        messages.success(request, f"希望日から指導日を{len(made)}件追加しました。")
    else:
        messages.error(request, "追加する希望日を選んでください。")
    return redirect(tab_url(row))


def _repeat(request, session):
    form = _valid(RepeatForm(request.POST, session=session))
    try:
        made = sessions.repeat(session.pk, form.days, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{session}の指導日と同じ内容で、{len(made)}日を追加しました。")
    return redirect(tab_url(session.request))


def _cancel(request, session):
    form = _valid(SessionCancelForm(request.POST))
    try:
        moved = sessions.cancel(session.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    tell(request, moved, "中止にしました")
    return redirect(session)


def _revive(request, session):
    form = _valid(ReviveForm(request.POST))
    try:
        moved = sessions.revive(session.pk, acknowledged=form.given, by=request.user)
    except NeedsAcknowledgement as refused:
        form.ask(refused)
        raise Invalid(form) from refused
    except TransitionDenied as denied:
        refuse(form, denied)
    tell(request, moved, "予定に戻しました")
    return redirect(session)


def _session(pk) -> Session:
    return get_object_or_404(Session.objects.for_listing(), pk=pk)


def _valid(form):
    if not form.is_valid():
        raise Invalid(form)
    return form


def _refused(request, session, sentence):
    messages.error(request, str(sentence))
    return redirect(session)


def _page(request, session, form, **context):
    context |= {
        "form": form,
        "back_url": session.get_absolute_url(),
        "breadcrumbs": crumbs(session),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)
