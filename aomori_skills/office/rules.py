"""Decisions on the shared masters; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import jpholiday

from aomori_skills.base import fiscal_year
from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.choices import Industry, SourceStatus

# Small and Medium-sized Enterprise Basic Act, article 2, paragraph 1: capital (yen) or employees.
SME_CEILINGS = {
    Industry.MANUFACTURING: (300_000_000, 300),
    Industry.WHOLESALE: (100_000_000, 100),
    Industry.SERVICE: (50_000_000, 100),
    Industry.RETAIL: (50_000_000, 50),
}
SME_SOURCE = "中小企業基本法第2条第1項"


def small_and_medium(organization) -> Verdict:
    """Whether a firm is 中小企業: capital or employees at or under its industry's ceiling."""

    def verdict(outcome, text):
        return Verdict("small_and_medium", "中小企業", outcome, text, SME_SOURCE, hard=False)

    if not organization.industry:
        return verdict(Outcome.UNKNOWN, "業種区分が未入力のため判定できません。")
    capital_cap, people_cap = SME_CEILINGS[Industry(organization.industry)]
    capital, people = organization.capital, organization.employees
    limits = f"資本金{capital_cap // 10_000:,}万円以下または従業員{people_cap}人以下"
    if (capital is not None and capital <= capital_cap) or (
        people is not None and people <= people_cap
    ):
        return verdict(Outcome.YES, f"{limits}に当てはまります。")
    if capital is None or people is None:
        return verdict(Outcome.UNKNOWN, "資本金または従業員数が未入力のため判定できません。")
    return verdict(Outcome.NO, f"{limits}のどちらにも当てはまりません。")


def closed_reason(day: date, local: dict[date, str]) -> str:
    """Why the office is closed on ``day`` (``local``: its own closed days); empty if it is open."""
    if day in local:
        return local[day]
    holiday = jpholiday.is_holiday_name(day)
    if holiday:
        return holiday
    return {5: "土曜日", 6: "日曜日"}.get(day.weekday(), "")


@dataclass(frozen=True)
class Rulebook:
    """The rules of one area in the version that judges a day (``YearRule.objects.rulebook``).

    ``asked_year`` is the fiscal year of the day, ``year`` that of the rows found (None: no rows).
    """

    area: str
    asked_year: int
    year: int | None
    rows: tuple

    def find(self, rule: str, applies_to: str = ""):
        """The row named ``rule`` (and for ``applies_to``, if given), or None."""
        return next(
            (row for row in self.rows if row.rule == rule and applies_to in ("", row.applies_to)),
            None,
        )

    def value(self, rule: str, applies_to: str = "") -> Decimal | None:
        """Value of that row; None while unset or missing."""
        row = self.find(rule, applies_to)
        return row.value if row else None

    @property
    def is_borrowed(self) -> bool:
        """True if an earlier year's version stands in because this year's isn't entered yet."""
        return self.year is not None and self.year != self.asked_year

    @property
    def notice(self) -> str:
        """Sentence about the version used; empty if it is the year's own."""
        asked = fiscal_year.label(self.asked_year)
        if self.year is None:
            return (
                f"{asked}の{self.area}の基準が登録されていません。"
                "「年度の基準」で登録してください。"
            )
        if self.is_borrowed:
            return (
                f"{asked}の{self.area}の基準が未登録のため、"
                f"{fiscal_year.label(self.year)}の基準で判定しています。"
            )
        return ""


def is_confirmed(row) -> bool:
    return row.status == SourceStatus.CONFIRMED
