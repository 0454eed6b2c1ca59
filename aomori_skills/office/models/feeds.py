"""予定表の購読: the secret address by which a calendar program asks for somebody's calendar."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.office.choices import FeedScope
from aomori_skills.office.querysets import FeedQuerySet


@history.tracked(exclude=("token_hash",))
class CalendarFeed(models.Model):
    """One address that was handed out; of the token only its sum is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="calendar_feeds",
        verbose_name="利用者",
    )
    scope = models.CharField("購読する予定", max_length=10, choices=FeedScope)
    token_hash = models.CharField("照合用の値", max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField("発行日時", default=timezone.now)
    revoked_at = models.DateTimeField("停止日時", null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = "予定表の購読"
        verbose_name_plural = "予定表の購読"
        ordering = ("-issued_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("user",), condition=Q(revoked_at__isnull=True), name="one_feed_a_user"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=FeedScope.values), name="feed_scope_known"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("issued_at")),
                name="feed_revoked_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(token_hash__regex="^[0-9a-f]{64}$"), name="feed_token_is_hashed"
            ),
        ]

    def __str__(self):
        return f"{self.user}の予定表の購読"
