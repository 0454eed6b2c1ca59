"""処理: an act that takes long, done by the worker while its page can be left and found again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from aomori_skills.paperwork.choices import JobState, Purpose
from aomori_skills.paperwork.models.attachments import Attachment
from aomori_skills.paperwork.querysets import JobQuerySet


class Job(models.Model):
    """One long act of one person: what was asked, how far it is, and what came of it.

    It is bookkeeping: what the act itself changes has its history; this row changes at each step.
    """

    title = models.CharField("処理", max_length=200)
    permission = models.CharField("閲覧に必要な権限", max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="実行者"
    )
    created_at = models.DateTimeField("受付日時", default=timezone.now, editable=False)
    act = models.CharField("処理の種類", max_length=200, editable=False)
    params = models.JSONField("処理の条件", default=dict, editable=False)
    purpose = models.CharField("利用目的", max_length=250, blank=True)
    detail = models.TextField("絞り込み条件", blank=True)
    back_url = models.CharField("元の画面", max_length=500, blank=True)
    task_id = models.UUIDField("処理待ちの番号", null=True, editable=False)
    retry_of = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retry",
        verbose_name="元の処理",
    )

    state = models.CharField("状態", max_length=10, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField("全体の件数")
    done = models.PositiveIntegerField("済んだ件数", default=0)
    current = models.CharField("処理中の対象", max_length=200, blank=True)
    error = models.TextField("止まった理由", blank=True)
    started_at = models.DateTimeField("開始日時", null=True, blank=True)
    cancel_requested_at = models.DateTimeField("取消しの受付日時", null=True, blank=True)
    finished_at = models.DateTimeField("終了日時", null=True, blank=True)
    seen_at = models.DateTimeField("結果の確認日時", null=True, blank=True)

    result = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="できたファイル",
    )
    result_note = models.TextField("結果", blank=True)
    result_url = models.CharField("次の画面", max_length=500, blank=True)
    result_deleted_at = models.DateTimeField("ファイルの削除日時", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "処理"
        verbose_name_plural = "処理"
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["by"], name="job_news", condition=Q(seen_at__isnull=True)),
            models.Index(
                fields=["state"], name="job_unfinished", condition=Q(finished_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(permission="") & ~Q(act=""), name="job_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.WAITING)
                | Q(started_at__isnull=True, finished_at__isnull=True),
                name="job_waiting_not_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | Q(started_at__isnull=False, finished_at__isnull=True),
                name="job_running_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE)
                | Q(started_at__isnull=False, finished_at__isnull=False),
                name="job_done_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED, finished_at__isnull=False) & ~Q(error="")
                | ~Q(state=JobState.FAILED) & Q(error=""),
                name="job_failed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.CANCELLED)
                | Q(finished_at__isnull=False, cancel_requested_at__isnull=False),
                name="job_cancelled_when_asked",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.DONE)
                | Q(result__isnull=True, result_note="", result_url=""),
                name="job_result_of_done",
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True) | Q(finished_at__isnull=False),
                name="job_seen_when_finished",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("paperwork:job_detail", args=(self.pk,))

    @property
    def landing_url(self) -> str:
        """Where its starter goes: on with the work if it was done at once, else to its page."""
        is_over = self.state == JobState.DONE and not self.result_id
        return self.result_url if is_over and self.result_url else self.get_absolute_url()

    @property
    def purpose_text(self) -> str:
        """The purpose in words; an act may have given its code."""
        return dict(Purpose.choices).get(self.purpose, self.purpose)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
