"""受講者名簿: typed into one table, or put into it from Excel and checked there."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.excel_input import WorkbookError, read_sheet
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.forms.trainee_fill import filled
from dispatch.forms.trainees import FillForm, RosterForm, TraineeRows
from dispatch.models import DispatchRequest
from dispatch.papers import roster
from dispatch.papers.plan_parts import file_name
from dispatch.rules import plans as rules
from dispatch.rules import trainee_rows
from dispatch.rules.workflows import EDIT
from dispatch.services import plans, requests, roster_people
from dispatch.views.following_days import tell
from dispatch.views.request_pages import crumbs

PAPERS = {
    "pdf": (roster.roster_pdf, Medium.PDF),
    "book": (roster.roster_book, Medium.EXCEL),
    "groups-pdf": (roster.groups_pdf, Medium.PDF),
    "groups-book": (roster.groups_book, Medium.EXCEL),
}


@permitted(rules.EDIT_TRAINEES, methods=FORM)
def request_trainees(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        rules.check_can_list(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(_tab(row))
    if request.method != "POST":
        return _page(request, row, _form(None, row), FillForm())
    if _brings_rows(request):
        return _filled_page(request, row)
    answer, form = save_once(request, partial(_save, request, pk))
    return answer or _page(request, row, form, FillForm(), status=422)


@permitted(rules.VIEW_TRAINEES)
def request_trainee_form(request, pk):
    """The empty form, which tells of nobody."""
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    return xlsx_response(roster.form_book(row), file_name(f"{roster.TITLE}様式", row, ""))


@permitted(rules.VIEW_TRAINEES, methods=ACT)
def request_trainee_paper(request, pk, name):
    if name not in PAPERS:
        raise Http404
    make, medium = PAPERS[name]
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    people = list(row.trainees.all())
    what = f"{roster.TITLE} {row.number} {row}"
    purpose = Purpose.ARRANGEMENT
    disclosures.record(request.user, what=what, count=len(people), medium=medium, purpose=purpose)
    content = make(row, people, issued_on=timezone.localdate())
    if medium == Medium.EXCEL:
        return xlsx_response(content, file_name(roster.TITLE, row, ""))
    return send_pdf(content, file_name(roster.TITLE, row))


@permitted(EDIT, methods=ACT)
def request_roster_people(request, pk):
    """人数を名簿に合わせる, by what the page showed."""
    get_object_or_404(DispatchRequest, pk=pk)
    seen = {name: _number(request.POST.get(name)) for name in ("version", "seen")}
    try:
        row, before, done = roster_people.follow(pk, by=request.user, **seen)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(_tab(get_object_or_404(DispatchRequest, pk=pk)))
    was = "未入力" if before is None else f"{before}人"
    more = "職種ごとの人数も確認してください。" if row.further_trades.exists() else ""
    messages.success(request, f"{row}の受講者数を{was}から{row.people}人に変えました。{more}")
    tell(request, done)
    return redirect(_tab(row))


def _number(text) -> int:
    """What a button of the page carries; -1 is no number of anything."""
    return int(text) if text and text.isascii() and text.isdigit() else -1


def _brings_rows(request) -> bool:
    """A paste or a file is looked at before anything is saved, whichever button was pressed."""
    return "_fill" in request.POST or bool(request.FILES) or bool(request.POST.get("pasted"))


def _filled_page(request, row):
    """The table with the rows in it, nothing saved yet."""
    fill = FillForm(request.POST, request.FILES)
    found = _read(fill, row) if fill.is_valid() else None
    if found is None:
        return _page(request, row, _form(request.POST, row), fill, status=422)
    data = filled(request.POST, found.rows, only=fill.cleaned_data["only"])
    form = _form(data, row)
    form.parts[0].is_valid()
    return _page(request, row, form, FillForm(), found=found)


def _read(fill, row) -> trainee_rows.TraineeRows | None:
    """None if there is nothing to read; the form says why."""
    upload = fill.cleaned_data.get("file")
    if not upload:
        found = trainee_rows.read_pasted(fill.cleaned_data["pasted"])
        field = "pasted"
    else:
        field = "file"
        try:
            found = _of_book(upload, row)
        except WorkbookError as error:
            fill.add_error(field, str(error))
            return None
    if not found.rows:
        fill.add_error(field, "受講者の行がありません。氏名の入った行を入れてください。")
        return None
    return found


def _of_book(upload, row) -> trainee_rows.TraineeRows:
    optional = (trainee_rows.CODE, *trainee_rows.HEADINGS)
    rows = read_sheet(
        upload,
        (trainee_rows.NAME,),
        optional=[heading for heading in optional if heading != trainee_rows.NAME],
    )
    codes = {str(one.get(trainee_rows.CODE)) for one in rows} - {"", row.number}
    if codes:
        raise WorkbookError(
            f"派遣依頼{'、'.join(sorted(codes))}の名簿です。"
            f"この派遣依頼（{row.number}）の様式に記入されたファイルを選択してください。"
        )
    return trainee_rows.read_rows((f"{one.number}行目", one.values) for one in rows)


def _form(data, row) -> RosterForm:
    return RosterForm(data, instance=row, parts=[TraineeRows(data, instance=row)])


def _save(request, pk):
    try:
        row = requests.locked(pk)
    except DispatchRequest.DoesNotExist:
        raise Http404 from None
    form = _form(request.POST, row)
    if not all([form.is_valid(), form.parts[0].is_valid()]):
        raise Invalid(form)
    try:
        count = plans.save_roster(row, by=request.user, parts=form.parts)
    except TransitionDenied as denied:
        refuse(form, denied)
    told = rules.roster_sentence(count, row.people)
    messages.success(request, f"{row}の受講者名簿を保存しました。{told}")
    return redirect(_tab(row))


def _page(request, row, form, fill, *, found=None, status=200):
    context = {
        "title": f"{row}の受講者名簿",
        "row": row,
        "form": form,
        "rows": form.parts[0],
        "formsets": form.parts,
        "fill": fill,
        "found": found,
        "most": trainee_rows.MOST_ROWS,
        "headings": trainee_rows.HEADINGS,
        "back_url": _tab(row),
        "breadcrumbs": crumbs(row),
    }
    return render(request, "dispatch/trainee_form.html", context, status=status)


def _tab(row) -> str:
    return f"{row.get_absolute_url()}?tab=roster"
