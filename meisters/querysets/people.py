"""Questions about candidates and meisters, in the office's words."""

from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from aomori_skills.base.kana import digits
from aomori_skills.office.querysets import SearchableQuerySet
from meisters.choices import (
    ELSEWHERE,
    BriefingTopic,
    CandidateState,
    CourseKind,
    Licence,
    MeisterState,
)
from meisters.querysets import briefings
from meisters.querysets.publication import PublicationQuerySet


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


class MeisterQuerySet(PublicationQuerySet, PersonQuerySet):
    def active(self):
        return self.filter(state=MeisterState.ACTIVE)

    def in_trade(self, trade):
        return self.filter(trades__trade=trade).distinct()

    def in_region(self, region: str):
        """Who works in the region, as far as they have said."""
        return self.filter(regions__contains=[region])

    def with_place(self):
        """``located``: the 圏域 of the workplace, else of the home; None if neither is known."""
        place = Coalesce("employer__municipality__region", "municipality__region")
        return self.annotate(located=place)

    def located_in(self, region: str):
        """Whose workplace, else home, lies there (``figures.region_of``); or ``ELSEWHERE``."""
        rows = self.with_place()
        if region == ELSEWHERE:
            return rows.filter(located__isnull=True)
        return rows.filter(located=region)

    def idle(self, since: date):
        """Active, and not dispatched after the day ``since`` as far as the register knows."""
        return self.active().filter(
            Q(last_dispatched_on__isnull=True) | Q(last_dispatched_on__lte=since)
        )

    def for_listing(self):
        return self.select_related("employer").prefetch_related(
            "trades__trade", "trades__operation"
        )

    def without_course(self):
        """Active, 指導技法等講習 not completed, and required or not known to be optional."""
        open_ones = self.active().filter(course_completed_on__isnull=True)
        return open_ones.exclude(licence=Licence.HELD)

    def obligations(self) -> dict[str, int]:
        """How many have no licence, and of how many nobody knows."""
        return self.aggregate(
            required=Count("pk", filter=Q(licence=Licence.NOT_HELD)),
            unknown=Count("pk", filter=Q(licence=Licence.UNKNOWN)),
        )

    def not_at(self, course):
        """Active and not yet among the participants of ``course``."""
        return self.active().exclude(participations__course=course)

    def to_add(self, course, *, since: date):
        """Who must attend and is neither on ``course`` nor on another planned one."""
        from meisters.models import Participation  # models import this module

        elsewhere = Participation.objects.elsewhere(course, since=since).values("meister")
        must = self.not_at(course).without_course().filter(licence=Licence.NOT_HELD)
        return must.exclude(pk__in=elsewhere)

    def with_invitations(self):
        """How often invited to 指導技法等講習, and the last invitation's course and answer."""
        invited = _invitations()
        last = invited.order_by("-course__starts_on", "-pk")
        times = invited.order_by().values("meister").annotate(times=Count("pk")).values("times")
        return self.annotate(
            invited_times=Coalesce(Subquery(times), 0),
            invited_to=Subquery(last.values("course__starts_on")[:1]),
            last_reply=Subquery(last.values("reply")[:1]),
            last_attendance=Subquery(last.values("attendance")[:1]),
        )

    def for_page(self):
        return self.select_related("municipality", "employer__municipality", "application")

    def with_told(self):
        """With what they have been told (see ``querysets.briefings``)."""
        return briefings.with_told(self)

    def not_asked_in(self, round_):
        """Active ones whom the yearly confirmation has not been sent to."""
        return self.active().exclude(confirmations__round=round_)

    def untold(self):
        """Active ones who have still to be told something."""
        rows, lacking = self.active().with_told(), Q()
        for topic in BriefingTopic.values:
            lacking |= briefings.lacking(topic)
        return rows.filter(lacking)

    def for_register(self):
        """With everything that the register's workbook holds."""
        return self.select_related("municipality", "employer__municipality").prefetch_related(
            "trades__trade", "trades__operation", "weekdays", "consents", "titles"
        )

    def _holds(self, word: str) -> Q:
        return super()._holds(word) | Q(number__icontains=word)


def _invitations():
    """Invitations to 指導技法等講習 of the meister in the outer query."""
    from meisters.models import Participation  # models import this module

    ours = Participation.objects.filter(meister=OuterRef("pk"), course__kind=CourseKind.TEACHING)
    return ours.invited()
