"""決定通知 of one request: who gets one, then drafts in the outbox."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.forms.decisions import NoticeBatchForm, NoticesForm
from dispatch.models import DispatchRequest
from dispatch.rules.decisions import Sending
from dispatch.rules.workflows import EDIT
from dispatch.services import decision_notices
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def request_notices(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        decision_notices.check_can_tell(row, request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    offers = decision_notices.offers(row, list(row.versions.for_page()))
    form = NoticesForm(offers=offers, initial=_initial(offers))
    if request.method == "POST":
        answer, form = save_once(request, partial(_draft, request, row, offers))
        if answer:
            return answer
    context = {
        "title": f"{row}の決定通知",
        "subject": row,
        "form": form,
        "waiting": [one for one in offers if not one.notice],
        "told": [one for one in offers if one.notice],
        "submit_label": "下書きを作る",
        "back_url": f"{row.get_absolute_url()}?tab=decision",
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/decision_notices.html", context, status=status)


def _initial(offers) -> dict:
    due = [one.key for one in offers if one.due and not one.notice]
    return {"to": due, "dated_on": timezone.localdate(), "sending": Sending.EACH}


def _draft(request, row, offers):
    form = NoticesForm(request.POST, offers=offers)
    if not form.is_valid():
        raise Invalid(form)
    data = form.cleaned_data
    try:
        notices, batch = decision_notices.draft(
            row.pk,
            data["to"],
            by=request.user,
            dated_on=data["dated_on"],
            sending=data["sending"],
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{row}の決定通知を{len(notices)}件、下書きにしました。内容を確認して発行・送信してください。",
    )
    return redirect(batch or notices[0].message)


@permitted(EDIT, methods=FORM)
def notice_batch(request):
    """Notices of several decisions in one go."""
    rows = DispatchRequest.objects.to_write_notices().for_listing()
    form = NoticeBatchForm(rows=rows, initial=_all_of(rows))
    if request.method == "POST":
        answer, form = save_once(request, partial(_draft_many, request, rows))
        if answer:
            return answer
    context = {
        "title": "決定通知をまとめて作る",
        "form": form,
        "waiting": rows,
        "told": [],
        "submit_label": "下書きを作る",
        "back_url": reverse("dispatch:request_list"),
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/decision_notices.html", context, status=status)


def _all_of(rows) -> dict:
    keys = [row.pk for row in rows]
    return {"requests": keys, "dated_on": timezone.localdate(), "sending": Sending.EACH}


def _draft_many(request, rows):
    form = NoticeBatchForm(request.POST, rows=rows)
    if not form.is_valid():
        raise Invalid(form)
    data = form.cleaned_data
    try:
        notices, batch = decision_notices.draft_many(
            [row.pk for row in data["requests"]],
            by=request.user,
            dated_on=data["dated_on"],
            sending=data["sending"],
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"決定通知を{len(notices)}件、下書きにしました。内容を確認して発行・送信してください。",
    )
    return redirect(batch)
