"""Records that somebody entered a second time, and the year that was closed."""

from datetime import date

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.models import Contact, Organization
from aomori_skills.office.services import organizations
from meisters.models import Candidate
from meisters.services import candidates, year_end

FIRM = "国光石材店"
AGAIN = "国光 石材店"
PERSON = ("弥栄", "平助")
CLOSED_ON = date(2026, 4, 10)


def stories(workdays: Workdays, users) -> list[Story]:
    closing = [_close_last_year(users)] if workdays.today > CLOSED_ON else []
    return [_firm_again(workdays, users), _person_again(workdays, users), *closing]


def _firm_again(workdays: Workdays, users) -> Story:
    """By telephone, and without looking whether the firm was there already."""
    by = users["tanto2"]
    yield workdays.back(6), by
    known = Organization.objects.get(name=FIRM)
    firm = Organization(
        name=AGAIN,
        kana=known.kana,
        kind=OrganizationKind.COMPANY,
        municipality=known.municipality,
        phone=known.phone,
        industry="manufacturing",
        employees=4,
        note="電話で派遣の相談があった。",
    )
    firm.full_clean()
    organizations.register(firm, by=by)
    Contact.objects.create(organization=firm, title="専務", name="国野 太一", kana="クニノ タイチ")


def _person_again(workdays: Workdays, users) -> Story:
    """Met by a colleague who spelled the given name otherwise."""
    by = users["tanto2"]
    yield workdays.back(4), by
    known = Candidate.objects.get(family_name=PERSON[0], given_name=PERSON[1])
    again = Candidate(
        family_name=known.family_name,
        given_name="平介",
        family_kana=known.family_kana,
        given_kana=known.given_kana,
        birth_date=known.birth_date,
        mobile="090-0000-0062",
        trade=known.trade,
        owner=by,
        met_on=workdays.back(4),
        met_at=known.met_at,
        note="組合の会合で名刺を交換した。",
    )
    again.full_clean()
    candidates.register(again, by=by)


def _close_last_year(users) -> Story:
    yield CLOSED_ON, users["shonin"]
    year_end.close(2025, by=users["shonin"], reason="年度の実績をセンターへ報告したため")
