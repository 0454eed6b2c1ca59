"""公文書台帳: list, detail, reprint, reissue, 欠番."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year, history, page
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.office.services.submissions import once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.filters import ALL_YEARS, DocumentFilter
from aomori_skills.paperwork.lists import disclosed_list_page
from aomori_skills.paperwork.models import FileDamaged, OfficialDocument
from aomori_skills.paperwork.rules import documents as rules
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.services import disclosures, documents
from aomori_skills.paperwork.tables import DocumentTable
from aomori_skills.paperwork.views.downloads import send_attachment

VIEW, ISSUE = "paperwork.view_documents", "paperwork.issue_documents"
TABS = (("overview", "概要"), ("history", "履歴"))


@permitted(VIEW, methods=FORM)
def document_list(request):
    return disclosed_list_page(
        request,
        table=DocumentTable,
        filterset=DocumentFilter,
        queryset=OfficialDocument.objects.for_listing(),
        title="公文書台帳",
        name="公文書台帳",
        period=_period(request),
        empty=Empty(
            "発行した公文書はまだありません。センター提出などの業務で文書を発行すると、"
            "ここに番号が記録されます。"
        ),
    )


@permitted(VIEW)
def document_detail(request, pk):
    document = get_object_or_404(OfficialDocument.objects.for_detail(), pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    context = {
        "kind": f"公文書（{document.get_kind_display()}）",
        "title": document.subject,
        "number": document.number,
        "document": document,
        "breadcrumbs": _crumbs(),
        "tabs": tabs,
        "tab": tab,
        **_actions(document, request.user),
        **_content(document, tab),
    }
    return render(request, "paperwork/document_detail.html", context)


@permitted(VIEW, methods=ACT)
def document_file(request, pk):
    """The PDF, byte for byte as it was issued; a personal one goes on record."""
    document = get_object_or_404(OfficialDocument, pk=pk)
    if not rules.may_download(document, request.user):
        raise PermissionDenied
    try:
        response = send_attachment(document)
    except FileDamaged as damage:
        messages.error(request, str(damage))
        return redirect(document)
    if document.personal:
        disclosures.record(
            request.user,
            what=f"公文書 {document}",
            count=1,
            medium=Medium.PDF,
            purpose=Purpose.REVIEW,
        )
    return response


@permitted(ISSUE, methods=FORM)
def document_reissue(request, pk):
    document = get_object_or_404(OfficialDocument, pk=pk)
    context = {
        "title": f"{document.label}の再発行",
        "sentence": (
            f"「{document.subject}」を、新しい文書番号と今日の日付で発行します。"
            "元の文書は台帳に残ります。元の番号が不要なときは、続けて欠番にしてください。"
        ),
        "submit_label": "再発行する",
    }
    return _with_reason(request, document, _reissue, "宛先で破損したため", context)


@permitted(ISSUE, methods=FORM)
def document_void(request, pk):
    document = get_object_or_404(OfficialDocument, pk=pk)
    context = {
        "title": f"{document.label}を欠番にする",
        "sentence": (
            f"「{document.subject}」を欠番にします。番号はほかの文書に使われず、PDFも台帳に残ります。"
            "欠番は取り消せません。"
        ),
        "submit_label": "欠番にする",
        "danger": True,
    }
    return _with_reason(request, document, _void, "誤って発行したため", context)


def _period(request) -> str:
    every = request.GET.get("years") == ALL_YEARS
    return "すべての年度" if every else fiscal_year.label(request.fiscal_year)


def _with_reason(request, document, act, example, context):
    form = CommentForm(
        request.POST or None,
        max_length=OfficialDocument._meta.get_field("void_reason").max_length,
        help_text=f"公文書台帳に残ります。例：「{example}」",
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, partial(act, request, document, form.cleaned_data["comment"]))
        except DocumentRefused as refusal:
            form.add_error(None, str(refusal))
    context |= {
        "form": form,
        "items": [f"{document}（宛名：{document.addressee}）"],
        "back_url": document.get_absolute_url(),
        "breadcrumbs": _crumbs((document.label, document.get_absolute_url())),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _reissue(request, document, reason):
    made = documents.reissue(document, by=request.user, reason=reason)
    messages.success(
        request,
        f"「{made}」を再発行しました（元の文書：{document.label}）。PDFを印刷してください。",
    )
    return redirect(made)


def _void(request, document, reason):
    documents.void(document.pk, by=request.user, reason=reason)
    messages.success(request, f"「{document}」を欠番にしました。")
    return redirect(document)


def _actions(document, user):
    key = (document.pk,)
    url = reverse("paperwork:document_file", args=key)
    download = Action("PDFをダウンロードする", url, post=True, download=True)
    others = []
    if document.can_be_rewritten:
        url = reverse("paperwork:document_reissue", args=key)
        note = "新しい文書番号と今日の日付で、同じ文面を発行します。"
        others.append(Action("再発行する", url, permission=ISSUE, note=note))
    if document.can_be_voided:
        url = reverse("paperwork:document_void", args=key)
        note = "番号とPDFは台帳に残ります。"
        others.append(Action("欠番にする", url, permission=ISSUE, note=note, danger=True))
    primary = download if rules.may_download(document, user) else None
    return {"primary": primary, "others": page.allowed(others, user)}


def _content(document, tab):
    if tab == "history":
        return {"entries": history.entries(document)}
    return {"reissues": document.reissues.order_by("pk")}


def _crumbs(*more):
    return (("公文書台帳", reverse("paperwork:document_list")), *more)
