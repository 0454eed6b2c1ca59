"""Submissions to the center: list, page, cancellation and correction."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from meisters.filters.batches import BatchFilter
from meisters.models import SubmissionBatch
from meisters.services import batches
from meisters.tables.batches import BatchTable
from meisters.views.batch_pages import EDIT, batch_of, crumbs, detail_page

VIEW = "meisters.view_batches"


@permitted(VIEW, methods=FORM)
def batch_list(request):
    create = Action("提出を作成する", reverse("meisters:batch_create"), permission=EDIT)
    rounds = Action("申請回と締切日", reverse("meisters:round_list"), permission=VIEW)
    return list_page(
        request,
        table=BatchTable,
        filterset=BatchFilter,
        queryset=SubmissionBatch.objects.in_fiscal_year(request.fiscal_year).for_listing(),
        title="センター提出",
        name="センター提出一覧",
        period=fiscal_year.label(request.fiscal_year),
        actions=(create, rounds),
        empty=Empty(
            "この年度の提出はまだありません。承認された申請をまとめて、センターへ提出します。",
            create,
        ),
    )


@permitted(VIEW)
def batch_detail(request, pk):
    return detail_page(request, batch_of(pk), tab=request.GET.get("tab", ""))


@permitted(EDIT, methods=FORM)
def batch_cancel(request, pk):
    """提出取消, after a reason."""
    batch = batch_of(pk)
    form = CommentForm(
        request.POST or None, max_length=180, help_text="提出の経過と公文書台帳に残ります。"
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, partial(_cancel, request, pk, form.cleaned_data["comment"]))
        except TransitionDenied as denied:
            form.add_error(None, str(denied))
    items = [row.application for row in batch.items.for_listing() if not row.cancelled]
    context = {
        "title": f"{batch}の取消",
        "breadcrumbs": crumbs((str(batch), batch.get_absolute_url())),
        "sentence": (
            "申請は「承認」に戻り、送付文書の番号は欠番になります。"
            f"送付文書：{batch.letter.number}。すでに送付した書類の扱いはセンターに連絡してください。"
        ),
        "items": items,
        "form": form,
        "submit_label": "提出を取り消す",
        "danger": True,
        "back_url": batch.get_absolute_url(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


@permitted(EDIT, methods=ACT)
def batch_reopen(request, pk):
    """Let the recorded results be corrected."""
    batch = batch_of(pk)
    try:
        batches.reopen(pk, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(batch)
    messages.success(
        request, f"{batch}の結果入力を再開しました。訂正する内容を入力して保存してください。"
    )
    return redirect("meisters:batch_results", pk)


def _cancel(request, pk, reason):
    batch = batches.cancel(pk, by=request.user, reason=reason)
    messages.success(
        request,
        f"{batch}を取り消しました。申請は「承認」に戻り、文書番号{batch.letter.number}は"
        "欠番になりました。申請を直すときは、申請の画面で作成中に戻してください。",
    )
    return redirect(batch)
