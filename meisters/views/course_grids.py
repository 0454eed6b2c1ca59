"""Replies, and attendance with completion or travel: everybody of a course on one screen."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, save_once
from meisters.choices import CourseState
from meisters.forms.course_grids import CompletionRow, ReplyFill, ReplyRow, TravelRow
from meisters.forms.grids import RowGrid, keys_sent
from meisters.rules import courses as rules
from meisters.services import course_answers, overtaken
from meisters.services.course_answers import RowsRefused
from meisters.views.course_pages import course_of
from meisters.views.courses import EDIT, crumbs


@permitted(EDIT, methods=FORM)
def course_replies(request, pk):
    course = course_of(pk)
    if course.state == CourseState.CANCELLED:
        return _closed(request, course, f"{course.label}は「中止」のため、回答を入力できません。")
    return _page(
        request,
        course,
        "回答の入力",
        ReplyRow,
        course_answers.record_replies,
        lead="返ってきた回答票や電話の内容を入力します。未回答の人の行は、そのままにします。",
    )


@permitted(EDIT, methods=FORM)
def course_results(request, pk):
    course = course_of(pk)
    try:
        rules.check_has_begun(course, timezone.localdate())
    except TransitionDenied as denied:
        return _closed(request, course, str(denied))
    row = CompletionRow if course.is_ours else TravelRow
    title = "出欠・修了の入力" if course.is_ours else "出欠・旅費・成果の入力"
    return _page(
        request,
        course,
        title,
        row,
        course_answers.record_results,
        lead=COMPLETION if course.is_ours else TRAVEL,
        next_label="保存して実施済みにする" if _may_be_held(course) else "",
    )


COMPLETION = (
    "出欠を選び、修了した人は「修了」に印を付けます。修了日の初めの値は最終日です。"
    "修了は名簿の「指導技法等講習の修了日」にも反映されます。"
)
TRAVEL = "出欠、旅費、持ち帰った成果を入力します。分かるところから入力できます。"


def _page(request, course, title, row_form, record, **context):
    rows = course.participations.select_related("course", "meister", "certificate").by_name()
    if request.method == "POST":
        answer, grid = save_once(request, partial(_record, request, course, row_form, rows, record))
        if answer:
            return answer
    else:
        grid = _grid(row_form, rows)
    context |= {
        "title": f"{course.label}　{title}",
        "course": course,
        "grid": grid,
        "formsets": [grid],
        "back_url": f"{course.get_absolute_url()}?tab=people",
        "breadcrumbs": crumbs((course.label, course.get_absolute_url())),
    }
    status = 422 if grid.is_bound else 200
    return render(request, "meisters/course_grid.html", context, status=status)


def _grid(row_form, rows, data=None) -> RowGrid:
    head = ReplyFill(data) if row_form is ReplyRow else None
    return RowGrid(row_form, rows, head, data)


def _record(request, course, row_form, rows, record):
    grid = _grid(row_form, rows, request.POST)
    if not grid.is_valid():
        raise Invalid(grid)
    try:
        recorded = record(course.pk, grid.typed, by=request.user)
    except RowsRefused as refused:
        grid.show(refused)
        raise Invalid(grid) from refused
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(course)
    _say(request, course, recorded, lost=_lost(request.POST, grid))
    if "_next" in request.POST:
        return redirect("meisters:course_step", course.pk, "hold")
    return redirect(f"{course.get_absolute_url()}?tab=people")


def _say(request, course, recorded, *, lost: int) -> None:
    said = f"{course.label}の{recorded.count}人分を保存しました。"
    if not recorded.count:
        said = f"{course.label}に変更はありませんでした。"
    messages.success(request, said)
    for meister in recorded.kept:
        messages.info(
            request,
            f"{meister}さんの名簿の修了日は、先に入力されていた日付のままにしました。"
            "違うときは、名簿で直してください。",
        )
    if recorded.withdrawn:
        messages.info(request, overtaken.sentence(recorded.withdrawn))
    if lost:
        messages.warning(
            request,
            f"入力中に、ほかの職員が{lost}人を受講者から外しました。その人の入力は保存していません。",
        )


def _may_be_held(course) -> bool:
    return course.state == CourseState.PLANNED and rules.is_over(course, timezone.localdate())


def _lost(data, grid) -> int:
    """Rows that were on the page and are no longer there."""
    return len(set(keys_sent(data)) - {form.row.pk for form in grid})


def _closed(request, course, sentence):
    messages.info(request, sentence)
    return redirect(course)
