"""講習・研修: last year's course with certificates, this year's with answers, the center's two."""

from collections.abc import Iterable
from datetime import date, time

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.services import outbox
from meisters.choices import Attendance, CourseKind, CourseReply, Licence, Way
from meisters.models import Course, Meister
from meisters.rules import course_cells as cells
from meisters.rules import grid_cells
from meisters.services import course_answers, course_certificates, course_invitations, courses

HELD = date(2025, 11, 13)
TRAINING = (date(2025, 9, 4), date(2025, 9, 5))
TRAINED = ("02-00101", "02-00104")
EXCHANGED = "02-00103"
HALL = {
    "place": "青森県技能会館　研修室",
    "place_address": "青森市架空町4-5-6",
    "access": "会場の駐車場（無料）を御利用ください。",
}
MATERIAL = "ものづくりマイスターのための指導技法（センター作成）"
TRAVELS = (
    (
        "新青森から東京まで新幹線、往復",
        38_600,
        "安全指導の進め方と、初心者向けの課題の作り方を学んだ。県内の指導で使う手順書に反映する。",
    ),
    (
        "八戸から東京まで新幹線、往復",
        35_200,
        "他県のマイスターと指導案を交換した。旋盤の課題を三段階に分ける方法を取り入れる。",
    ),
)


def stories(days: Workdays, users) -> list[Story]:
    return [
        _training(users),
        _last_year(users),
        _this_year(days, users),
        _exchange(days, users),
    ]


def _last_year(users) -> Story:
    """Four of six completed; one stayed away, one left early."""
    by = users["tanto"]
    yield date(2025, 9, 22), by
    course = _plan(
        CourseKind.TEACHING, by, HELD, reply_by=date(2025, 10, 31), title="令和7年度指導技法等講習"
    )
    must = _people(Licence.NOT_HELD).exclude(number__gte="02-00119")[:6]
    courses.add(course.pk, [one.pk for one in must], by=by)
    yield date(2025, 10, 30), by
    _reply(course, (CourseReply.COMING,) * 5 + (CourseReply.NOT_COMING,), date(2025, 10, 30), by)
    yield date(2025, 11, 14), by
    came = (Attendance.ATTENDED,) * 4 + (Attendance.PARTLY, Attendance.ABSENT)
    _attend(course, came, by)
    courses.take_step(course.pk, "hold", by=by)
    course_certificates.start_all(course, by=by, issued_on=date(2025, 11, 14))


def _training(users) -> Story:
    """Two went to the center's training, and reported."""
    by = users["tanto2"]
    yield date(2025, 7, 14), by
    first, last = TRAINING
    course = _plan(
        CourseKind.TRAINER,
        by,
        first,
        ends_on=last,
        place="中央技能振興センター　講堂",
        place_address="東京都架空区1-1",
        access="",
        reply_by=date(2025, 8, 8),
    )
    courses.add(course.pk, _keys(TRAINED), by=by)
    yield date(2025, 8, 5), by
    _reply(course, (CourseReply.COMING,) * 2, date(2025, 8, 5), by)
    yield date(2025, 9, 12), by
    rows = list(course.participations.order_by("pk"))
    typed = [
        _typed(
            row,
            cells.TRAVEL_CELLS,
            attendance=Attendance.ATTENDED,
            travel_means=means,
            travel_cost=cost,
            nights=2,
            result=result,
        )
        for row, (means, cost, result) in zip(rows, TRAVELS, strict=True)
    ]
    course_answers.record_results(course.pk, typed, by=by)
    courses.take_step(course.pk, "hold", by=by)


def _this_year(days: Workdays, users) -> Story:
    """In three weeks: letters have left, mails wait for the worker, some have answered."""
    by, day = users["tanto"], days.ahead(21)
    yield days.back(12), by
    course = _plan(CourseKind.TEACHING, by, day, reply_by=days.ahead(7), title="指導技法等講習")
    people = Meister.objects.not_at(course).without_course().order_by("number")
    keys = [one.pk for one in people if one.certified_on < days.back(12)]
    courses.add(course.pk, keys, by=by)
    yield from _invite(course, days.back(11), days.back(10), by)
    yield days.back(3), by
    answers = (CourseReply.COMING, CourseReply.PENDING, CourseReply.COMING, CourseReply.NOT_COMING)
    _reply(course, answers, days.back(3), by)


def _exchange(days: Workdays, users) -> Story:
    """One is invited to the center's meeting and has not answered by the day."""
    by, day = users["tanto2"], days.ahead(40)
    yield days.back(16), by
    course = _plan(
        CourseKind.EXCHANGE,
        by,
        day,
        place="中央技能振興センター　講堂",
        place_address="東京都架空区1-1",
        access="",
        reply_by=days.back(1),
    )
    courses.add(course.pk, _keys((EXCHANGED,)), by=by)
    yield from _invite(course, days.back(15), days.back(15), by)


def _plan(kind: str, by, day: date, **more) -> Course:
    course = Course(
        kind=kind,
        owner=by,
        starts_on=day,
        starts_at=time(13),
        ends_at=time(16, 30),
        **{**HALL, **more},
    )
    if course.is_ours:
        course.instructor, course.material, course.capacity = "浪打　林檎", MATERIAL, 20
        course.expenses = "受講料は無料です。旅費は支給しません。"
    course.full_clean()
    return courses.plan(course, by=by)


def _people(licence: str):
    return Meister.objects.active().filter(licence=licence).order_by("number")


def _keys(numbers: Iterable[str]) -> list[int]:
    return list(Meister.objects.filter(number__in=numbers).values_list("pk", flat=True))


def _invite(course, drafted: date, sent: date, by) -> Story:
    """Drafts of one day; letters leave on another, mails wait for the worker."""
    yield drafted, by
    keys = list(course.participations.values_list("pk", flat=True))
    course_invitations.start(course, keys, by=by, dated_on=sent)
    yield sent, by
    for row in course.participations.select_related("message").order_by("pk"):
        if row.message.channel == Channel.LETTER:
            outbox.issue(row.message_id, by=by)
        else:
            outbox.schedule(row.message_id, by=by)


def _reply(course, answers: Iterable[str], day: date, by) -> None:
    ways = (Way.FAX, Way.PHONE, Way.POST, Way.EMAIL)
    typed = [
        _typed(row, cells.REPLY_CELLS, reply=reply, replied_on=day, replied_way=ways[place % 4])
        for place, (row, reply) in enumerate(
            zip(course.participations.order_by("pk"), answers, strict=False)
        )
        if reply != CourseReply.PENDING
    ]
    course_answers.record_replies(course.pk, typed, by=by)


def _attend(course, came: Iterable[str], by) -> None:
    rows = course.participations.order_by("pk")
    typed = [
        _typed(
            row,
            cells.COMPLETION_CELLS,
            attendance=attendance,
            completed_on=course.last_day if attendance == Attendance.ATTENDED else None,
        )
        for row, attendance in zip(rows, came, strict=True)
    ]
    course_answers.record_results(course.pk, typed, by=by)


def _typed(row, names, **values) -> grid_cells.Typed:
    shown = grid_cells.cells_of(row, names)
    return grid_cells.Typed(row.pk, grid_cells.digest(shown), shown | values)
