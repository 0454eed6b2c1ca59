"""Long acts for the tests; each writes rows, so that what was saved can be counted."""

import time
from datetime import date, timedelta
from threading import Event

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ClosedDay
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs
from aomori_skills.paperwork.services.jobs import long_act

FIRST = date(2030, 1, 1)
LONG = 30
begun, go_on = Event(), Event()
"""The gate at the second record of ``wait_at_the_second``."""


class Unknown(Exception):
    """A refusal that only its own act knows."""


@long_act()
def close_days(progress, *, number, reason="停電"):
    for day in progress.each(_days(number), _words):
        ClosedDay.objects.create(day=day, reason=reason)
    progress.note(f"{number}日を休業日にしました。", url="/masters/closed-days/")


@long_act()
def write_report(progress, *, number):
    for day in progress.each(_days(number), _words):
        ClosedDay.objects.create(day=day, reason="報告")
    progress.keep(b"%PDF report", name="報告.pdf", content_type="application/pdf", note="1部です。")


@long_act()
def wait_at_the_second(progress, *, number):
    for place, day in enumerate(progress.each(_days(number), _words), 1):
        ClosedDay.objects.create(day=day, reason="待ち")
        if place == 2:
            begun.set()
            assert go_on.wait(20)


@long_act(Unknown)
def stop_at_the_third(progress, *, number, how):
    for place, day in enumerate(progress.each(_days(number), _words), 1):
        ClosedDay.objects.create(day=day, reason="中断")
        if place == 3:
            raise {"denied": TransitionDenied, "own": Unknown, "bug": KeyError}[how](
                "様式がありません。"
            )


@long_act()
def sleep_at_the_third(progress, *, number, seconds):
    """For a worker that is killed: a second time it goes through."""
    for place, day in enumerate(progress.each(_days(number), _words), 1):
        ClosedDay.objects.create(day=day, reason="長い処理")
        if place == 3:
            time.sleep(seconds)


def _days(number: int) -> list[date]:
    return [FIRST + timedelta(days=place) for place in range(number)]


def _words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def begin(act, by, total=LONG, **params) -> Job:
    given = {"title": "休業日の登録", "permission": "office.edit_organizations", "total": total}
    return jobs.start(act, by=by, **given, **{"number": total} | params)
