"""指導日: one dated time range at one place, the source of every figure."""

from collections import Counter
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, wareki
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.models import Municipality, Operation, Trade
from dispatch.choices import SessionState, Side
from dispatch.choices.sessions import PASSED
from dispatch.models.request import DispatchRequest
from dispatch.querysets.sessions import SessionQuerySet


def hours_of(row) -> str:
    """13:00～15:00."""
    return f"{row.starts_at:%H:%M}～{row.ends_at:%H:%M}"


def day_and_hours(row) -> str:
    return f"{wareki.format_short(row.held_on)} {hours_of(row)}"


def told_apart(rows) -> list[str]:
    """Day and hours of each, with the trade where two would read alike."""
    names = Counter(map(day_and_hours, rows))
    return [
        f"{day_and_hours(row)}（{row.trade}）" if names[day_and_hours(row)] > 1 else str(row)
        for row in rows
    ]


def where(row) -> str:
    """実習室（青森市）."""
    return f"{row.place}（{row.municipality}）" if row.municipality else row.place


@history.tracked()
class Session(VersionedModel):
    """One day of a request; a cancelled one stays and counts nowhere."""

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.PROTECT, related_name="sessions", verbose_name="派遣依頼"
    )
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="sessions", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    held_on = models.DateField("実施日")
    starts_at = models.TimeField("開始時刻")
    ends_at = models.TimeField("終了時刻")
    break_minutes = models.PositiveSmallIntegerField(
        "休憩（分）", default=0, validators=(MaxValueValidator(240),)
    )
    place = models.CharField("実施場所", max_length=100)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="実施場所の市町村",
    )
    people = models.PositiveSmallIntegerField(
        "受講予定人数", null=True, blank=True, validators=(MinValueValidator(1),)
    )
    content = models.TextField("指導内容", max_length=1000, blank=True)
    attendant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions_attended",
        verbose_name="立会職員",
    )
    state = models.CharField(
        "状態", max_length=10, choices=SessionState, default=SessionState.PLANNED
    )
    cancel_side = models.CharField("中止の事由", max_length=10, choices=Side, blank=True)
    cancel_reason = models.CharField("中止の理由", max_length=200, blank=True)
    uid = models.UUIDField("予定表の番号", default=uuid4, editable=False, unique=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "指導日"
        verbose_name_plural = "指導日"
        ordering = ("held_on", "starts_at", "pk")
        indexes = [
            models.Index(fields=("held_on", "starts_at"), name="session_day"),
            models.Index(fields=("request", "held_on"), name="session_of_request"),
            models.Index(fields=("attendant", "held_on"), name="session_attendant"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message="終了時刻は開始時刻より後の時刻を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SessionState.values), name="session_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.CANCELLED)
                & ~Q(cancel_side="")
                & ~Q(cancel_reason="")
                | ~Q(state=SessionState.CANCELLED) & Q(cancel_side="", cancel_reason=""),
                name="session_cancelled_with_reason",
                violation_error_message="中止の事由と理由を入力してください。",
            ),
        ]
        triggers = [
            # the people's time ranges are copies, which the exclusion constraints need
            pgtrigger.Trigger(
                name="times_of_people",
                operation=pgtrigger.UpdateOf("held_on", "starts_at", "ends_at", "state"),
                when=pgtrigger.After,
                func=(
                    "UPDATE dispatch_assignment SET period = period WHERE session_id = NEW.id;"
                    " RETURN NULL;"
                ),
            )
        ]

    def __str__(self):
        return day_and_hours(self)

    @property
    def is_planned(self) -> bool:
        return self.state == SessionState.PLANNED

    @property
    def state_now(self) -> tuple[str, str]:
        """The state as it is shown today: its code and its word."""
        if self.is_planned and self.held_on < timezone.localdate():
            return PASSED
        return self.state, self.get_state_display()

    def get_absolute_url(self):
        return reverse("dispatch:session_detail", args=(self.pk,))
