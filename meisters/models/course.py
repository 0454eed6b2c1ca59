"""講習・研修: 指導技法等講習 of the corner, 講師養成研修 and 事例発表・意見交換会 of the center."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import history, wareki
from aomori_skills.base.merging import kept_rows
from aomori_skills.base.page import Mark
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.paperwork.models import OfficialDocument, OutgoingMessage
from meisters import rules
from meisters.choices import (
    Attendance,
    CourseKind,
    CourseReply,
    CourseState,
    Obligation,
    Way,
)
from meisters.models.meister import Meister
from meisters.querysets.courses import CourseQuerySet, ParticipationQuerySet
from meisters.rules import courses as course_rules

BY_WORD = Mark("by_word", "文書なしで案内")


@history.tracked()
class Course(StatefulModel):
    """One course on one or more days; it is counted in the fiscal year of ``starts_on``."""

    kind = models.CharField("種類", max_length=20, choices=CourseKind)
    title = models.CharField("名称", max_length=100, blank=True)
    starts_on = models.DateField("開催日")
    ends_on = models.DateField("最終日", null=True, blank=True)
    starts_at = models.TimeField("開始時刻", null=True, blank=True)
    ends_at = models.TimeField("終了時刻", null=True, blank=True)
    place = models.CharField("会場", max_length=100, blank=True)
    place_address = models.CharField("会場の所在地", max_length=200, blank=True)
    access = models.CharField("駐車場・交通", max_length=200, blank=True)
    instructor = models.CharField("講師", max_length=100, blank=True)
    material = models.CharField("使用する教材", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("定員", null=True, blank=True)
    expenses = models.CharField("受講料・旅費", max_length=200, blank=True)
    reply_by = models.DateField("回答期限", null=True, blank=True)
    note = models.TextField("備考", blank=True, max_length=2000)
    state = models.CharField(
        "状態", max_length=20, choices=CourseState, default=CourseState.PLANNED
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="courses",
        verbose_name="担当者",
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    objects = CourseQuerySet.as_manager()
    workflow = rules.COURSE_WORKFLOW

    class Meta:
        verbose_name = "講習・研修"
        verbose_name_plural = "講習・研修"
        ordering = ("-starts_on", "-pk")
        indexes = [models.Index(fields=("kind", "-starts_on"), name="course_kind_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CourseState.values), name="course_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="course_ends_after_start",
                violation_error_message="最終日は開催日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(reply_by__isnull=True) | Q(reply_by__lte=F("starts_on")),
                name="course_reply_before_start",
                violation_error_message="回答期限は開催日以前の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="course_capacity_positive",
                violation_error_message="定員は1以上で入力してください。",
            ),
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    def get_absolute_url(self):
        return reverse("meisters:course_detail", args=(self.pk,))

    @property
    def name(self) -> str:
        return str(self)

    @property
    def label(self) -> str:
        """Its name and first day, which tell it from those of other years."""
        return f"{self}（{wareki.format_short(self.starts_on)}）"

    @property
    def last_day(self):
        """The day on which it ends."""
        return self.ends_on or self.starts_on

    @property
    def is_ours(self) -> bool:
        """Whether the corner itself runs it and gives the certificates."""
        return self.kind == CourseKind.TEACHING


@history.tracked()
class CourseStep(Step):
    subject = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = "講習・研修の経過"
        verbose_name_plural = "講習・研修の経過"
        constraints = [comment_constraint("course_step_comment", rules.COURSE_COMMENTED)]


@history.tracked()
class Participation(models.Model):
    """One meister at one course: invitation, answer, attendance, completion, travel, result.

    ``in_register`` marks the completion from which ``Meister.course_completed_on`` was taken; a
    date of the register without such a mark was typed by hand and is never overwritten.
    """

    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="participations", verbose_name="講習・研修"
    )
    meister = models.ForeignKey(
        Meister, on_delete=models.PROTECT, related_name="participations", verbose_name="マイスター"
    )
    obligation = models.CharField("受講区分", max_length=10, choices=Obligation)
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="案内文書",
    )
    reminder = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="催促の文書",
    )
    reply = models.CharField(
        "回答", max_length=12, choices=CourseReply, default=CourseReply.PENDING
    )
    replied_on = models.DateField("回答日", null=True, blank=True)
    replied_way = models.CharField("回答方法", max_length=10, choices=Way, blank=True)
    attendance = models.CharField(
        "出欠", max_length=10, choices=Attendance, default=Attendance.UNKNOWN
    )
    completed_on = models.DateField("修了日", null=True, blank=True)
    in_register = models.BooleanField("名簿の修了日のもと", default=False, editable=False)
    certificate = models.ForeignKey(
        OfficialDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="修了証",
    )
    travel_means = models.CharField("交通手段・経路", max_length=200, blank=True)
    travel_cost = models.PositiveIntegerField("旅費（円）", null=True, blank=True)
    nights = models.PositiveSmallIntegerField("宿泊数", null=True, blank=True)
    result = models.TextField("成果・報告", blank=True, max_length=2000)
    note = models.CharField("備考", max_length=200, blank=True)

    objects = kept_rows(ParticipationQuerySet, owner="meister")
    with_merged = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "受講者"
        verbose_name_plural = "受講者"
        ordering = ("course", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("course", "meister"),
                name="participation_once",
                violation_error_message="同じマイスターが重複しています。",
            ),
            models.CheckConstraint(
                condition=Q(obligation__in=Obligation.values), name="participation_obligation_known"
            ),
            models.CheckConstraint(
                condition=Q(reply__in=CourseReply.values), name="participation_reply_known"
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=Attendance.values), name="participation_attendance_known"
            ),
            models.CheckConstraint(
                condition=Q(reply=CourseReply.PENDING, replied_on__isnull=True)
                | (~Q(reply=CourseReply.PENDING) & Q(replied_on__isnull=False)),
                name="participation_reply_dated",
                violation_error_message="回答と回答日は、両方を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(attendance=Attendance.ATTENDED),
                name="participation_completed_attended",
                violation_error_message="修了にできるのは、出席した人だけです。",
            ),
            models.CheckConstraint(
                condition=Q(certificate__isnull=True) | Q(completed_on__isnull=False),
                name="participation_certificate_completed",
            ),
            models.CheckConstraint(
                condition=Q(in_register=False) | Q(completed_on__isnull=False),
                name="participation_in_register_completed",
            ),
        ]

    def __str__(self):
        return str(self.meister)

    @property
    def invitation(self) -> tuple[Mark, ...]:
        """How it stands; a letter that has not left is told beside an answer that came by word."""
        by_word = (BY_WORD,) if course_rules.is_invited_by_word(self) else ()
        letter = self.message
        return by_word + ((Mark(letter.state, letter.get_state_display()),) if letter else ())
