"""Questions about plan area 1, in the office's words."""

from datetime import date

from django.db.models import Count, Prefetch, Q

from aomori_skills.base.kana import digits
from aomori_skills.office.querysets import SearchableQuerySet
from meisters import rules
from meisters.choices import ApplicationState, CandidateState, MeisterState


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


class ApplicationQuerySet(PersonQuerySet):
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
        return self.filter(
            state=ApplicationState.DRAFT, steps__transition=rules.SEND_BACK.name
        ).distinct()

    def due(self, *, by: date):
        """Not yet sent, with the corner's deadline by the day ``by``."""
        return self.filter(state__in=rules.IN_OFFICE_STATES, round__corner_deadline__lte=by)

    def for_listing(self):
        return self.select_related("employer", "round", "owner").prefetch_related(
            Prefetch("qualifications", queryset=_qualifications())
        )

    def whole(self):
        """With everything that the checklist, the form and the approval page read."""
        return self.select_related(
            "candidate", "employer", "round", "author", "owner", "municipality", "approved_by"
        ).prefetch_related(
            Prefetch("qualifications", queryset=_qualifications()),
            "practice_periods",
            "instruction_records",
            "consents",
            "documents__attachment",
            "overrides__by",
        )


def _qualifications():
    from meisters.models import Qualification  # models import this module

    return Qualification.objects.select_related("trade", "operation", "evidence")


class RoundQuerySet(SearchableQuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def upcoming(self, *, since: date):
        return self.filter(center_deadline__gte=since).order_by("center_deadline")


class BatchQuerySet(SearchableQuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def for_listing(self):
        return self.select_related("round", "letter", "submitted_by").annotate(
            size=Count("items", filter=Q(items__cancelled=False), distinct=True),
            pending=Count("items", filter=Q(items__result="pending"), distinct=True),
        )


class MeisterQuerySet(PersonQuerySet):
    def active(self):
        return self.filter(state=MeisterState.ACTIVE)

    def for_listing(self):
        return self.select_related("employer", "municipality").prefetch_related("trades__trade")
