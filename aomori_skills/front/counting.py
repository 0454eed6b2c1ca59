"""Numbers that are links: each counts exactly the rows that its list then shows.

A number is asked of the list's own filter set, so that the number and the list can't disagree;
all numbers of a page come from one query.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from aomori_skills.office.models import User


@dataclass(frozen=True)
class Listed:
    """A list of rows: its address, its filter set and what its view shows unfiltered.

    ``owner`` is the field, and the filter, that says whose work a row is; empty for no owner.
    ``whose`` asks it of more than that field.
    ``permission`` is that of its page.
    """

    url_name: str
    filterset: type
    rows: QuerySet
    owner: str = "owner"
    permission: str = "office.view_home"
    whose: Callable[[User], Q] | None = None

    def of(self, owner) -> Q:
        return self.whose(owner) if self.whose else Q(**{self.owner: owner})

    def matching(self, request, conditions: Mapping[str, object]) -> QuerySet:
        """The rows that the list shows under ``conditions``."""
        data = QueryDict(urlencode(conditions))
        return self.filterset.matching(data, queryset=self.rows, request=request)

    def url(self, conditions: Mapping[str, object]) -> str:
        query = urlencode(conditions)
        return f"{reverse(self.url_name)}?{query}" if query else reverse(self.url_name)


@dataclass(frozen=True)
class Number:
    """A count and the list of exactly these rows."""

    count: int
    url: str


@dataclass(frozen=True)
class Numbers:
    """What answers a question, and how much of it one person is in charge of (if asked)."""

    everybody: Number
    mine: Number | None = None


@dataclass(frozen=True)
class Asked:
    """Questions about a list, by name; with an ``owner``, how much of each is theirs as well."""

    listed: Listed
    questions: Mapping[str, Mapping[str, object]]
    owner: User | None = None

    @property
    def divides(self) -> bool:
        return bool(self.owner and self.listed.owner)


def numbers(request, asked: Iterable[Asked]) -> dict[str, Numbers]:
    """Name → numbers for each question (its conditions in its list), all by one query."""
    asked = [one for one in asked if one.questions]
    found = _ask(_statement(request, asked)) if asked else {}
    return {name: _numbers(one, found, name) for one in asked for name in one.questions}


Statement = tuple[tuple[str, ...], str, tuple]
"""Names of the counts, the SQL and its values."""

_statements: dict[tuple, Statement] = {}
MOST_STATEMENTS = 500


def _statement(request, asked: list[Asked]) -> Statement:
    """The one query; writing it takes longer than its answer, and depends on nothing else."""
    questions = tuple(
        (one.listed.url_name, one.divides, name, tuple(told.items()))
        for one in asked
        for name, told in one.questions.items()
    )
    key = (request.user.pk, request.fiscal_year, timezone.localdate(), questions)
    if key not in _statements:
        if len(_statements) >= MOST_STATEMENTS:
            _statements.clear()
        _statements[key] = _write(request, asked)
    return _statements[key]


def _write(request, asked: list[Asked]) -> Statement:
    """Each count is written by itself: nested in one query, each would be copied many times."""
    counts: dict[str, tuple[str, tuple]] = {}
    for one in asked:
        for name, conditions in one.questions.items():
            rows = one.listed.matching(request, conditions)
            counts[f"{name}_all"] = _count(rows)
            if one.divides:
                counts[f"{name}_mine"] = _count(rows.filter(one.listed.of(one.owner)))
    values = tuple(value for _, given in counts.values() for value in given)
    return tuple(counts), f"SELECT {', '.join(sql for sql, _ in counts.values())}", values


def _ask(statement: Statement) -> dict[str, int]:
    names, sql, values = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(zip(names, cursor.fetchone(), strict=True))


def _count(rows: QuerySet) -> tuple[str, tuple]:
    """SQL, with its values, of how many different rows there are."""
    try:
        sql, values = rows.order_by().values("pk").distinct().query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT COUNT(*) FROM ({sql}) AS found)", values


def _numbers(one: Asked, found, name: str) -> Numbers:
    listed, conditions = one.listed, one.questions[name]
    everybody = Number(found[f"{name}_all"], listed.url(conditions))
    if not one.divides:
        return Numbers(everybody)
    own = {**conditions, listed.owner: one.owner.pk}
    return Numbers(everybody, Number(found[f"{name}_mine"], listed.url(own)))
