"""打診: who was asked in which order, for which sessions, and what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.models import Municipality
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.choices import AskState, AssignmentState, InstructorRole, SessionState
from dispatch.models.assignment import Assignment, one_person
from dispatch.models.instructors import Assistant, SkilledWorker
from dispatch.models.request import DispatchRequest
from dispatch.models.session import Session, day_and_hours, hours_of, where
from dispatch.querysets.asks import AskQuerySet
from dispatch.rules.asks import WAYS
from dispatch.rules.person_keys import PEOPLE
from meisters.choices import Way
from meisters.models import Meister

ANSWERED = (AskState.ACCEPTED, AskState.DECLINED)
BY_LETTER = (Way.EMAIL, Way.POST)


@history.tracked()
class Ask(VersionedModel):
    """One question to one person; acceptance makes assignments."""

    NAMED_BY = PEOPLE

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.PROTECT, related_name="asks", verbose_name="派遣依頼"
    )
    order = models.PositiveSmallIntegerField("打診の順")
    role = models.CharField("役割", max_length=10, choices=InstructorRole)
    meister = models.ForeignKey(
        Meister,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        verbose_name="マイスター",
    )
    skilled_worker = models.ForeignKey(
        SkilledWorker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        verbose_name="熟練技能者",
    )
    assistant = models.ForeignKey(
        Assistant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        verbose_name="補助員",
    )
    state = models.CharField("状態", max_length=10, choices=AskState, default=AskState.PREPARED)
    asked_on = models.DateField("打診日", null=True, blank=True)
    way = models.CharField("打診の方法", max_length=10, choices=Way, blank=True)
    reply_by = models.DateField("回答期限", null=True, blank=True)
    answered_on = models.DateField("回答日", null=True, blank=True)
    reason = models.CharField("理由・備考", max_length=200, blank=True)
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="依頼状",
    )
    consent_on = models.DateField("派遣承諾書の受領日", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="打診者"
    )

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = "打診"
        verbose_name_plural = "打診"
        ordering = ("request", "order", "pk")
        constraints = [
            one_person("ask_of_one_person"),
            models.UniqueConstraint(fields=("request", "order"), name="ask_order"),
            models.CheckConstraint(condition=Q(state__in=AskState.values), name="ask_state_known"),
            models.CheckConstraint(
                condition=Q(state=AskState.PREPARED, asked_on__isnull=True)
                | Q(state=AskState.WITHDRAWN)
                | (Q(state__in=(AskState.ASKED, *ANSWERED), asked_on__isnull=False) & ~Q(way="")),
                name="ask_dated",
                violation_error_message="打診日と打診の方法を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ANSWERED, answered_on__isnull=False)
                | (~Q(state__in=ANSWERED) & Q(answered_on__isnull=True)),
                name="ask_answer_dated",
                violation_error_message="回答日を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="ask_answered_after",
                violation_error_message="回答日は打診日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(AskState.DECLINED, AskState.WITHDRAWN)) | ~Q(reason=""),
                name="ask_refused_with_reason",
                violation_error_message="辞退・取りやめの理由を入力してください。",
            ),
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        """Its line on the page of the request."""
        url = reverse("dispatch:request_detail", args=(self.request_id,))
        return f"{url}?tab=asks#ask-{self.pk}"

    def get_way_display(self) -> str:
        """In the words of asking; those of the choices are about papers that came in."""
        return WAYS.get(self.way) or str(Way(self.way).label if self.way else "")

    @property
    def person(self):
        return self.meister or self.skilled_worker or self.assistant

    @property
    def is_unsent(self) -> bool:
        """Asked by a letter that has not left yet, or never did."""
        by_letter = self.state == AskState.ASKED and self.way in BY_LETTER
        return by_letter and self.message is not None and self.message.state != MessageState.SENT

    @property
    def code(self) -> str:
        """In the corner of the 派遣承諾書: 打診R7-00012."""
        return f"打診{fiscal_year.short(self.request.fiscal_year)}-{self.pk:05d}"


@history.tracked()
class AskedSession(models.Model):
    """A session of the question; ``assignment`` is what its acceptance made.

    Day, hours and place stay as the person was last asked, or said yes, whatever became of the
    session; they are empty while nobody was asked.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="sessions")
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="asks", verbose_name="指導日"
    )
    assignment = models.OneToOneField(
        Assignment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asked",
        verbose_name="従事者",
    )
    held_on = models.DateField("打診した実施日", null=True, blank=True)
    starts_at = models.TimeField("打診した開始時刻", null=True, blank=True)
    ends_at = models.TimeField("打診した終了時刻", null=True, blank=True)
    place = models.CharField("打診した実施場所", max_length=100, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="打診した実施場所の市町村",
    )

    class Meta:
        verbose_name = "打診した指導日"
        verbose_name_plural = "打診した指導日"
        ordering = ("ask", "session")
        constraints = [
            models.UniqueConstraint(fields=("ask", "session"), name="asked_session_once"),
            models.CheckConstraint(
                condition=Q(held_on=None, starts_at=None, ends_at=None, place="", municipality=None)
                | Q(held_on__isnull=False, starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="asked_session_dated_whole",
            ),
        ]

    def __str__(self):
        return day_and_hours(self.as_asked)

    @property
    def is_agreed(self) -> bool:
        """Said yes to, and the person still goes there: nobody else has taken the place."""
        booked = self.assignment
        return booked is not None and booked.state != AssignmentState.RELEASED

    @property
    def became(self) -> str:
        """What else became of the day of somebody who was asked; empty while the person goes."""
        if self.session.state == SessionState.CANCELLED:
            return "中止"
        if self.ask.state != AskState.ACCEPTED or self.is_agreed:
            return ""
        return "交代・解除" if self.assignment_id else "承諾していない日"

    @property
    def as_asked(self):
        """With day, hours and place as the person knows them."""
        return self if self.held_on and not self.ask.is_unsent else self.session

    @property
    def moved(self) -> str:
        """How the session lies otherwise than the person was asked; empty if it doesn't."""
        what, told, now = self._difference
        return f"{what}{told} から {now} に変わりました" if now else ""

    @property
    def moved_to(self) -> str:
        """The same beside the day as the person was asked."""
        what, _, now = self._difference
        return f"{what}{now} に変わりました" if now else ""

    @property
    def moved_from(self) -> str:
        """The same beside the day as it lies now."""
        _, told, now = self._difference
        return f"打診では {told}" if now else ""

    @property
    def _difference(self) -> tuple[str, str, str]:
        """(of what, as the person was asked, as it is now), the last two empty if they agree."""
        told, now = self.as_asked, self.session
        for what, words in (
            ("", hours_of if told.held_on == now.held_on else day_and_hours),
            ("場所が ", where),
        ):
            if words(told) != words(now):
                return what, words(told), words(now)
        return "", "", ""
