"""申込み期限: calendar days counted back from the first wished day."""

from datetime import date, timedelta
from decimal import Decimal

RULE = "申込み期限"
MOST_DAYS = 3_650
"""No rule counts back further than ten years."""


def deadline(first_day: date, days_before: Decimal | int) -> date:
    """The last day on which a request for ``first_day`` comes in time."""
    return first_day - timedelta(days=int(min(days_before, MOST_DAYS)))


def days_late(day: date, by: date) -> int:
    """How many days ``day`` lies after the deadline; 0 or less is in time."""
    return (day - by).days


def remaining(by: date, today: date) -> str:
    """あと12日, 今日まで, 5日超過."""
    left = (by - today).days
    if left > 0:
        return f"あと{left}日"
    return "今日まで" if left == 0 else f"{-left}日超過"
