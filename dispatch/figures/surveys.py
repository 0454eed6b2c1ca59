"""派遣希望調査 in numbers: addressees, sent, undeliverable, replies and their rate, by group."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from dispatch.choices import AddresseeGroup, AddresseeState
from dispatch.models import SurveyAddressee
from dispatch.querysets.surveys import has_left
from dispatch.rules.surveys import Rate


@dataclass(frozen=True)
class SurveyYear:
    """All waves of a fiscal year."""

    surveys: int
    whole: Rate
    by_group: dict[str, Rate]


def rates_of(addressees) -> dict[int, dict[str, Rate]]:
    """Wave → group → its numbers; waves without addressees are left out (one query)."""
    rows = (
        addressees.order_by()
        .values("survey", "group")
        .annotate(
            addressees=Count("pk"),
            sent=Count("pk", filter=has_left()),
            undeliverable=Count("pk", filter=Q(state=AddresseeState.UNDELIVERABLE)),
            declined=Count("pk", filter=Q(state=AddresseeState.DECLINED)),
            replies=Count("pk", filter=Q(state=AddresseeState.REPLIED)),
        )
    )
    found: dict[int, dict[str, Rate]] = {}
    for row in rows:
        key, group = row.pop("survey"), row.pop("group")
        found.setdefault(key, {})[group] = Rate(**row)
    return found


def whole(rates: Iterable[Rate]) -> Rate:
    return sum(rates, Rate())


def surveys_of(year: int) -> SurveyYear:
    """The numbers of the waves of a fiscal year (one query)."""
    found = rates_of(SurveyAddressee.objects.filter(survey__fiscal_year=year))
    groups = {
        group.value: whole(rates.get(group.value, Rate()) for rates in found.values())
        for group in AddresseeGroup
    }
    return SurveyYear(len(found), whole(groups.values()), groups)
