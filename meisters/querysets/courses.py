"""Questions about courses and who attends them, in the office's words."""

from datetime import date

from django.db import models
from django.db.models import Count, Q

from aomori_skills.base import fiscal_year
from aomori_skills.office.querysets import SearchableQuerySet
from aomori_skills.paperwork.choices import MessageState
from meisters.choices import Attendance, CourseKind, CourseReply, CourseState
from meisters.querysets.briefings import ARRIVED, LEAVING

INVITED = ARRIVED | ~Q(reply=CourseReply.PENDING)
"""The invitation has left, or an answer shows that it was given by word of mouth."""

CAME = (Attendance.ATTENDED, Attendance.PARTLY)


KEPT = Q(participations__meister__merged_into=None)


def _of(condition: Q) -> Count:
    return Count("participations", filter=condition & KEPT)


def below(prefix: str, condition: Q) -> Q:
    """``condition`` on a participation, asked from a row above it."""
    moved = [
        below(prefix, one) if isinstance(one, Q) else (f"{prefix}__{one[0]}", one[1])
        for one in condition.children
    ]
    return Q(*moved, _connector=condition.connector, _negated=condition.negated)


class CourseQuerySet(models.QuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(starts_on__range=fiscal_year.days(year))

    def ours(self):
        return self.filter(kind=CourseKind.TEACHING)

    def held(self):
        return self.filter(state=CourseState.HELD)

    def planned(self):
        return self.filter(state=CourseState.PLANNED)

    def coming(self, *, since: date):
        """Planned from the day ``since`` on, the next first."""
        return self.planned().filter(starts_on__gte=since).order_by("starts_on", "pk")

    def for_listing(self):
        """With the people who were chosen, invited, are coming, came, completed, are certified.

        The order is said here: grouped queries don't take that of the model.
        """
        counted = self.annotate(
            chosen=_of(Q()),
            invited=_of(below("participations", INVITED)),
            coming=_of(Q(participations__reply=CourseReply.COMING)),
            attended=_of(Q(participations__attendance__in=CAME)),
            completed=_of(Q(participations__completed_on__isnull=False)),
            certified=_of(Q(participations__certificate__isnull=False)),
        )
        return counted.select_related("owner").order_by("-starts_on", "-pk")

    def with_unanswered(self, *, by: date):
        """Planned, with an invitation unanswered although its 回答期限 was before ``by``."""
        from meisters.models import Participation  # models import this module

        waiting = Participation.objects.overdue(by=by).values("course")
        return self.filter(pk__in=waiting)

    def to_hold(self, *, by: date):
        """Over by the day before ``by``, and neither 実施済 nor 中止."""
        ended = Q(ends_on__lt=by) | Q(ends_on__isnull=True, starts_on__lt=by)
        return self.planned().filter(ended)


class ParticipationQuerySet(SearchableQuerySet):
    def completed(self):
        return self.filter(completed_on__isnull=False)

    def invited(self):
        return self.filter(INVITED)

    def to_invite(self):
        """Nothing is drafted, or what was drafted doesn't count; and no answer has come."""
        cancelled = Q(message__state=MessageState.CANCELLED)
        voided = Q(message__document__voided_at__isnull=False)
        nothing = Q(message__isnull=True) | cancelled | voided
        return self.filter(nothing, reply=CourseReply.PENDING)

    def to_remind(self):
        """The invitation has left, no answer has come, and no reminder is on its way."""
        nothing = Q(reminder__isnull=True) | Q(
            reminder__state__in=(MessageState.CANCELLED, MessageState.SENT)
        )
        return self.filter(nothing, ARRIVED, reply=CourseReply.PENDING)

    def unsent_letters(self) -> list[int]:
        """Keys of the invitations and reminders that may still leave."""
        found = [
            self.filter(**{f"{name}__state__in": LEAVING}).values_list(name, flat=True)
            for name in ("message", "reminder")
        ]
        return sorted({key for keys in found for key in keys})

    def drafted(self, name: str = "message"):
        """With an invitation (or ``name``: a reminder) that still waits to be sent."""
        return self.filter(**{f"{name}__state": MessageState.DRAFT})

    def elsewhere(self, course, *, since: date):
        """At another planned course of the kind of ``course`` from ``since`` on, not declined."""
        others = self.filter(course__kind=course.kind, course__state=CourseState.PLANNED)
        others = others.filter(course__starts_on__gte=since).exclude(course=course)
        return others.exclude(reply=CourseReply.NOT_COMING)

    def came_before(self, course):
        """Who has been at another course of the kind of ``course``."""
        return self.came().filter(course__kind=course.kind).exclude(course=course)

    def overdue(self, *, by: date):
        """Invited to a planned course, unanswered, the 回答期限 before ``by``."""
        return self.filter(
            ARRIVED,
            reply=CourseReply.PENDING,
            course__state=CourseState.PLANNED,
            course__reply_by__lt=by,
        )

    def for_listing(self):
        return self.select_related(
            "course", "meister__employer", "message", "reminder", "certificate"
        ).prefetch_related("meister__trades__trade", "meister__trades__operation")

    def came(self):
        return self.filter(attendance__in=CAME)

    def by_name(self):
        return self.order_by("meister__family_kana", "meister__given_kana", "pk")

    def search(self, words: str):
        """By the name of the person."""
        from meisters.models import Meister  # models import this module

        return self.filter(meister__in=Meister.objects.search(words).values("pk"))
