"""Questions about plan area 1, in the office's words."""

import re
from datetime import date

from django.db import models
from django.db.models import Case, Count, Exists, Max, OuterRef, Prefetch, Q, Subquery, When

from aomori_skills.base.kana import digits
from aomori_skills.office.querysets import SearchableQuerySet
from meisters import rules
from meisters.choices import ApplicationState, CandidateState, MeisterState
from meisters.rules import workflows
from meisters.rules.holders import DEADLINES


class PersonQuerySet(SearchableQuerySet):
    """For tables with the person's columns."""

    def same_person(self, person):
        """Rows with the same kana and birth date, or the same telephone number."""
        condition = Q(pk__in=())
        if person.birth_date and person.family_kana:
            condition |= Q(
                birth_date=person.birth_date,
                family_kana=person.family_kana,
                given_kana=person.given_kana,
            )
        for number in {digits(person.phone), digits(person.mobile)} - {""}:
            condition |= Q(phone_digits__contains=number)
        return self.filter(condition)


class CandidateQuerySet(PersonQuerySet):
    def for_listing(self):
        return self.select_related("employer", "trade", "met_at", "owner")

    def open(self):
        return self.filter(state=CandidateState.OPEN)

    def to_contact(self, *, by: date):
        """Open candidates whose next contact is due by the day ``by``."""
        return self.open().filter(next_contact_on__lte=by)


_NUMBER = re.compile(r"([rh])([0-9]{1,2})-([0-9]{1,4})")
_ERA_BEGAN = {"r": 2018, "h": 1988}


class ApplicationQuerySet(PersonQuerySet):
    """``search`` knows an application by its number (R7-003) too."""

    def _holds(self, word: str) -> Q:
        condition = super()._holds(word)
        if found := _NUMBER.fullmatch(word):
            era, year, serial = found.groups()
            year = _ERA_BEGAN[era] + int(year)
            condition |= Q(fiscal_year=year, serial=int(serial))
        return condition

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def running(self):
        return self.exclude(state__in=rules.ENDED_STATES)

    def awaiting_approval(self):
        return self.filter(state=ApplicationState.AWAITING)

    def ready_to_submit(self):
        """Approved and in no bundle."""
        return self.filter(state=ApplicationState.APPROVED)

    def sent_back(self):
        """Returned by the manager and not handed in again."""
        return self.filter(state=ApplicationState.DRAFT).filter(
            Exists(_last_steps().filter(transition=rules.SEND_BACK.name))
        )

    def with_deadline(self):
        """With ``due_on``, the same day as the model's ``deadline``."""
        days = (When(state=state, then=f"round__{name}") for state, name in DEADLINES.items())
        return self.annotate(due_on=Case(*days))

    def due(self, *, by: date, since: date = date.min):
        """Not yet sent, with the deadline on a day from ``since`` to ``by``."""
        return self.with_deadline().filter(due_on__range=(since, by))

    def for_listing(self):
        return (
            self.with_deadline()
            .select_related("employer", "round", "owner")
            .prefetch_related(Prefetch("qualifications", queryset=_qualifications()))
        )

    def whole(self):
        """With everything that the checklist, the form and the approval page read."""
        return (
            self.select_related(
                "candidate",
                "employer",
                "round",
                "author",
                "owner",
                "municipality",
                "approved_by",
                "approved_for",
            )
            .prefetch_related(
                Prefetch("qualifications", queryset=_qualifications()),
                "practice_periods",
                "instruction_records",
                "consents",
                Prefetch("documents", queryset=_documents()),
                Prefetch("overrides", queryset=_overrides()),
            )
            .annotate(requester_id=_requester())
        )


def _qualifications():
    from meisters.models import Qualification  # models import this module

    return Qualification.objects.select_related("trade", "operation", "evidence")


def _last_steps():
    """The latest step of the application in the outer query."""
    from meisters.models import ApplicationStep  # models import this module

    steps = ApplicationStep.objects.filter(subject=OuterRef("subject")).order_by("-at", "-pk")
    return ApplicationStep.objects.filter(
        subject=OuterRef("pk"), pk=Subquery(steps.values("pk")[:1])
    )


def _requester():
    """Who last asked for the approval of the application in the outer query."""
    from meisters.models import ApplicationStep  # models import this module

    steps = ApplicationStep.objects.filter(
        subject=OuterRef("pk"), transition=workflows.REQUEST_APPROVAL.name
    )
    return Subquery(steps.order_by("-at", "-pk").values("by")[:1])


def _documents():
    from meisters.models import ApplicationDocument  # models import this module

    return ApplicationDocument.objects.select_related("attachment__uploaded_by")


def _overrides():
    from meisters.models import RuleOverride  # models import this module

    return RuleOverride.objects.select_related("by")


class RoundQuerySet(SearchableQuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def upcoming(self, *, since: date):
        return self.filter(center_deadline__gte=since).order_by("center_deadline")

    def next_number(self, year: int) -> int:
        """The number after the last round of ``year``."""
        return (self.in_fiscal_year(year).aggregate(last=Max("number"))["last"] or 0) + 1

    def for_listing(self):
        """With the number of applications, and of those that could be sent now."""
        return self.annotate(
            size=Count("applications"),
            ready=Count("applications", filter=Q(applications__state=ApplicationState.APPROVED)),
        )


AWAITED = (ApplicationState.SUBMITTED, ApplicationState.INQUIRY)
"""The center has the last word still to say."""


class BatchQuerySet(SearchableQuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def for_listing(self):
        awaited = Q(items__cancelled=False, items__application__state__in=AWAITED)
        return self.select_related("round", "letter", "submitted_by").annotate(
            size=Count("items", distinct=True),
            pending=Count("items", filter=awaited, distinct=True),
        )


class ItemQuerySet(models.QuerySet):
    def for_listing(self):
        """Rows of a bundle in their order, with what its page and its print show."""
        return (
            self.select_related("application__employer", "application__meister")
            .prefetch_related(Prefetch("application__qualifications", queryset=_qualifications()))
            .order_by("order")
        )


class MeisterQuerySet(PersonQuerySet):
    def active(self):
        return self.filter(state=MeisterState.ACTIVE)

    def in_trade(self, trade):
        return self.filter(trades__trade=trade).distinct()

    def in_region(self, region: str):
        """Who works in the region, as far as they have said."""
        return self.filter(regions__contains=[region])

    def for_listing(self):
        return self.select_related("employer").prefetch_related(
            "trades__trade", "trades__operation"
        )

    def for_page(self):
        return self.select_related("municipality", "employer__municipality", "application")

    def for_register(self):
        """With everything that the register's workbook holds."""
        return self.select_related("municipality", "employer__municipality").prefetch_related(
            "trades__trade", "trades__operation", "weekdays", "consents", "titles"
        )

    def _holds(self, word: str) -> Q:
        return super()._holds(word) | Q(number__icontains=word)
