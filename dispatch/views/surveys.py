"""派遣希望調査: the waves, the page of one, its numbers on paper and in Excel."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, pdf
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.page import Action
from aomori_skills.base.workbook import people_table
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.views import send_pdf
from dispatch.filters.surveys import SurveyFilter
from dispatch.forms.surveys import SurveyForm
from dispatch.models import DemandSurvey
from dispatch.reports import surveys as report
from dispatch.rules.surveys import EDIT
from dispatch.services import surveys
from dispatch.tables.surveys import SurveyTable
from dispatch.views.survey_pages import crumbs, detail_context, rates

VIEW = "dispatch.view_surveys"


@permitted(VIEW, methods=FORM)
def survey_list(request):
    new = Action("調査を始める", reverse("dispatch:survey_new"), permission=EDIT)
    ways = (
        Action("調査先の一覧を見る", reverse("dispatch:addressee_list")),
        Action("派遣の希望を見る", reverse("dispatch:wish_list")),
        Action("候補者の推薦を見る", reverse("dispatch:proposal_list")),
        Action("整理番号から回答を入力する", reverse("dispatch:reply_find"), permission=EDIT),
        Action("Excelの回答票を取り込む", reverse("dispatch:reply_import"), permission=EDIT),
    )
    return list_page(
        request,
        table=SurveyTable,
        filterset=SurveyFilter,
        queryset=DemandSurvey.objects.for_listing(),
        title="派遣希望調査",
        name="派遣希望調査一覧",
        actions=(new, *ways),
        empty=Empty(
            "派遣希望調査はまだ行っていません。学校・団体・事業所に、派遣の希望を尋ねます。", new
        ),
    )


@permitted(VIEW)
def survey_detail(request, pk):
    survey = get_object_or_404(DemandSurvey.objects.select_related("owner"), pk=pk)
    return render(request, "dispatch/survey_detail.html", detail_context(request, survey))


@permitted(EDIT, methods=FORM)
def survey_new(request):
    today = timezone.localdate()
    new = DemandSurvey(
        fiscal_year=fiscal_year.of(today),
        name=surveys.free_name(fiscal_year.of(today)),
        opened_on=today,
        owner=request.user,
    )
    form = SurveyForm(instance=new)
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    return _form_page(
        request, form, title="派遣希望調査の開始", back_url=reverse("dispatch:survey_list")
    )


@permitted(EDIT, methods=FORM)
def survey_edit(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    form = SurveyForm(instance=survey)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    return _form_page(
        request,
        form,
        title=f"{survey}の編集",
        back_url=survey.get_absolute_url(),
        breadcrumbs=crumbs(survey),
    )


@permitted(VIEW)
def survey_rates_excel(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    lines = report.lines_of(survey, rates(survey))
    year = fiscal_year.label(survey.fiscal_year)
    content = people_table(
        report.TITLE, year, report.COLUMNS, lines, unit="件", issued_on=timezone.localdate()
    )
    return xlsx_response(content, f"{report.TITLE}_{survey}")


@permitted(VIEW)
def survey_rates_paper(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    paper = pdf.table(
        report.TITLE,
        str(survey),
        report.COLUMNS[1:],
        report.lines_of(survey, rates(survey)),
        unit="件",
        issued_on=timezone.localdate(),
        note=report.NOTE,
    )
    return send_pdf(paper, f"{report.TITLE}_{survey}.pdf")


def _create(request):
    form = SurveyForm(request.POST, instance=DemandSurvey())
    if not form.is_valid():
        raise Invalid(form)
    try:
        survey = surveys.open_survey(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"「{survey}」を始めました。次に調査先を選んでください。")
    return redirect("dispatch:survey_choose", survey.pk)


def _update(request, pk):
    survey = get_object_or_404(DemandSurvey.objects.select_for_update(of=("self",)), pk=pk)
    form = SurveyForm(request.POST, instance=survey)
    if not form.is_valid():
        raise Invalid(form)
    try:
        surveys.update(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"「{survey}」を保存しました。")
    return redirect(survey)


def _form_page(request, form, **context):
    context = {"form": form, "breadcrumbs": crumbs()} | context
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)
