"""The fictional office itself: profile, rules of the years, closed days, delegation."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays, year_end
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import ApproverDelegation, OfficeProfile, YearRule
from aomori_skills.office.services import closed_days, delegations, profile, year_rules

FIRST_YEAR = 2025
TEXT_LIMITS = {"自己紹介・抱負": 200, "指導できる内容": 300, "主な経歴・実績": 300}
LIMIT_SOURCE = "デモ用の仮の値"


def open_office(users) -> Story:
    """The first days of R7: profile and the limits of the published texts."""
    yield date(2025, 4, 1), users["kanri"]
    profile.save(
        OfficeProfile(
            effective_from=date(2025, 4, 1),
            postcode="030-0000",
            address="青森市架空町1-2-3　架空会館2階",
            phone="017-000-0001",
            fax="017-000-0002",
            email="corner@example.jp",
            head_title="コーナー長",
            head_name="岩木野 名月",
            letter_symbol="青技振",
            center_head="所長",
        ),
        by=users["kanri"],
    )
    yield date(2025, 4, 3), users["shonin"]
    for text, limit in TEXT_LIMITS.items():
        row = YearRule.objects.get(fiscal_year=FIRST_YEAR, area="公表", applies_to=text)
        row.value, row.status, row.source = Decimal(limit), SourceStatus.UNCONFIRMED, LIMIT_SOURCE
        year_rules.update(row, by=users["shonin"])


def prepare_year(year: int, users) -> Story:
    """Before April: the rules of the year before, carried over by 承認者; closed days by 管理者."""
    if year > FIRST_YEAR:
        yield date(year, 3, 24), users["shonin"]
        year_rules.copy_to_next_year(year - 1, by=users["shonin"])
    yield max(date(year, 3, 25), date(2025, 4, 2)), users["kanri"]
    closed_days.add(year_end(year), "年末年始の休業", by=users["kanri"])


def plan_absence(workdays: Workdays, users) -> Story:
    """The manager will be away next week; a colleague stands in."""
    yield workdays.back(3), users["shonin"]
    begins = workdays.today + timedelta(days=7)
    delegations.grant(
        ApproverDelegation(
            manager=users["shonin"],
            delegate=users["tanto2"],
            starts_on=begins,
            ends_on=begins + timedelta(days=4),
            reason="出張のため",
        ),
        by=users["shonin"],
        today=timezone.localdate(),
    )


def years_until(today: date) -> range:
    """The fiscal years of the demo."""
    return range(FIRST_YEAR, fiscal_year.of(today) + 1)
