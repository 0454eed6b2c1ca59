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


def numbers(
    request, asked: Iterable[tuple[Listed, Mapping[str, Mapping]]], *, owner=None
) -> dict[str, Numbers]:
    """Name → numbers for each question (its conditions in its list), all by one query."""
    asked = [
        (listed, name, told) for listed, questions in asked for name, told in questions.items()
    ]
    found = _ask(_statement(request, asked, owner)) if asked else {}
    return {
        name: _numbers(listed, found, name, conditions, owner) for listed, name, conditions in asked
    }


Statement = tuple[tuple[str, ...], str, tuple]
"""Names of the counts, the SQL and its values."""

_statements: dict[tuple, Statement] = {}
MOST_STATEMENTS = 500


def _statement(request, asked, owner) -> Statement:
    """The one query; writing it takes longer than its answer, and depends on nothing else."""
    questions = tuple((listed.url_name, name, tuple(told.items())) for listed, name, told in asked)
    key = (request.user.pk, request.fiscal_year, timezone.localdate(), bool(owner), questions)
    if key not in _statements:
        if len(_statements) >= MOST_STATEMENTS:
            _statements.clear()
        _statements[key] = _write(request, asked, owner)
    return _statements[key]


def _write(request, asked, owner) -> Statement:
    """Each count is written by itself: nested in one query, each would be copied many times."""
    counts: dict[str, tuple[str, tuple]] = {}
    for listed, name, conditions in asked:
        rows = listed.matching(request, conditions)
        counts[f"{name}_all"] = _count(rows)
        if owner and listed.owner:
            counts[f"{name}_mine"] = _count(rows.filter(listed.of(owner)))
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


def _numbers(listed: Listed, found, name: str, asked: Mapping, owner) -> Numbers:
    everybody = Number(found[f"{name}_all"], listed.url(asked))
    if not owner or not listed.owner:
        return Numbers(everybody)
    return Numbers(
        everybody, Number(found[f"{name}_mine"], listed.url({**asked, listed.owner: owner.pk}))
    )
