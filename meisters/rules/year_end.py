"""年度の締め: when a year's figures may be kept, and when they may be counted anew."""

from datetime import date

from aomori_skills.base import fiscal_year
from aomori_skills.base.workflow import TransitionDenied

PERMISSION = "meisters.close_years"
FIRST_YEAR = 2013
"""The first year of the meister scheme; an earlier date is a slip of the pen."""


def has_ended(year: int, today: date) -> bool:
    return fiscal_year.last_day(year) < today


def check_can_close(year: int, *, is_closed: bool, today: date, by) -> None:
    _check_permission(by)
    label = fiscal_year.label(year)
    if not has_ended(year, today):
        raise TransitionDenied(f"{label}はまだ終わっていないため、締められません。")
    if is_closed:
        raise TransitionDenied(f"{label}はすでに締めてあります。")


def check_can_close_by_merging(years: list[int], *, today: date, by) -> None:
    """Late entries of the year just ended may be missing; who closes years knows whether."""
    latest = fiscal_year.of(today) - 1
    if latest in years and not by.has_perm(PERMISSION):
        label = fiscal_year.label(latest)
        raise TransitionDenied(
            f"統合すると{label}の実績を締めることになります。{label}の入力が済んだことを確かめ、"
            f"承認者に「1章の実績」の画面で{label}を締めるよう依頼してから統合してください。"
        )


def check_can_reopen(year: int, *, is_closed: bool, reason: str, by) -> None:
    _check_permission(by)
    if not is_closed:
        raise TransitionDenied(f"{fiscal_year.label(year)}は締めていません。")
    if not reason.strip():
        raise TransitionDenied("締めを取り消す理由を入力してください。")


def _check_permission(by) -> None:
    if not by.has_perm(PERMISSION):
        raise TransitionDenied("年度を締める権限がありません。承認者に依頼してください。")
