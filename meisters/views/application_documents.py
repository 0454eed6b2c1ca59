"""認定申請: papers attached, taken out, downloaded and printed."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_attachment, send_pdf
from meisters.forms.applications import DocumentForm
from meisters.forms.sections import DOCUMENTS
from meisters.papers.application_form import TITLE, file_name, render_form
from meisters.services import applications
from meisters.views.application_pages import (
    application_of,
    checklist_context,
    crumbs,
    open_first,
    places,
    section_url,
)

EDIT = "meisters.edit_applications"
EXPORT = "meisters.export_personal"


def documents_page(request, application):
    """The page on which papers are attached; the caller has asked whether they may be."""
    form = DocumentForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_attach, request, application))
        if answer:
            return answer
    context = checklist_context(application, doubles=False)
    context |= {
        "title": "書類の添付",
        "subject": application,
        "form": form,
        "lost_files": list(request.FILES.values()),
        "submit_label": "添付する",
        "beside": open_first(context["items"]),
        "places": places(application, DOCUMENTS, context["items"]),
        "back_url": reverse("meisters:application_detail", args=(application.pk,))
        + "?tab=documents",
        "breadcrumbs": crumbs((str(application), application.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/application_documents.html", context, status=status)


@permitted(EDIT, methods=ACT)
def application_document_remove(request, pk, document):
    """Take a paper out of the package; the file stays for the history."""
    application = application_of(pk, whole=False)
    try:
        name = applications.remove_document(pk, document, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(application)
    if name:
        messages.success(request, f"{application}から書類「{name}」を外しました。")
    else:
        messages.info(request, "この書類は、すでに外されています。")
    return redirect(section_url(application, DOCUMENTS))


@permitted(EXPORT, methods=ACT)
def application_document(request, pk, attachment):
    """A file of the package, as it was stored; handing it out goes on record."""
    application = application_of(pk)
    held = {row.attachment_id: row.attachment for row in application.documents.all()}
    held |= {row.evidence_id: row.evidence for row in application.qualifications.all()}
    file = held.get(attachment)
    if file is None:
        raise Http404
    try:
        response = send_attachment(file)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(application)
    disclosures.record(
        request.user,
        what=f"{application} {file}",
        count=1,
        medium=Medium.FILE,
        purpose=Purpose.REVIEW,
    )
    return response


@permitted(EXPORT, methods=ACT)
def application_form_pdf(request, pk):
    """The form for the person to sign; handing it out goes on record."""
    application = application_of(pk)
    pdf = render_form(application)
    disclosures.record(
        request.user,
        what=f"{TITLE} {application.number}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.PERSON,
    )
    return send_pdf(pdf, file_name(application))


def _attach(request, application):
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(form)
    try:
        document = applications.add_document(application.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{application}に「{document.get_kind_display()}」を添付しました。")
    return redirect(section_url(application, DOCUMENTS))
