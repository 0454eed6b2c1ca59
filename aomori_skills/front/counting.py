"""Numbers that are links: each counts exactly the rows that its list then shows.

A number is asked of the list's own filter set, so that the number and the list can't disagree;
all numbers of one table come from one query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse


@dataclass(frozen=True)
class Listed:
    """A list of rows: its address, its filter set and what its view shows unfiltered."""

    url_name: str
    filterset: type
    rows: QuerySet

    def matching(self, request, conditions: Mapping[str, object]) -> QuerySet:
        """The rows that the list shows under ``conditions``."""
        data = QueryDict(urlencode(conditions))
        return self.filterset(data, queryset=self.rows, request=request).qs

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
    request, listed: Listed, questions: Mapping[str, Mapping], *, owner=None
) -> dict[str, Numbers]:
    """Name → numbers for each question (its conditions in ``listed``), by one query."""
    counts = {}
    for name, asked in questions.items():
        answers = Q(pk__in=listed.matching(request, asked).order_by().values("pk"))
        counts[name] = Count("pk", filter=answers)
        if owner:
            counts[f"{name}_mine"] = Count("pk", filter=answers & Q(owner=owner))
    found = listed.rows.model._default_manager.aggregate(**counts)
    return {name: _numbers(listed, found, name, questions[name], owner) for name in questions}


def _numbers(listed: Listed, found, name: str, asked: Mapping, owner) -> Numbers:
    everybody = Number(found[name], listed.url(asked))
    if not owner:
        return Numbers(everybody)
    return Numbers(
        everybody, Number(found[f"{name}_mine"], listed.url({**asked, "owner": owner.pk}))
    )
