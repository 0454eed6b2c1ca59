"""活動継続の確認: last year's round is closed, this year's still waits for some."""

from datetime import date

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays
from meisters.choices import StillActive, Way
from meisters.models import ConfirmationCall, ConfirmationRound, Meister
from meisters.rules.confirmations import Asking
from meisters.services import confirmations

WAYS = (Way.FAX, Way.POST, Way.PHONE, Way.POST)
UNANSWERED = 4
ABSENT = "不在。家族に伝言した。"
BAD_KNEE = "膝の治療のため、来年の春まで休みたい。"
"""Of this year's round."""


def stories(days: Workdays, users) -> list[Story]:
    return [_last_year(users), _this_year(days, users)]


def _last_year(users) -> Story:
    """Everybody answered, and everybody goes on."""
    by = users["tanto"]
    yield date(2025, 6, 2), by
    round_ = _open(2025, date(2025, 6, 2), date(2025, 6, 30), by)
    yield date(2025, 6, 20), by
    _answer(round_, list(round_.confirmations.order_by("pk")), date(2025, 6, 20), by)
    yield date(2025, 7, 1), by
    confirmations.close(round_.pk, by=by)


def _this_year(days: Workdays, users) -> Story:
    """Four have not answered by the day, reminders for them wait to be sent; one wants to pause."""
    by, opened = users["tanto2"], days.back(45)
    yield opened, by
    round_ = _open(fiscal_year.of(opened), opened, days.back(10), by)
    yield days.back(30), by
    rows = list(round_.confirmations.order_by("pk"))
    answered, waiting = rows[:-UNANSWERED], rows[-UNANSWERED:]
    answered[3].answer, answered[3].note = StillActive.PAUSE, BAD_KNEE
    _answer(round_, answered, days.back(30), by)
    yield days.back(5), by
    call = ConfirmationCall(
        confirmation=waiting[0], called_on=days.back(5), way=Way.PHONE, note=ABSENT
    )
    confirmations.record_call(call, by=by)
    yield days.back(2), by
    confirmations.remind(round_.pk, by=by, day=days.today, channel=Asking.EACH)


def _open(year: int, opened: date, reply_by: date, by) -> ConfirmationRound:
    """Begin the round; everybody is asked by telephone."""
    round_ = ConfirmationRound(fiscal_year=year, opened_on=opened, reply_by=reply_by)
    confirmations.open_round(round_, by=by)
    people = list(Meister.objects.active().order_by("number").values_list("pk", flat=True))
    confirmations.take_in(round_.pk, people, by=by, day=opened, channel=Asking.BY_PHONE)
    return round_


def _answer(round_, rows, day: date, by) -> None:
    for place, row in enumerate(rows):
        if row.answer == StillActive.PENDING:
            row.answer = StillActive.CONTINUE
        row.answered_on, row.answered_way = day, WAYS[place % len(WAYS)]
    confirmations.record_answers(round_.pk, rows, by=by)
