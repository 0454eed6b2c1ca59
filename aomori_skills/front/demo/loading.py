"""The whole demo, in one transaction."""

from datetime import date

from django.db import transaction

from aomori_skills.front import wording
from aomori_skills.front.demo import (
    accounts,
    briefings,
    candidates,
    confirmations,
    consultations,
    courses,
    documents,
    doubles,
    instructors,
    last_year,
    office,
    organizations,
    outbox,
    publication,
    register,
    requests,
    surveys,
    this_year,
    visits,
)
from aomori_skills.front.demo.agenda import Agenda, Story
from aomori_skills.front.demo.applicants import applicants
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.models import User
from aomori_skills.office.services import masters

EARLIEST = date(2026, 4, 1)
"""Before it, 令和7年度 is not over."""


class CannotLoad(Exception):
    """The demo may not come into this database; the text is a sentence for the user."""


def is_loaded() -> bool:
    known = User.objects.filter(username__in=accounts.USERNAMES).count()
    return known == len(accounts.USERNAMES)


@transaction.atomic
def load(today: date, password: str) -> None:
    """Fill an empty office as it would look at the beginning of ``today``."""
    if User.objects.exists():
        raise CannotLoad(
            "利用者が登録されているため、デモを読み込めません。空のデータベースを使ってください。"
        )
    if today < EARLIEST:
        raise CannotLoad("デモは令和8年4月1日以後の日付で読み込んでください。")
    masters.load_masters()
    wording.load()
    users = accounts.create(password)
    days = Workdays(today)
    _play(
        office.open_office(users),
        organizations.register_all(users["tanto"]),
        register.carry_over(users),
        register.enter_accounts(users),
        *(office.prepare_year(year, users) for year in office.years_until(today)),
        *(register.live_on(row, users) for row in register.events()),
        *documents.stories(days, users),
        *visits.stories(days, users),
        *candidates.stories(days, users),
        *doubles.stories(days, users),
        *briefings.stories(days, users),
        *confirmations.stories(days, users),
        *courses.stories(days, users),
        register.ask_for_dates(days, users),
        office.plan_absence(days, users),
        *publication.stories(days, users),
        *outbox.stories(days, users),
        *consultations.stories(days, users),
        *surveys.stories(days, users),
        *instructors.stories(days, users),
        *requests.stories(days, users),
        *_certifications(days, users),
    )


def _certifications(days: Workdays, users) -> list[Story]:
    authors = last_year.AUTHORS | this_year.AUTHORS
    people = applicants({key: users[name] for key, name in authors.items()})
    return [*last_year.tell(people, users), *this_year.tell(days, people, users)]


def _play(*stories) -> None:
    agenda = Agenda()
    agenda.add(*stories)
    agenda.play()
