"""Papers that came in: attached to a request, downloaded, taken out."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_attachment
from dispatch.forms.request_files import RequestFileForm
from dispatch.models import DispatchRequest, RequestFile
from dispatch.rules.request_files import EXPORT, may_open
from dispatch.rules.workflows import EDIT
from dispatch.services import request_files
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def request_file_add(request, pk):
    row = get_object_or_404(DispatchRequest.objects.for_listing(), pk=pk)
    form = RequestFileForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_attach, request, row))
        if answer:
            return answer
    context = {
        "title": "届いた書類の添付",
        "form": form,
        "lost_files": list(request.FILES.values()),
        "submit_label": "添付する",
        "back_url": _tab(row),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/request_file_form.html", context, status=status)


@permitted(EXPORT, methods=ACT)
def request_file(request, pk, file):
    """As it was stored; handing it out goes on record."""
    found = get_object_or_404(_files(), pk=file, request=pk)
    if not may_open(found, request.user):
        raise PermissionDenied
    try:
        response = send_attachment(found.attachment)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(_tab(found.request))
    what = f"{found.request.number} {found}"
    disclosures.record(request.user, what=what, count=1, medium=Medium.FILE, purpose=Purpose.REVIEW)
    return response


@permitted(EDIT, methods=ACT)
def request_file_remove(request, pk, file):
    row = get_object_or_404(DispatchRequest.objects.for_listing(), pk=pk)
    name = request_files.take_out(pk, file, by=request.user)
    if name:
        messages.success(request, f"{row.number}から{name}を外しました。")
    else:
        messages.info(request, "この書類は、すでに外されています。")
    return redirect(_tab(row))


def _attach(request, row):
    form = RequestFileForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(form)
    try:
        file = request_files.attach(row.pk, by=request.user, **form.cleaned_data)
    except (AttachmentRefused, TransitionDenied) as refused:
        refuse(form, refused)
    messages.success(request, f"{row.number}に{file}を添付しました。")
    return redirect(_tab(row))


def _files():
    return RequestFile.objects.select_related("attachment", "request__client", "request__trade")


def _tab(row) -> str:
    return f"{row.get_absolute_url()}?tab=papers"
