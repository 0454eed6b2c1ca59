"""Questions about sessions and the people who go, in the office's words."""

import re
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.kana import FoldedText
from aomori_skills.office.querysets import SearchableQuerySet
from dispatch.choices import AssignmentState, InstructorRole, RequestState, SessionState
from dispatch.rules.workflows import APPROVED_STATES

NEAR_DAYS = 14
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})(?:/|月)([0-9]{1,2})日?")


class SessionQuerySet(SearchableQuerySet):
    def _holds(self, word: str) -> Q:
        """By the request (number, client, trade), the place, who goes, and the day."""
        from dispatch.models import Assignment, DispatchRequest  # models import this module

        places = self.model.objects.alias(folded=FoldedText("place")).filter(folded__contains=word)
        people = Assignment.objects.standing().filter(
            Q(meister__search_text__contains=word)
            | Q(skilled_worker__search_text__contains=word)
            | Q(assistant__search_text__contains=word)
        )
        return (
            Q(request__in=DispatchRequest.objects.search(word))
            | Q(pk__in=places.order_by().values("pk"))
            | Q(pk__in=people.order_by().values("session"))
            | _on(word)
        )

    def without_lead(self, today: date):
        """Planned and still to come, but nobody has agreed to lead yet."""
        from dispatch.models import Assignment  # models import this module

        leads = Assignment.objects.confirmed().filter(
            session=OuterRef("pk"), role=InstructorRole.LEAD
        )
        return self.standing().filter(
            ~Exists(leads), held_on__gte=today, request__state=RequestState.ADJUSTING
        )

    def soon_without_lead(self, today: date):
        """Of those, the ones within two weeks."""
        return self.without_lead(today).filter(held_on__lte=today + timedelta(NEAR_DAYS))

    def decided(self, today: date):
        """What the year counts: of decided plans; of a plan that is changed, what is past."""
        past = Q(has_version=True, held_on__lt=today)
        rows = self.standing().exclude(request__state=RequestState.CANCELLED).with_version()
        return rows.filter(Q(request__state__in=APPROVED_STATES) | past)

    def unattended(self, today: date):
        """To come within two weeks, and no member of the staff has been named to attend."""
        return self.standing().filter(
            attendant=None,
            held_on__range=(today, today + timedelta(NEAR_DAYS)),
            request__state__in=(
                RequestState.ADJUSTING,
                RequestState.AWAITING,
                RequestState.DECIDED,
                RequestState.UNDERWAY,
            ),
        )

    def in_region(self, region: str):
        """By the place; where it isn't known, by the client's."""
        return self.filter(
            Q(municipality__region=region)
            | Q(municipality=None, request__client__municipality__region=region)
        )

    def going(self, person_column: str, pk: int):
        """Those for which the person stands (``person_column`` of an assignment)."""
        from dispatch.models import Assignment  # models import this module

        rows = Assignment.objects.standing().filter(**{person_column: pk})
        return self.filter(pk__in=rows.order_by().values("session"))

    def in_fiscal_year(self, year: int):
        return self.filter(held_on__range=fiscal_year.days(year))

    def standing(self):
        """Not cancelled."""
        return self.exclude(state=SessionState.CANCELLED)

    def for_listing(self):
        return self.select_related(
            "request__client__municipality",
            "request__trade",
            "request__owner",
            "trade",
            "operation",
            "municipality",
            "attendant",
        )

    def with_version(self):
        """``has_version``: whether the plan of the request was ever decided."""
        from dispatch.models import PlanVersion  # models import this module

        versions = PlanVersion.objects.filter(request=OuterRef("request"))
        return self.annotate(has_version=Exists(versions))

    def with_further_names(self):
        """``further_names``, the further trades of the request."""
        from dispatch.models import RequestTrade  # models import this module

        further = RequestTrade.objects.filter(request=OuterRef("request")).order_by("pk")
        return self.annotate(further_names=ArraySubquery(further.values("trade__name")))

    def with_people(self):
        """With everything that a plan says of a session, in the order of the day."""
        from dispatch.models import Assignment  # models import this module

        people = Assignment.objects.for_listing().select_related(
            "meister__employer", "skilled_worker__employer", "assistant__employer"
        )
        return (
            self.select_related("trade", "operation", "municipality", "attendant")
            .prefetch_related(models.Prefetch("assignments", people))
            .order_by("held_on", "starts_at", "pk")
        )


class AssignmentQuerySet(models.QuerySet):
    def standing(self):
        return self.exclude(state=AssignmentState.RELEASED)

    def confirmed(self):
        return self.filter(state=AssignmentState.CONFIRMED)

    def for_listing(self):
        return self.select_related("meister", "skilled_worker", "assistant")


def _on(word: str) -> Q:
    """12/10 and 12月10日 of every year, R8.12.10 of one; of no day if the word is none."""
    if found := _DAY_OF_YEAR.fullmatch(word):
        return Q(held_on__month=int(found[1]), held_on__day=int(found[2]))
    try:
        return Q(held_on=wareki.parse_date(word))
    except wareki.WarekiError:
        return Q()
