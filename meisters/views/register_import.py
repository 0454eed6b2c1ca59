"""名簿の取込み: form to fill in, check of an upload, and the entry of all of it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.excel_input import WorkbookError
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import save_once
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from aomori_skills.paperwork.views import lead_to
from meisters.forms.register_import import RegisterImportForm
from meisters.models import RegisterImport
from meisters.papers.register_book import register_book
from meisters.services import register_acts, register_import
from meisters.services.register_plan import plan

IMPORT = "meisters.import_meisters"


@permitted(IMPORT, methods=FORM)
def meister_import(request):
    found, form = None, RegisterImportForm()
    if request.method == "POST":
        form = RegisterImportForm(request.POST, request.FILES)
        answer, found = _check(request, form)
        if answer:
            return answer
    context = {
        "title": "名簿をExcelから取り込む",
        "form": form,
        "plan": found,
        "recent": RegisterImport.objects.select_related("attachment", "uploaded_by")[:10],
        "breadcrumbs": (_register_crumb(),),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/meister_import.html", context, status=status)


@permitted(IMPORT)
def meister_import_template(request):
    return xlsx_response(register_book(()), "マイスター名簿_取込み様式")


@permitted(IMPORT, methods=FORM)
def meister_import_check(request, pk):
    record = get_object_or_404(RegisterImport.objects.select_related("attachment"), pk=pk)
    if request.method == "POST":
        return save_once(request, partial(_apply, request, record))[0]
    if record.is_applied:
        messages.info(request, register_acts.applied_sentence(record))
        return redirect("meisters:meister_list")
    try:
        found = register_import.plan_of(record)
    except (FileDamaged, WorkbookError) as refused:
        messages.error(request, str(refused))
        return redirect("meisters:meister_import")
    context = {
        "title": "取り込む内容の確認",
        "record": record,
        "plan": found,
        "back_url": reverse("meisters:meister_import"),
        "breadcrumbs": (_register_crumb(), ("名簿の取込み", reverse("meisters:meister_import"))),
    }
    return render(request, "meisters/meister_import_check.html", context)


def _check(request, form):
    """(redirect to the check, None), or (None, the plan with its errors)."""
    if not form.is_valid():
        return None, None
    upload, adds = form.cleaned_data["file"], form.cleaned_data["adds_employers"]
    try:
        found = plan(upload, adds_employers=adds)
        if found.errors:
            return None, found
        record = register_import.keep(upload, adds_employers=adds, by=request.user)
    except (WorkbookError, AttachmentRefused) as refused:
        form.add_error("file", str(refused))
        return None, None
    return redirect("meisters:meister_import_check", record.pk), None


def _apply(request, record):
    fingerprint = request.POST.get("fingerprint", "")
    try:
        job = register_acts.start(record, fingerprint=fingerprint, by=request.user)
    except (TransitionDenied, FileDamaged) as refused:
        messages.error(request, str(refused))
        return redirect("meisters:meister_import_check", record.pk)
    return lead_to(request, job)


def _register_crumb():
    return ("マイスター名簿", reverse("meisters:meister_list"))
