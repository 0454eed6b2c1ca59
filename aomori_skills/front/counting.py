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


def numbers(
    request, listed: Listed, questions: Mapping[str, Mapping], *, owner=None
) -> dict[str, Number]:
    """Name → number for each question (its conditions in ``listed``), by one query.

    ``owner`` narrows all of them to what one person is in charge of.
    """
    whose, theirs = (Q(owner=owner), {"owner": owner.pk}) if owner else (Q(), {})
    counts = {
        name: Count("pk", filter=Q(pk__in=listed.matching(request, asked).order_by().values("pk")))
        for name, asked in questions.items()
    }
    found = listed.rows.model._default_manager.filter(whose).aggregate(**counts)
    return {
        name: Number(found[name], listed.url({**asked, **theirs}))
        for name, asked in questions.items()
    }
