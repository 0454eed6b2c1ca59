"""Questions about the days to come: which of them still miss something.

The same answers as ``rules.readiness`` gives for one session, asked of the database.
"""

from datetime import date

from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Floor, Least

from aomori_skills.office.models import YearRule
from dispatch.choices import INSTRUCTORS, AskState, DayItem, InstructorRole
from dispatch.models import Ask, Assignment, DayCheck, Session, Trainee
from dispatch.rules import day_checks
from dispatch.rules.readiness import ITEMS, SETTLED, Derived
from meisters.choices import Answer


def preparing() -> QuerySet:
    """Sessions that stand, of requests under way."""
    return with_settle_by(
        Session.objects.standing().filter(request__state__in=day_checks.PREPARING)
    )


def with_settle_by(rows: QuerySet) -> QuerySet:
    """``settle_by``, the day by which all is settled; None while the office has set none."""
    days = ExpressionWrapper(F("held_on") - _days_before(), output_field=DateField())
    return rows.annotate(settle_by=days)


def upcoming(rows: QuerySet, today: date) -> QuerySet:
    """From ``today`` on."""
    return rows.filter(held_on__gte=today)


def pressing(rows: QuerySet, today: date) -> QuerySet:
    """Of ``preparing``, those due by the rule of their year; without a rule all of them."""
    return rows.filter(Q(settle_by__isnull=True) | Q(settle_by__lte=today))


def of_staff(user) -> Q:
    """Whoever is in charge of the request, or goes along, has to see to a day."""
    return Q(request__owner=user) | Q(attendant=user)


def unready(rows: QuerySet) -> QuerySet:
    """Something is missing."""
    anything = Q()
    for item in ITEMS:
        anything |= _is_open(item)
    return rows.filter(anything)


def lacking(rows: QuerySet, item: str) -> QuerySet:
    """This item is missing."""
    return rows.filter(_is_open(next(one for one in ITEMS if one.value == item)))


def with_open_items(rows: QuerySet) -> QuerySet:
    """``open_venue``, ``open_lead``, … of each session as 0 or 1."""
    flags = {
        flag(item): Case(When(_is_open(item), then=1), default=0, output_field=IntegerField())
        for item in ITEMS
    }
    return rows.annotate(**flags)


def with_open_count(rows: QuerySet) -> QuerySet:
    """``with_open_items``, and ``open_count`` to sort by."""
    return with_open_items(rows).annotate(open_count=sum((F(flag(one)) for one in ITEMS), Value(0)))


def flag(item) -> str:
    return f"open_{item.value}"


def _is_open(item) -> Q:
    if isinstance(item, Derived):
        return _DERIVED[item]()
    checks = DayCheck.objects.filter(request=OuterRef("request"), item=item, state__in=SETTLED)
    unsettled = ~Q(Exists(checks))
    return unsettled & _DERIVED[item]() if item in _DERIVED else unsettled


def _insurance() -> Q:
    return ~Q(request__insured=Answer.YES)


def _photo() -> Q:
    listed = Trainee.objects.filter(request=OuterRef("request"))
    unknown = listed.filter(photo_consent=Answer.UNKNOWN)
    nobody = Q(request__photo_consent=Answer.UNKNOWN) & ~Q(Exists(listed))
    return nobody | ~Q(request__photo_consent=Answer.NO) & Q(Exists(unknown))


def _contact() -> Q:
    return (
        Q(request__contact__isnull=True)
        | Q(request__contact__ends_on__lt=F("held_on"))
        | Q(request__contact__phone="", request__client__phone="")
    )


def _lead() -> Q:
    leads = Assignment.objects.confirmed().filter(session=OuterRef("pk"), role=InstructorRole.LEAD)
    return ~Q(Exists(leads))


def _consent() -> Q:
    people = Assignment.objects.standing().filter(session=OuterRef("pk"))
    same_person = (
        Q(meister=OuterRef("meister"))
        | Q(skilled_worker=OuterRef("skilled_worker"))
        | Q(assistant=OuterRef("assistant"))
    )
    accepted = Ask.objects.filter(
        same_person, request=OuterRef("session__request"), state=AskState.ACCEPTED
    )
    lettered, arrived = accepted.filter(message__isnull=False), accepted.exclude(consent_on=None)
    instructing = Q(role__in=INSTRUCTORS)
    bound = people.filter(instructing | Q(Exists(lettered)))
    return ~Q(Exists(people.filter(instructing))) | Q(Exists(bound.exclude(Exists(arrived))))


def _attendant() -> Q:
    return Q(attendant__isnull=True)


_DERIVED = {
    DayItem.INSURANCE: _insurance,
    DayItem.PHOTO: _photo,
    DayItem.CONTACT: _contact,
    Derived.LEAD: _lead,
    Derived.CONSENT: _consent,
    Derived.ATTENDANT: _attendant,
}


def _days_before() -> Subquery:
    """By the version of the rules that judges the request's year."""
    rows = YearRule.objects.judging(day_checks.AREA, "request__fiscal_year")
    rule = rows.filter(
        applies_to=day_checks.APPLIES_TO,
        rule=day_checks.RULE,
        value__isnull=False,
    )
    days = Cast(Floor(Least(F("value"), day_checks.MOST_DAYS)), IntegerField())
    return Subquery(rule.order_by("order", "pk").annotate(days=days).values("days")[:1])
