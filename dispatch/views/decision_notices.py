"""決定通知, or 取りやめのお知らせ, of requests: who gets one, then drafts in the outbox."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.choices import Sending
from dispatch.forms.decisions import NoticeBatchForm
from dispatch.models import DispatchRequest
from dispatch.papers.cancel_letters import REASONS
from dispatch.rules.workflows import EDIT, REVISE
from dispatch.views.notice_kinds import CANCELLATIONS, DECISIONS, kind_for
from dispatch.views.request_pages import crumbs

CAREFUL = "内容を確認して発行・送信するまでは届きません。"


@permitted(EDIT, methods=FORM)
def request_notices(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    kind = kind_for(row)
    try:
        kind.service.check_can_tell(row, request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    offers = kind.service.offers(row)
    form = kind.form(offers=offers, initial=_initial(row, offers))
    if request.method == "POST":
        answer, form = save_once(request, partial(_draft, request, kind, row, offers))
        if answer:
            return answer
    return _page(request, kind, form, offers, row)


@permitted(EDIT, methods=FORM)
def notice_batch(request):
    """Notices of several decisions in one go."""
    return _batch(request, DECISIONS, DispatchRequest.objects.to_write_notices())


@permitted(EDIT, methods=FORM)
def cancel_batch(request):
    """Of several cancelled requests in one go."""
    return _batch(request, CANCELLATIONS, DispatchRequest.objects.to_write_cancellations())


def _batch(request, kind, rows):
    rows = rows.for_listing()
    form = NoticeBatchForm(rows=rows, title=kind.word, initial=_all_of(rows))
    if request.method == "POST":
        answer, form = save_once(request, partial(_draft_many, request, kind, rows))
        if answer:
            return answer
    return _page(request, kind, form, rows)


def _page(request, kind, form, rows, row=None):
    """``rows`` are the offers of the request ``row``, or the requests of a batch."""
    waiting = [one for one in rows if not (row and one.notice)]
    context = {
        "title": f"{row}の{kind.word}" if row else f"{kind.word}をまとめて作る",
        "subject": row,
        "form": form,
        "sentence": _sentence(kind, row, waiting),
        "waiting": waiting,
        "told": [one for one in rows if row and one.notice],
        "submit_label": "下書きを作る",
        "back_url": f"{row.get_absolute_url()}?tab=decision"
        if row
        else reverse("dispatch:request_list"),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/decision_notices.html", context, status=status)


def _sentence(kind, row, waiting) -> str:
    if row:
        will = f"選んだ宛先に{kind.word}の下書きを作ります。"
        nothing = f"すべての宛先に、{kind.word}を作成済みです。"
    else:
        will = f"選んだ派遣依頼の{kind.reaches}に、{kind.word}の下書きを作ります。"
        nothing = f"{kind.word}を作っていない派遣依頼はありません。"
    return f"{will}{CAREFUL}" if waiting else nothing


def _initial(row, offers) -> dict:
    due = [one.key for one in offers if one.due and not one.notice]
    return _how() | {"to": due, "reason": _reason(row, offers)}


def _reason(row, offers) -> str:
    """The usual one of a cancellation; of a change what was typed when it was begun."""
    if row.cancel_side:
        return REASONS[row.cancel_side]
    if not any(one.gives_reason for one in offers):
        return ""
    steps = row.steps.filter(transition=REVISE.name).order_by("pk")
    return steps.values_list("comment", flat=True).last() or ""


def _all_of(rows) -> dict:
    return _how() | {"requests": [row.pk for row in rows]}


def _how() -> dict:
    return {"dated_on": timezone.localdate(), "sending": Sending.EACH}


def _draft(request, kind, row, offers):
    form = kind.form(request.POST, offers=offers)
    if not form.is_valid():
        raise Invalid(form)
    data = form.cleaned_data
    try:
        notices, batch = kind.service.draft(row.pk, data.pop("to"), by=request.user, **data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, _drafted(f"{row}の{kind.word}", notices))
    return redirect(batch or notices[0].message)


def _draft_many(request, kind, rows):
    form = NoticeBatchForm(request.POST, rows=rows, title=kind.word)
    if not form.is_valid():
        raise Invalid(form)
    data = form.cleaned_data
    keys = [row.pk for row in data.pop("requests")]
    try:
        notices, batch = kind.service.draft_many(keys, by=request.user, **data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, _drafted(kind.word, notices))
    return redirect(batch)


def _drafted(what: str, notices: list) -> str:
    return f"{what}を{len(notices)}件、下書きにしました。内容を確認して発行・送信してください。"
