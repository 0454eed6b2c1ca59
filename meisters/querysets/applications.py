"""Questions about applications, in the office's words."""

import re
from datetime import date, datetime

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)

from meisters import rules
from meisters.choices import ApplicationState
from meisters.querysets.people import PersonQuerySet
from meisters.rules import workflows
from meisters.rules.holders import DEADLINES

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

    def ready_to_submit(self):
        """Approved and in no bundle."""
        return self.filter(state=ApplicationState.APPROVED)

    def sent_back(self):
        """Returned by the manager and not handed in again."""
        return self.filter(_sent_back())

    def answered(self, result: str, *, since: datetime | None, until: datetime | None):
        """With this answer of the center, dated from ``since`` to ``until`` (their days)."""
        from meisters.models import BatchItem  # models import this module

        items = BatchItem.objects.filter(application=OuterRef("pk"), cancelled=False, result=result)
        if since:
            items = items.filter(result_on__gte=since.date())
        if until:
            items = items.filter(result_on__lte=until.date())
        return self.filter(Exists(items))

    def with_deadline(self):
        """With ``due_on``, by when the holder has to act; None when nobody set a day."""
        days = (When(state=state, then=f"round__{name}") for state, name in DEADLINES.items())
        reply = When(state=ApplicationState.INQUIRY, then=_reply_due_on())
        return self.annotate(due_on=Case(*days, reply))

    def due(self, *, by: date, since: date = date.min):
        """The office has to act, with the deadline on a day from ``since`` to ``by``."""
        return self.with_deadline().filter(due_on__range=(since, by))

    def with_marks(self):
        """With what ``rules.marks`` asks for."""
        returned = ExpressionWrapper(_sent_back(), output_field=BooleanField())
        return self.with_deadline().annotate(is_sent_back=returned)

    def for_listing(self):
        return (
            self.with_marks()
            .select_related("employer", "round", "owner")
            .prefetch_related(Prefetch("qualifications", queryset=qualifications()))
        )

    def whole(self):
        """With everything that the checklist, the form and the approval page read."""
        return (
            self.with_marks()
            .select_related(
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
                Prefetch("qualifications", queryset=qualifications()),
                "practice_periods",
                "instruction_records",
                "consents",
                Prefetch("documents", queryset=_documents()),
                Prefetch("overrides", queryset=_overrides()),
            )
            .annotate(requester_id=_requester())
        )


def qualifications():
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


def _sent_back() -> Q:
    last = _last_steps().filter(transition=rules.SEND_BACK.name)
    return Q(Exists(last), state=ApplicationState.DRAFT)


def _reply_due_on():
    """By when the center wants its inquiry about the outer query's application answered."""
    from meisters.models import BatchItem  # models import this module

    items = BatchItem.objects.filter(application=OuterRef("pk"), cancelled=False)
    return Subquery(items.values("reply_due_on")[:1])


def _documents():
    from meisters.models import ApplicationDocument  # models import this module

    return ApplicationDocument.objects.select_related("attachment__uploaded_by")


def _overrides():
    from meisters.models import RuleOverride  # models import this module

    return RuleOverride.objects.select_related("by")
