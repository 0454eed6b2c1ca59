"""Japanese calendar eras, both ways: 2025-04-01 ↔ 令和7年4月1日."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta


class WarekiError(ValueError):
    """A text that is no date; its message is a Japanese sentence saying what to do."""


@dataclass(frozen=True)
class Era:
    """An era: its name, its letter (R of R7.4.1) and its first day."""

    name: str
    letter: str
    first_day: date

    @property
    def last_day(self) -> date | None:
        """The day before the next era, or None for the present one."""
        following = ERAS[ERAS.index(self) + 1 :]
        return following[0].first_day - timedelta(days=1) if following else None

    def year_of(self, day: date) -> int:
        return day.year - self.first_day.year + 1


ERAS = (
    Era("明治", "M", date(1868, 1, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)
WEEKDAYS = "月火水木金土日"
HOW_TO_WRITE = "日付は「令和7年4月1日」「R7.4.1」「2025-04-01」のような形で入力してください。"

_BY_MARK = {mark: era for era in ERAS for mark in (era.name, era.name[0], era.letter)}
_ERA = "|".join(sorted(_BY_MARK, key=len, reverse=True))
_SEPARATOR = r"\s*[-./・‐‑–—―−ー]\s*"
_DATE = re.compile(
    rf"(?P<era>{_ERA})?\s*(?P<year>元|[0-9]{{1,4}})(?:\s*年\s*|{_SEPARATOR})"
    rf"(?P<month>[0-9]{{1,2}})(?:\s*月\s*|{_SEPARATOR})"
    rf"(?P<day>[0-9]{{1,2}})\s*日?\s*(?:\((?P<weekday>[{WEEKDAYS}])曜?日?\))?"
)
_COMPACT = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"|(?P<era>[MTSHR])(?P<era_year>[0-9]{2})(?P<era_month>[0-9]{2})(?P<era_day>[0-9]{2})"
)


def era_of(day: date) -> Era | None:
    """The era of ``day``, or None before 明治."""
    return next((era for era in reversed(ERAS) if day >= era.first_day), None)


def format_year(day: date) -> str:
    """令和7年, 令和元年; 1867年 before 明治."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年"
    return f"{era.name}{_year_text(era.year_of(day))}年"


def format_date(day: date) -> str:
    """令和7年4月1日."""
    return f"{format_year(day)}{day.month}月{day.day}日"


def format_day(day: date) -> str:
    """令和7年4月1日（火）."""
    return f"{format_date(day)}（{WEEKDAYS[day.weekday()]}）"


def format_short(day: date) -> str:
    """R7.4.1; 1867.1.1 before 明治."""
    era = era_of(day)
    year = f"{era.letter}{era.year_of(day)}" if era else str(day.year)
    return f"{year}.{day.month}.{day.day}"


def parse_date(text: str) -> date:
    """Read a date written in 和暦 or in the Western calendar; WarekiError says what to write."""
    tidy = unicodedata.normalize("NFKC", text).strip().upper()
    if not tidy:
        raise WarekiError("日付を入力してください。")
    era, year, month, day, weekday = _parts(tidy)
    found = _day_of_era(era, year, month, day) if era else _day_of(year, month, day, f"{year}年")
    if weekday and WEEKDAYS[found.weekday()] != weekday:
        raise WarekiError(
            f"{format_date(found)}は{WEEKDAYS[found.weekday()]}曜日です。"
            "日付か曜日のどちらかを直してください。"
        )
    return found


def _parts(tidy: str):
    if compact := _COMPACT.fullmatch(tidy):
        prefix = "era_" if compact["era"] else ""
        numbers = (int(compact[prefix + part]) for part in ("year", "month", "day"))
        return _BY_MARK.get(compact["era"]), *numbers, None
    match = _DATE.fullmatch(tidy)
    if match is None or (match["era"] is None and len(match["year"]) != 4):
        raise WarekiError(HOW_TO_WRITE)
    year = 1 if match["year"] == "元" else int(match["year"])
    return (
        _BY_MARK.get(match["era"]),
        year,
        int(match["month"]),
        int(match["day"]),
        match["weekday"],
    )


def _day_of_era(era: Era, year: int, month: int, day: int) -> date:
    if year == 0:
        raise WarekiError(f"{era.name}の年は「元」か1以上の数字で入力してください。")
    western = era.first_day.year + year - 1
    found = _day_of(western, month, day, f"{era.name}{_year_text(year)}年")
    right = era_of(found)
    if right is era:
        return found
    if right is None:
        raise WarekiError("明治は元年1月25日からです。それより前の日付は西暦で入力してください。")
    if found < era.first_day:
        limit = f"{era.name}は{format_date(era.first_day)[2:]}からです。"
    else:
        limit = f"{era.name}は{format_date(era.last_day)[2:]}までです。"
    raise WarekiError(f"{limit}{format_date(found)}と入力してください。")


def _day_of(year: int, month: int, day: int, shown_year: str) -> date:
    if not date.min.year <= year <= date.max.year:
        raise WarekiError(f"{shown_year}という年は扱えません。年を確認して入力し直してください。")
    if not 1 <= month <= 12:
        raise WarekiError("月は1から12までの数字で入力してください。")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise WarekiError(f"{shown_year}{month}月の日は1から{days}までの数字で入力してください。")
    return date(year, month, day)


def _year_text(year: int) -> str:
    return "元" if year == 1 else str(year)
