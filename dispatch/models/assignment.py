"""Who goes to a session, and what was acknowledged when the person was booked."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from dispatch.choices import AssignmentState, InstructorRole, SoftConflict
from dispatch.models.instructors import Assistant, SkilledWorker
from dispatch.models.session import Session
from dispatch.querysets.sessions import AssignmentQuerySet
from dispatch.rules.person_keys import PEOPLE
from meisters.models import Meister

STANDING = ~Q(state=AssignmentState.RELEASED)


def one_person(name: str) -> models.CheckConstraint:
    """Exactly one of the three keys of a person is set."""
    condition = Q()
    for chosen in PEOPLE:
        condition |= Q(**{f"{one}__isnull": one != chosen for one in PEOPLE})
    return models.CheckConstraint(condition=condition, name=name)


@history.tracked(exclude=("period",))
class Assignment(VersionedModel):
    """One person at one session. ``period`` is the session's time range, empty once cancelled."""

    NAMED_BY = PEOPLE

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="assignments", verbose_name="指導日"
    )
    role = models.CharField("役割", max_length=10, choices=InstructorRole)
    meister = models.ForeignKey(
        Meister,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="マイスター",
    )
    skilled_worker = models.ForeignKey(
        SkilledWorker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="熟練技能者",
    )
    assistant = models.ForeignKey(
        Assistant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="補助員",
    )
    state = models.CharField(
        "状態", max_length=10, choices=AssignmentState, default=AssignmentState.TENTATIVE
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="交代した相手",
    )
    release_reason = models.CharField("解除の理由", max_length=200, blank=True)
    period = DateTimeRangeField("時間帯", editable=False, null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "従事者"
        verbose_name_plural = "従事者"
        ordering = ("session", "role", "pk")
        constraints = [
            one_person("assignment_of_one_person"),
            *(
                ExclusionConstraint(
                    name=f"{person}_in_one_place",
                    expressions=[
                        (person, RangeOperators.EQUAL),
                        ("period", RangeOperators.OVERLAPS),
                    ],
                    condition=Q(state=AssignmentState.CONFIRMED),
                    violation_error_message="同じ時間帯に、別の指導日が確定しています。",
                )
                for person in PEOPLE
            ),
            *(
                models.UniqueConstraint(
                    fields=("session", person),
                    condition=STANDING,
                    name=f"{person}_once_a_session",
                    violation_error_message="同じ指導日に、同じ人が重複しています。",
                )
                for person in PEOPLE
            ),
            models.UniqueConstraint(
                fields=("session",),
                condition=STANDING & Q(role=InstructorRole.LEAD),
                name="one_lead_a_session",
                violation_error_message="主たる指導者は、指導日ごとに1人です。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_known"
            ),
            models.CheckConstraint(
                condition=(Q(state=AssignmentState.RELEASED) & ~Q(release_reason=""))
                | (STANDING & Q(release_reason="")),
                name="assignment_released_with_reason",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="time_of_session",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "SELECT CASE WHEN s.state = 'cancelled' THEN 'empty'::tstzrange ELSE tstzrange("
                    "(s.held_on + s.starts_at) AT TIME ZONE 'Asia/Tokyo',"
                    " (s.held_on + s.ends_at) AT TIME ZONE 'Asia/Tokyo', '[)') END"
                    " INTO NEW.period FROM dispatch_session s"
                    " WHERE s.id = NEW.session_id FOR SHARE;"
                    " RETURN NEW;"
                ),
            )
        ]

    def __str__(self):
        return str(self.person)

    @property
    def is_standing(self) -> bool:
        return self.state != AssignmentState.RELEASED

    @property
    def person(self):
        return self.meister or self.skilled_worker or self.assistant


@history.tracked()
class Acknowledgement(models.Model):
    """A soft conflict that somebody saw and took upon them, with the reason."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    conflict = models.CharField("項目", max_length=20, choices=SoftConflict)
    text = models.CharField("内容", max_length=300)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="確認者"
    )
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "日程の確認事項"
        verbose_name_plural = "日程の確認事項"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("assignment", "conflict"), name="acknowledged_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="acknowledgement_reason_present"),
        ]

    def __str__(self):
        return self.get_conflict_display()
