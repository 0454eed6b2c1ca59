"""相談・援助 of the last and this year: answered, promised, some of it overdue."""

from datetime import date, timedelta

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.rows import table
from aomori_skills.front.demo.workdays import Workdays, open_day
from aomori_skills.office.models import Organization, Trade
from dispatch.models import Consultation
from dispatch.services import consultations

WORDS = ("way", "person", "phone", "theme", "question", "answer", "next_action")


def stories(workdays: Workdays, users) -> list[Story]:
    return [_story(row, workdays, users) for row in table("consultations.csv")]


def _story(row, workdays: Workdays, users) -> Story:
    by = users[row["author"]]
    day = _past(row["day"], workdays)
    yield day, by
    talk = consultations.record(_talk(row, day, workdays, by), by=by)
    if row["done"]:
        yield max(day, _past(row["done"], workdays)), by
        consultations.finish_action(talk.pk, by=by)


def _talk(row, day: date, workdays: Workdays, by) -> Consultation:
    talk = Consultation(
        **{name: row[name] for name in WORDS},
        consulted_on=day,
        people=int(row["people"]),
        organization=_named(Organization, row["organization"]),
        trade=_named(Trade, row["trade"]),
        next_on=max(day, _promised(row["next"], workdays)) if row["next"] else None,
        author=by,
    )
    talk.full_clean()
    return talk


def _named(model, name: str):
    return model.objects.get(name=name) if name else None


def _past(text: str, workdays: Workdays) -> date:
    return open_day(date.fromisoformat(text)) if "-" in text else workdays.back(int(text))


def _promised(text: str, workdays: Workdays) -> date:
    """A date, or days from today, those behind us negative."""
    if text.count("-") > 1:
        return date.fromisoformat(text)
    return open_day(workdays.today + timedelta(days=int(text)))
