"""回答: typed by the staff from the form that came back; the forms to answer on."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.choices import AddresseeState
from dispatch.forms.survey_replies import ProposalRows, ReplyForm, WishRows
from dispatch.forms.surveys import CodeForm
from dispatch.models import SurveyAddressee
from dispatch.papers import survey_reply_form as paper
from dispatch.papers.survey_reply_book import reply_book, trade_names
from dispatch.rules import surveys as rules
from dispatch.rules.surveys import EDIT, key_of
from dispatch.services import survey_addressees, survey_replies
from dispatch.views.survey_pages import EXPORT, crumbs


@permitted(EDIT)
def reply_find(request):
    """From the code in the corner of a reply form to the page for its answer."""
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        key = key_of(form.cleaned_data["code"])
        row = SurveyAddressee.objects.filter(pk=key).first() if key else None
        if row:
            return redirect("dispatch:addressee_reply", row.pk)
        form.add_error("code", "この整理番号の調査先はありません。番号を確認してください。")
    context = {
        "title": "整理番号から回答を入力",
        "form": form,
        "back_url": reverse("dispatch:survey_list"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "dispatch/reply_find.html", context)


@permitted(EDIT, methods=FORM)
def addressee_reply(request, pk):
    rows = SurveyAddressee.objects.with_standing(timezone.localdate()).for_letters()
    row = get_object_or_404(rows, pk=pk)
    try:
        rules.check_is_open(row.survey)
        if not row.replied_on:
            row.replied_on = timezone.localdate()
        rules.check_can_reply(row, row.left_on, max(row.replied_on, row.left_on or row.replied_on))
        if request.method == "POST":
            answer, form = save_once(request, partial(_save, request, pk))
            if answer:
                return answer
        else:
            form = ReplyForm(instance=row, parts=_parts(None, row))
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    context = {
        "title": f"{row.organization}の回答",
        "row": row,
        "form": form,
        "formsets": form.parts,
        "next_label": "保存して次の回答へ",
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(row.survey),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/survey_reply.html", context, status=status)


@permitted(EXPORT, methods=ACT)
def addressee_form(request, pk):
    row = get_object_or_404(SurveyAddressee.objects.for_letters(), pk=pk)
    made = paper.render_forms([row], timezone.localdate())
    _note(request, row, Medium.PDF)
    return send_pdf(made, paper.file_name(row))


@permitted(EXPORT, methods=ACT)
def addressee_book(request, pk):
    row = get_object_or_404(SurveyAddressee.objects.for_letters(), pk=pk)
    guide = paper.guide_lines(row.survey, timezone.localdate())
    content = reply_book(row, trade_names(), guide)
    _note(request, row, Medium.EXCEL)
    return xlsx_response(content, paper.file_name(row, ""))


def _note(request, row, medium) -> None:
    what = f"派遣希望調査の回答票 {row.code}"
    disclosures.record(request.user, what=what, count=1, medium=medium, purpose=Purpose.PERSON)


def _parts(data, row) -> list:
    return [WishRows(data, instance=row), ProposalRows(data, instance=row)]


def _save(request, pk):
    try:
        row = survey_addressees.locked(pk)
    except SurveyAddressee.DoesNotExist:
        raise Http404 from None
    row.state = AddresseeState.REPLIED
    parts = _parts(request.POST, row)
    form = ReplyForm(request.POST, instance=row, parts=parts)
    if not all([form.is_valid(), *(part.is_valid() for part in parts)]):
        raise Invalid(form)
    try:
        survey_replies.record(form.instance, by=request.user, parts=parts)
    except TransitionDenied as denied:
        refuse(form, denied)
    said = f"{row.organization}の回答を保存しました。"
    wishes = row.wishes.open().count()
    if wishes:
        said += f"派遣の希望が{wishes}件あります。派遣依頼にするか、見送りを記録してください。"
    messages.success(request, said)
    return redirect("dispatch:reply_find" if "_next" in request.POST else row)
