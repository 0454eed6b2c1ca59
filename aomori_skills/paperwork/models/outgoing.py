"""送信箱: mails and letters that the system drafts and a person sends."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.base.kana import FoldedText
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.paperwork.choices import Channel, DocumentKind, MessageState
from aomori_skills.paperwork.models.attachments import Attachment
from aomori_skills.paperwork.models.documents import OfficialDocument
from aomori_skills.paperwork.models.templates import MessageTemplate
from aomori_skills.paperwork.querysets import MessageQuerySet
from aomori_skills.paperwork.rules import outgoing as rules

User = settings.AUTH_USER_MODEL


@history.tracked()
class MessageBatch(models.Model):
    """まとまり: messages drafted in one go, issued and printed together."""

    title = models.CharField("件名", max_length=200)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="作成者"
    )
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    print = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="まとめた文書",
    )

    class Meta:
        verbose_name = "送信のまとまり"
        verbose_name_plural = "送信のまとまり"
        ordering = ("-created_at", "-pk")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("paperwork:message_batch", args=(self.pk,))


@history.tracked(exclude=("search_text",))
class OutgoingMessage(StatefulModel):
    """One mail or letter to one addressee; what was sent stays as it was sent.

    A mail leaves through the worker (予約 → 送信済 / 失敗); ``sending_since`` is written down
    before it is handed over, so that one whose worker died is never sent again unasked.
    A letter is 送信済 when it is issued: numbered, printed and kept in the register.
    """

    batch = models.ForeignKey(
        MessageBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="まとまり",
    )
    template = models.ForeignKey(
        MessageTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="文例",
    )
    channel = models.CharField("送り方", max_length=10, choices=Channel)
    state = models.CharField(
        "状態", max_length=20, choices=MessageState, default=MessageState.DRAFT
    )
    kind = models.CharField("文書の種類", max_length=20, choices=DocumentKind)
    numbered = models.BooleanField("文書番号を付ける", default=True)
    addressee = models.CharField("宛名", max_length=200)
    email = models.EmailField("宛先のメールアドレス", blank=True)
    postcode = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("送付先", max_length=250, blank=True)
    dated_on = models.DateField("文書の日付")
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文", max_length=10_000)
    items = models.TextField("記書き", blank=True, max_length=5000)
    send_at = models.DateTimeField("送信の予約日時", null=True, blank=True)
    sending_since = models.DateTimeField("送信の開始日時", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("送信日時", null=True, blank=True)
    sent_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="送信者",
    )
    error = models.CharField("失敗の理由", max_length=500, blank=True)
    maybe_sent = models.BooleanField("届いた可能性あり", default=False, editable=False)
    document = models.OneToOneField(
        OfficialDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="message",
        verbose_name="公文書",
    )
    copy = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="送信したメールの控え",
    )
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="messages_written", verbose_name="作成者"
    )
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    search_text = models.GeneratedField(
        expression=FoldedText("addressee", "subject"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = MessageQuerySet.as_manager()
    workflow = rules.MESSAGE_WORKFLOW

    class Meta:
        verbose_name = "送信文書"
        verbose_name_plural = "送信文書"
        ordering = ("-created_at", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="message_search", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=("author",),
                condition=~Q(state__in=(MessageState.SENT, MessageState.CANCELLED)),
                name="message_waiting",
            ),
            models.Index(fields=("state", "send_at"), name="message_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="message_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.EMAIL) | ~Q(email=""),
                name="message_mail_has_address",
                violation_error_message=("メールで送るときは、メールアドレスを入力してください。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SCHEDULED)
                | Q(channel=Channel.EMAIL, send_at__isnull=False),
                name="message_scheduled_mail",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False, sent_by__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True, sent_by__isnull=True)),
                name="message_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT, channel=Channel.LETTER)
                | Q(document__isnull=False),
                name="message_letter_in_register",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.FAILED) & ~Q(error="")
                | (~Q(state=MessageState.FAILED) & Q(error="")),
                name="message_failure_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(numbered=False) | ~Q(kind=DocumentKind.MEMO),
                name="message_memo_has_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT, channel=Channel.EMAIL)
                | Q(copy__isnull=False),
                name="message_mail_has_copy",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="message_as_sent",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=MessageState.SENT),
            )
        ]

    def __str__(self):
        return f"{self.addressee}あて「{self.subject}」"

    @property
    def is_mail(self) -> bool:
        return self.channel == Channel.EMAIL

    @property
    def is_due(self) -> bool:
        """Its time has come: the worker takes it next."""
        return self.state == MessageState.SCHEDULED and self.send_at <= timezone.now()

    def get_state_display(self) -> str:
        """A mail that leaves now is not told like one of a later day."""
        return "送信待ち" if self.is_due else MessageState(self.state).label

    @property
    def channel_word(self) -> str:
        """メール or 文書, without how it is handed over."""
        return "メール" if self.is_mail else "文書"

    def get_absolute_url(self):
        return reverse("paperwork:message_detail", args=(self.pk,))


@history.tracked()
class MessageStep(Step):
    subject = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = "送信文書の経過"
        verbose_name_plural = "送信文書の経過"
        constraints = [comment_constraint("message_step_comment", rules.COMMENTED_TRANSITIONS)]


@history.tracked()
class MessageAttachment(models.Model):
    """A file that goes along."""

    message = models.ForeignKey(
        OutgoingMessage, on_delete=models.CASCADE, related_name="attachments"
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="添付ファイル"
    )

    class Meta:
        verbose_name = "送信文書の添付"
        verbose_name_plural = "送信文書の添付"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("message", "attachment"), name="message_attachment_once"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="attachments_as_sent",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "if exists (select from paperwork_outgoingmessage"
                    " where id in (new.message_id, old.message_id) and state = 'sent')"
                    " then raise exception 'What was sent stays as it was sent.'; end if;"
                    " return coalesce(new, old);"
                ),
            )
        ]

    def __str__(self):
        return str(self.attachment)
