"""公表シート: who is in it, what to mind, its export and the exports so far."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing import Empty, PurposeForm, list_page
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_attachment
from meisters.filters.public_sheets import ExportFilter
from meisters.models import Meister, PublicSheetExport
from meisters.rules.publication import SHEET
from meisters.services import public_sheets
from meisters.tables.public_sheets import ExportTable
from meisters.views.public_pages import publication_crumbs, publication_tabs

VIEW = "meisters.view_meisters"
EXPORT = public_sheets.EXPORT


@permitted(VIEW)
def public_sheet(request):
    sheet = public_sheets.sheet_now()
    last = PublicSheetExport.objects.select_related("by").first()
    people = sheet.people
    create = Action(
        "公表シートを出力する", reverse("meisters:public_sheet_create"), permission=EXPORT
    )
    context = {
        "title": SHEET,
        "sheet": sheet,
        "people": people,
        "warned": [one for one in people if one.warnings],
        "last": last,
        "changes": sheet.changes_since(last),
        "inactive": Meister.objects.filter(merged_into=None).exclude(state="active").count(),
        "create": create if request.user.has_perm(EXPORT) and sheet.shown else None,
        "tabs": publication_tabs(request),
        "may_edit": request.user.has_perm("meisters.edit_meisters"),
        "breadcrumbs": (),
    }
    return render(request, "meisters/public_sheet.html", context)


@permitted(EXPORT, methods=FORM)
def public_sheet_create(request):
    form = PurposeForm(purposes=tuple(Purpose.labels), initial={"purpose": Purpose.CENTER.label})
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    sheet = public_sheets.sheet_now()
    warned = [one for one in sheet.people if one.warnings]
    context = {
        "title": "公表シートを出力する",
        "sentence": f"活動可で、氏名の公表に同意した{len(sheet.shown)}人を、"
        "同意のある項目だけでExcelにします。内容は「出力の記録」に残り、次の出力と比べられます。",
        "form": form,
        "skipped": sheet.left_out,
        "warned": warned,
        "submit_label": "出力する",
        "back_url": reverse("meisters:public_sheet"),
        "breadcrumbs": publication_crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/public_sheet_create.html", context, status=status)


@permitted(VIEW, methods=FORM)
def public_sheet_export_list(request):
    return list_page(
        request,
        table=ExportTable,
        filterset=ExportFilter,
        queryset=PublicSheetExport.objects.select_related("by", "file").defer("rows"),
        title="公表シートの出力の記録",
        name="公表シートの出力の記録",
        export_permission=EXPORT,
        empty=Empty("公表シートはまだ出力していません。「公表シート」の画面から出力してください。"),
        template="meisters/publication_list.html",
        breadcrumbs=publication_crumbs(),
        tabs=publication_tabs(request),
    )


@permitted(VIEW)
def public_sheet_export(request, pk):
    export = get_object_or_404(PublicSheetExport.objects.select_related("by", "file"), pk=pk)
    changes = public_sheets.sheet_now().changes_since(export)
    file_url = reverse("meisters:public_sheet_file", args=(export.pk,))
    label = "控えを確認する" if changes else "ダウンロードする"
    download = Action(label, file_url, post=True, download=True, permission=EXPORT)
    context = {
        "kind": SHEET,
        "title": f"{SHEET}（{export.count}人）",
        "subject": export,
        "export": export,
        "changes": changes,
        "primary": download if request.user.has_perm(EXPORT) else None,
        "breadcrumbs": publication_crumbs(
            ("出力の記録", reverse("meisters:public_sheet_export_list"))
        ),
    }
    return render(request, "meisters/public_sheet_export.html", context)


@permitted(EXPORT, methods=ACT)
def public_sheet_file(request, pk):
    """The file as it was made: for its purpose while it is true, later only to look back."""
    export = get_object_or_404(PublicSheetExport.objects.select_related("file"), pk=pk)
    is_true = not public_sheets.sheet_now().changes_since(export)
    try:
        response = send_attachment(export.file)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(export)
    disclosures.record(
        request.user,
        what=str(export),
        count=export.count,
        medium=Medium.EXCEL,
        purpose=export.purpose if is_true else Purpose.REVIEW,
    )
    return response


def _create(request):
    form = PurposeForm(request.POST, purposes=tuple(Purpose.labels))
    if not form.is_valid():
        raise Invalid(form)
    try:
        export = public_sheets.export(by=request.user, purpose=form.text)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request, f"公表シートを{export.count}人で作成しました。ダウンロードして使ってください。"
    )
    return redirect(export)
