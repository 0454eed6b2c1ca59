"""Days on which a session is held again."""

import re
import unicodedata
from collections.abc import Container, Mapping
from datetime import date, timedelta

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.office.rules import closed_reason

MOST = 100
WEEK = timedelta(days=7)
WEEKEND = (5, 6)
_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})[月/]([0-9]{1,2})日?(?:\([月火水木金土日]\))?")


def day_of(text: str, year: int) -> date:
    """9月17日 and 9/17 lie in the fiscal ``year``; all else says its year."""
    short = _MONTH_AND_DAY.fullmatch(unicodedata.normalize("NFKC", text))
    if short is None:
        return wareki.parse_date(text)
    month, day = map(int, short.groups())
    first = fiscal_year.first_day(year)
    return wareki.parse_date(f"{year if month >= first.month else year + 1}年{month}月{day}日")


def weekly(
    first: date, count: int, *, last: date, closed: Mapping[date, str], taken: Container[date]
) -> list[date]:
    """The next ``count`` days on the weekday of ``first``, none after ``last``.

    Holidays, closed days (``closed``) and those ``taken`` are passed over; a weekend is not, where
    ``first`` lies on one itself.
    """
    found = []
    day = first + WEEK
    while day <= last and len(found) < count:
        if day not in taken and not _is_closed(day, closed):
            found.append(day)
        day += WEEK
    return found


def _is_closed(day: date, closed: Mapping[date, str]) -> bool:
    reason = closed_reason(day, closed)
    only_weekend = day.weekday() in WEEKEND and reason in ("土曜日", "日曜日")
    return bool(reason) and not only_weekend
