"""回答票の取込み: the check of what was uploaded, and the entry of all of it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import save_once
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from dispatch.forms.survey_replies import ReplyFilesForm
from dispatch.models import ReplyFile
from dispatch.rules.surveys import EDIT
from dispatch.services import reply_import
from dispatch.services.reply_plan import fingerprint, plan_files
from dispatch.views.survey_pages import crumbs

IMPORT = "dispatch:reply_import"


@permitted(EDIT, methods=FORM)
def reply_files(request):
    errors, form = [], ReplyFilesForm(initial={"replied_on": timezone.localdate()})
    if request.method == "POST":
        form = ReplyFilesForm(request.POST, request.FILES)
        answer, errors = _check(request, form)
        if answer:
            return answer
    context = {
        "title": "Excelの回答票の取込み",
        "form": form,
        "errors": errors,
        "back_url": reverse("dispatch:survey_list"),
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/reply_import.html", context, status=status)


@permitted(EDIT, methods=FORM)
def reply_check(request):
    """What the uploaded files would change; nothing is changed until it is pressed."""
    keys = keys_of(request.GET.getlist("file"))
    files = list(ReplyFile.objects.select_related("attachment").filter(pk__in=keys).order_by("pk"))
    waiting = [file for file in files if not file.is_applied]
    if not waiting:
        messages.info(request, "取込みを待っているファイルはありません。")
        return redirect(IMPORT)
    if request.method == "POST":
        return save_once(request, partial(_apply, request, waiting))[0]
    try:
        plans = reply_import.plans_of(waiting)
    except FileDamaged as refused:
        messages.error(request, str(refused))
        return redirect(IMPORT)
    errors = [error for plan in plans for error in plan.errors]
    context = {
        "title": "取り込む回答の確認",
        "plans": plans,
        "changed": [plan for plan in plans if plan.changes],
        "same": [plan for plan in plans if not plan.changes],
        "notices": [(plan.name, text) for plan in plans for text in plan.notices],
        "errors": errors,
        "fingerprint": fingerprint(plans),
        "back_url": reverse(IMPORT),
        "breadcrumbs": (*crumbs(), ("Excelの回答票の取込み", reverse(IMPORT))),
    }
    return render(request, "dispatch/reply_check.html", context)


def _check(request, form):
    """(redirect to the check, []), or (None, what is wrong in the files)."""
    if not form.is_valid():
        return None, []
    uploads, day = form.cleaned_data["files"], form.cleaned_data["replied_on"]
    plans = plan_files([(upload.name, upload, day) for upload in uploads])
    errors = [error for plan in plans for error in plan.errors]
    if errors:
        return None, errors
    try:
        kept = reply_import.keep(uploads, plans, by=request.user)
    except (AttachmentRefused, TransitionDenied) as refused:
        form.add_error("files", str(refused))
        return None, []
    query = "&".join(f"file={file.pk}" for file in kept)
    return redirect(f"{reverse('dispatch:reply_check')}?{query}"), []


def _apply(request, files):
    seen = request.POST.get("fingerprint", "")
    try:
        count = reply_import.apply([file.pk for file in files], seen=seen, by=request.user)
    except (TransitionDenied, FileDamaged) as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
    messages.success(
        request, f"{count}件の回答を取り込みました。派遣の希望を確認し、派遣依頼にしてください。"
    )
    return redirect("dispatch:wish_list")
