"""相談・援助 in numbers: talks and the people in them, two counts that are never mixed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dispatch.choices import ConsultationWay, Theme
from dispatch.models import Consultation
from meisters.figures.days import place_of
from meisters.figures.register import ELSEWHERE

NO_TRADE = "職種なし"


@dataclass(frozen=True)
class ConsultationYear:
    """``talks`` is 件数, ``people`` the 人数 of the same talks."""

    talks: int
    people: int
    talks_by_theme: dict[str, int]
    people_by_theme: dict[str, int]
    talks_by_way: dict[str, int]
    talks_by_trade: dict[str, int]
    talks_by_region: dict[str, int]


@dataclass(frozen=True)
class ConsultationMonths:
    """Twelve numbers each, April first; they add up to the year's."""

    talks: tuple[int, ...]
    people: tuple[int, ...]
    talks_by_theme: dict[str, tuple[int, ...]]
    people_by_theme: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class _Talk:
    day: date
    people: int
    theme: str
    way: str
    trade: str | None
    region: str | None


def consultations_of(year: int) -> tuple[ConsultationYear, ConsultationMonths]:
    """The talks of a fiscal year (one query)."""
    columns = (
        "consulted_on",
        "people",
        "theme",
        "way",
        "trade__name",
        "organization__municipality__region",
    )
    rows = Consultation.objects.in_fiscal_year(year).order_by("pk").values_list(*columns)
    talks = [_Talk(*values) for values in rows]
    return _year(talks), _months(talks)


def _one(talk: _Talk) -> int:
    return 1


def _people(talk: _Talk) -> int:
    return talk.people


def _year(talks: list[_Talk]) -> ConsultationYear:
    ways = Counter(talk.way for talk in talks)
    return ConsultationYear(
        talks=len(talks),
        people=sum(talk.people for talk in talks),
        talks_by_theme={one: sum(months) for one, months in _by_theme(talks, _one).items()},
        people_by_theme={one: sum(months) for one, months in _by_theme(talks, _people).items()},
        talks_by_way={way.value: ways[way.value] for way in ConsultationWay},
        talks_by_trade=dict(Counter(talk.trade or NO_TRADE for talk in talks)),
        talks_by_region=dict(Counter(talk.region or ELSEWHERE for talk in talks)),
    )


def _months(talks: list[_Talk]) -> ConsultationMonths:
    return ConsultationMonths(
        talks=_by_month(talks, _one),
        people=_by_month(talks, _people),
        talks_by_theme=_by_theme(talks, _one),
        people_by_theme=_by_theme(talks, _people),
    )


def _by_theme(talks: list[_Talk], size: Callable[[_Talk], int]) -> dict[str, tuple[int, ...]]:
    return {
        theme.value: _by_month((talk for talk in talks if talk.theme == theme), size)
        for theme in Theme
    }


def _by_month(talks: Iterable[_Talk], size: Callable[[_Talk], int]) -> tuple[int, ...]:
    months = [0] * 12
    for talk in talks:
        months[place_of(talk.day)] += size(talk)
    return tuple(months)
