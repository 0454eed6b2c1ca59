"""回答の入力: many answers on one grid, typed on behalf of the meisters."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.listing import PAGE_SIZE
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, save_once
from meisters.forms.confirmations import AnswerRow, CommonForm
from meisters.forms.grids import RowGrid, keys_sent
from meisters.models import ConfirmationRound
from meisters.rules import confirmations as rules
from meisters.services import confirmations, overtaken
from meisters.tables.confirmations import step_url
from meisters.views.confirmations import EDIT, crumbs


@permitted(EDIT, methods=FORM)
def confirmation_answers(request, pk):
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    try:
        rules.check_is_open(round_)
        if request.method == "POST":
            answer, grid = save_once(request, partial(_save, request, round_))
            if answer:
                return answer
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(round_)
    rows = _rows(request, round_)
    if request.method == "GET":
        common = CommonForm(initial={"answered_on": timezone.localdate()})
        grid = RowGrid(AnswerRow, rows, common)
    context = {
        "title": f"{round_}の回答の入力",
        "round": round_,
        "grid": grid,
        "formsets": [grid],
        "page": rows,
        "q": request.GET.get("q", ""),
        "shows_all": "all" in request.GET,
        "back_url": round_.get_absolute_url(),
        "breadcrumbs": crumbs((str(round_), round_.get_absolute_url())),
    }
    status = 422 if grid.is_bound else 200
    return render(request, "meisters/confirmation_answers.html", context, status=status)


def _rows(request, round_):
    """A page of those who have not answered, of all, or the one who is asked for."""
    rows = round_.confirmations.with_people()
    if person := keys_of([request.GET.get("person", "")]):
        rows = rows.filter(pk__in=person)
    elif "all" not in request.GET:
        rows = rows.unanswered()
    if q := request.GET.get("q", "")[:100]:
        rows = rows.search(q)
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def _save(request, round_):
    common = CommonForm(request.POST)
    common.is_valid()
    rows = round_.confirmations.select_for_update(of=("self",)).filter(
        pk__in=keys_sent(request.POST)
    )
    people = sorted(rows.select_related("meister", "round"), key=lambda row: row.meister.kana)
    grid = RowGrid(AnswerRow, people, common, request.POST)
    if not grid.is_valid():
        raise Invalid(grid)
    touched = []
    for form in grid.touched:
        for name, value in form.written().items():
            setattr(form.row, name, value)
        touched.append(form.row)
    answered = confirmations.record_answers(round_.pk, touched, by=request.user)
    if not answered.count:
        messages.info(request, "変更はありませんでした。")
        return redirect(request.get_full_path())
    messages.success(request, _sentence(touched))
    if answered.withdrawn:
        messages.info(request, overtaken.sentence(answered.withdrawn))
    return redirect(round_ if "person" in request.GET else request.get_full_path())


def _sentence(rows) -> str:
    """What was saved, with a link to the step of the register that each answer asks for."""
    said = f"{len(rows)}人の回答を保存しました。"
    wanted = [row for row in rows if rules.step_of(row.answer, row.meister.state)]
    if not wanted:
        return said
    links = format_html_join(
        "、",
        '<a href="{}">{}さん（{}）</a>',
        ((step_url(row), row, rules.STEP_WORDS[row.answer]) for row in wanted),
    )
    return format_html("{}次は、登録の手続をしてください：{}", said, links)
