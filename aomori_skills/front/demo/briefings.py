"""説明: a meeting in the first year with its confirmations, this year's letters, some not told."""

from datetime import date, timedelta

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays
from meisters.choices import BriefingTopic, BriefingWay, Confirming
from meisters.models import Briefing, Meister
from meisters.services import briefings

MEETING = date(2025, 5, 22)
HANDED_OUT = "活動の手引き、活動報告書・請求書の様式"
AT_THE_MEETING = 12
BY_LETTER = 5


def stories(days: Workdays, users) -> list[Story]:
    return [_meeting(users), _letters(days, users)]


def _meeting(users) -> Story:
    """Twelve came; two weeks later all but two had confirmed."""
    yield MEETING, users["tanto"]
    people = list(_active()[:AT_THE_MEETING])
    briefing = briefings.record(
        Briefing(
            held_on=MEETING,
            way=BriefingWay.GROUP,
            place="青森県技能会館　研修室",
            topics=list(BriefingTopic.values),
            materials=HANDED_OUT,
        ),
        by=users["tanto"],
        people=people,
    )
    yield date(2025, 6, 5), users["tanto"]
    rows = list(briefing.people.order_by("pk"))[:-2]
    for place, row in enumerate(rows):
        late = place >= 8
        row.confirmed_on = MEETING + timedelta(days=7 if late else 0)
        row.confirmed_way = Confirming.REPLIED if late else Confirming.SIGNED
    briefings.confirm(rows, by=users["tanto"])


def _letters(days: Workdays, users) -> Story:
    """Letters and mails for the next five wait in the outbox."""
    drafted = days.back(2)
    yield drafted, users["tanto2"]
    people = [row for row in _active()[AT_THE_MEETING:] if row.certified_on < drafted][:BY_LETTER]
    briefings.draft_letters(
        [row.pk for row in people], by=users["tanto2"], day=days.today, letters_only=False
    )


def _active():
    return Meister.objects.active().order_by("number")
