"""Decisions on the shared masters; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import jpholiday

from aomori_skills.base import fiscal_year
from aomori_skills.base.roles import Role
from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.base.workflow import TransitionDenied
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
    limits = f"資本金{_yen(capital_cap)}以下または従業員{people_cap}人以下"
    if (capital is not None and capital <= capital_cap) or (
        people is not None and people <= people_cap
    ):
        return verdict(Outcome.YES, f"{limits}に当てはまります。")
    if capital is None or people is None:
        return verdict(Outcome.UNKNOWN, "資本金または従業員数が未入力のため判定できません。")
    return verdict(Outcome.NO, f"{limits}のどちらにも当てはまりません。")


def _yen(number: int) -> str:
    """3億円, 5,000万円."""
    hundred_million = 100_000_000
    if number % hundred_million == 0:
        return f"{number // hundred_million}億円"
    return f"{number // 10_000:,}万円"


def closed_reason(day: date, local: dict[date, str]) -> str:
    """Why the office is closed on ``day`` (``local``: its own closed days); empty if it is open."""
    if day in local:
        return local[day]
    holiday = jpholiday.is_holiday_name(day)
    if holiday:
        return holiday
    return {5: "土曜日", 6: "日曜日"}.get(day.weekday(), "")


@dataclass(frozen=True)
class Holiday:
    """国民の祝日・休日."""

    day: date
    name: str


def holidays(first: date, last: date) -> list[Holiday]:
    """National holidays from ``first`` to ``last``, in order."""
    return [Holiday(day, name) for day, name in sorted(jpholiday.between(first, last))]


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


def check_can_edit_organizations(by) -> None:
    if not by.has_perm("office.edit_organizations"):
        raise TransitionDenied("企業・団体を編集する権限がありません。担当に依頼してください。")


def check_can_close(organization, successor, *, by) -> None:
    """廃止: once, and under a successor that is itself still there."""
    check_can_edit_organizations(by)
    if organization.ended_on:
        raise TransitionDenied(f"{organization}はすでに廃止されています。")
    if successor is None:
        return
    if successor.pk == organization.pk:
        raise TransitionDenied("承継先には別の企業・団体を選んでください。")
    if successor.ended_on:
        raise TransitionDenied(
            f"{successor}は廃止されているため、承継先にできません。現在の承継先を選んでください。"
        )


def check_can_reopen(organization, *, by) -> None:
    check_can_edit_organizations(by)
    if not organization.ended_on:
        raise TransitionDenied(f"{organization}は廃止されていません。")


def check_can_merge(kept, lost) -> None:
    """統合 is for two records of one body; a successor is another body."""
    if kept.successor_id == lost.pk or lost.successor_id == kept.pk:
        raise TransitionDenied(
            f"{kept}と{lost}は承継の関係にある別の企業・団体のため、統合できません。"
            "誤って承継先にした場合は、廃止を取り消してから統合してください。"
        )
    if lost.successor_id and not kept.ended_on:
        raise TransitionDenied(
            f"統合する記録は廃止され、承継先（{lost.successor}）が登録されていますが、"
            "残す記録は廃止されていません。残す記録を入れ替えるか、"
            "両方の廃止日と承継先をそろえてから統合してください。"
        )
    if kept.successor_id and lost.successor_id and kept.successor_id != lost.successor_id:
        raise TransitionDenied(
            f"承継先が違うため、統合できません（{kept.successor}と{lost.successor}）。"
            "どちらが正しいかを確認し、両方の承継先をそろえてから統合してください。"
        )


def check_can_delegate(delegation, *, by, today: date) -> None:
    """代理承認 is given by the manager in person or by 管理者, to a 担当 who isn't 承認者."""
    manager, delegate = delegation.manager, delegation.delegate
    _check_may_manage(delegation, by=by)
    if Role.APPROVER not in manager.roles or not manager.is_active:
        raise TransitionDenied(f"{manager}さんは承認者ではないため、代理を立てられません。")
    if not delegate.is_active:
        raise TransitionDenied(f"{delegate}さんは在職していないため、代理者にできません。")
    if Role.APPROVER in delegate.roles:
        raise TransitionDenied(f"{delegate}さんは承認者のため、代理の登録は不要です。")
    if Role.STAFF not in delegate.roles:
        raise TransitionDenied(f"{delegate}さんは担当ではないため、代理者にできません。")
    if delegation.ends_on < today:
        raise TransitionDenied("終了日は今日以後の日付を入力してください。")


def check_can_end_delegation(delegation, *, by, today: date) -> None:
    _check_may_manage(delegation, by=by)
    if delegation.ends_on < today:
        raise TransitionDenied("この代理承認はすでに終了しています。")


def _check_may_manage(delegation, *, by) -> None:
    """A delegate can't pass the power on: 承認者 in their own right, or 管理者."""
    if Role.ADMINISTRATOR in by.roles:
        return
    if Role.APPROVER not in by.roles or delegation.manager_id != by.pk:
        raise TransitionDenied("代理承認は、承認者本人または管理者が登録・終了します。")


@dataclass(frozen=True)
class Gap:
    """A value of the office that nobody has set, and what waits for it."""

    label: str
    consequence: str


LETTERS = "公文書（送付文書など）を発行できません。"
GAPS = {
    "address": LETTERS,
    "phone": LETTERS,
    "head_title": LETTERS,
    "head_name": LETTERS,
    "letter_symbol": "公文書に番号を付けられないため、発行できません。",
    "center_head": "センターあての文書の宛名が「御中」になります。",
}


def gaps_of(profile) -> list[Gap]:
    """What is missing in the office's profile (None: everything)."""
    if profile is None:
        return [Gap("コーナーの設定", "適用中の設定がないため、公文書を発行できません。")]
    return [
        Gap(str(profile._meta.get_field(name).verbose_name), consequence)
        for name, consequence in GAPS.items()
        if not getattr(profile, name).strip()
    ]
