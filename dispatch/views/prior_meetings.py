"""事前打合せ: records of a request."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.forms.plans import PriorMeetingForm
from dispatch.models import DispatchRequest, PriorMeeting
from dispatch.papers import prior_meeting as paper
from dispatch.rules import plans as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import prior_meetings, requests
from dispatch.views.plan_panel import EXPORT
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def request_prior_meeting(request, pk):
    row = get_object_or_404(DispatchRequest.objects.select_related("client", "trade"), pk=pk)
    if refused := _refused(request, row):
        return refused
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, pk))
        if answer:
            return answer
    else:
        form = PriorMeetingForm(instance=PriorMeeting(request=row, met_on=timezone.localdate()))
    return _page(request, row, form, title=f"{row}の事前打合せの記録")


@permitted(EDIT, methods=FORM)
def prior_meeting_edit(request, pk):
    meeting = get_object_or_404(_meetings(), pk=pk)
    if refused := _refused(request, meeting.request):
        return refused
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = PriorMeetingForm(instance=meeting)
    delete = reverse("dispatch:prior_meeting_delete", args=(pk,))
    title = f"{meeting.request}の事前打合せの編集"
    return _page(request, meeting.request, form, title=title, delete_url=delete)


@permitted(EDIT, methods=FORM)
def prior_meeting_delete(request, pk):
    if request.method == "POST":
        return save_once(request, partial(_delete, request, pk))[0]
    meeting = get_object_or_404(_meetings(), pk=pk)
    if refused := _refused(request, meeting.request):
        return refused
    context = {
        "title": f"{meeting}の削除",
        "sentence": (
            "誤って入力した記録を削除します。削除した内容は、派遣依頼の「履歴」に残ります。"
        ),
        "submit_label": "削除する",
        "danger": True,
        "back_url": reverse("dispatch:prior_meeting_edit", args=(pk,)),
        "breadcrumbs": crumbs(meeting.request),
    }
    return render(request, "layouts/confirm.html", context)


@permitted(EXPORT, methods=ACT)
def prior_meeting_paper(request, pk):
    meeting = get_object_or_404(_meetings(), pk=pk)
    disclosures.record(
        request.user,
        what=f"{paper.TITLE} {meeting.request.number} {meeting.request}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.REVIEW,
    )
    return send_pdf(paper.render_meeting(meeting), paper.file_name(meeting))


def _meetings():
    return PriorMeeting.objects.select_related(
        "author", "request__client", "request__trade", "request__operation"
    )


def _refused(request, row):
    """The way back with the reason, or None."""
    try:
        rules.check_can_meet(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(_tab(row))
    return None


def _create(request, pk):
    try:
        row = requests.locked(pk)
    except DispatchRequest.DoesNotExist:
        raise Http404 from None
    return _saved(request, PriorMeeting(request=row), prior_meetings.record)


def _update(request, pk):
    try:
        meeting = prior_meetings.locked(pk)
    except PriorMeeting.DoesNotExist:
        raise Http404 from None
    return _saved(request, meeting, prior_meetings.update)


def _saved(request, meeting, save):
    form = PriorMeetingForm(request.POST, instance=meeting)
    if not form.is_valid():
        raise Invalid(form)
    try:
        save(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{meeting}を記録しました。決まったことは講習計画書に載ります。")
    return redirect(_tab(meeting.request))


def _delete(request, pk):
    meeting = get_object_or_404(_meetings(), pk=pk)
    try:
        prior_meetings.delete(pk, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, f"{meeting}の記録を削除しました。")
    return redirect(_tab(meeting.request))


def _page(request, row, form, **context):
    context = {
        "form": form,
        "back_url": _tab(row),
        "breadcrumbs": crumbs(row),
    } | context
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/prior_meeting_form.html", context, status=status)


def _tab(row) -> str:
    return f"{row.get_absolute_url()}?tab=plan"
