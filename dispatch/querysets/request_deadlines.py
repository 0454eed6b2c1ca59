"""申込みの期限 of requests, asked of the database by the rules of their year."""

from django.db.models import (
    Case,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Floor, Least

from aomori_skills.office.models import YearRule
from dispatch.rules import deadlines
from dispatch.rules.year_rows import AREAS, EVERYBODY, OF_CLIENT, WORDS


def with_deadline(rows: QuerySet) -> QuerySet:
    """With ``first_day`` (of the wished ones) and ``deadline_on`` by the year's rules."""
    from dispatch.models import WishedDate  # models import this module

    wished = WishedDate.objects.filter(request=OuterRef("pk")).order_by().values("request")
    areas = (When(kind=kind, then=Value(area)) for kind, area in AREAS.items())
    whom = (
        *(
            When(kind=kind, client__kind=client, then=Value(_concerning(words)))
            for (kind, client), words in OF_CLIENT.items()
        ),
        *(When(kind=kind, then=Value(_concerning(words))) for kind, words in WORDS.items()),
    )
    rows = rows.alias(
        deadline_area=Case(*areas, output_field=TextField()),
        deadline_whom=Case(*whom, output_field=TextField()),
    )
    return rows.annotate(
        first_day=Subquery(wished.values(first=Min("day"))), deadline_days=_days_before()
    ).annotate(
        deadline_on=ExpressionWrapper(F("first_day") - F("deadline_days"), output_field=DateField())
    )


def _concerning(words: tuple[str, ...]) -> str:
    """A regular expression for the 対象 of rules that hold for these, or for everybody."""
    return f"(^|・)({'|'.join((EVERYBODY, *words))})(・|$)"


def _days_before() -> Subquery:
    """How many days before the first wished one the request had to come in, if a rule says so."""
    concerning = YearRule.objects.judging(OuterRef("deadline_area"), "fiscal_year").filter(
        rule=deadlines.RULE, value__isnull=False, applies_to__regex=OuterRef("deadline_whom")
    )
    days = Cast(Floor(Least(F("value"), deadlines.MOST_DAYS)), IntegerField())
    return Subquery(concerning.order_by("-value").annotate(days=days).values("days")[:1])
