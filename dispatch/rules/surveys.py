"""派遣希望調査: whom a wave goes to, what may be done with an addressee, and the 回収率."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind as Kind
from aomori_skills.paperwork.choices import MessageState
from dispatch.choices import AddresseeGroup, AddresseeState, Standing

EDIT = "dispatch.edit_surveys"
GROUPS = {
    AddresseeGroup.EDUCATION: (
        Kind.TECHNICAL_HIGH,
        Kind.AGRICULTURAL_HIGH,
        Kind.OTHER_HIGH,
        Kind.TRAINING_FACILITY,
        Kind.VOCATIONAL_SCHOOL,
        Kind.COMPULSORY_SCHOOL,
        Kind.SUPPORT_STATION,
    ),
    AddresseeGroup.TRADE_BODY: (Kind.TRADE_BODY, Kind.ECONOMIC_BODY),
}
"""What the kind of an organization proposes; all others are 事業所."""

WAITING = (MessageState.DRAFT, MessageState.SCHEDULED, MessageState.FAILED)
"""A letter or mail that has not left and may still leave."""

ANSWERED = (AddresseeState.REPLIED, AddresseeState.DECLINED)
CODE = re.compile(r"(?:調査)?(?:R\d{1,2}-)?0*([1-9]\d{0,9})")


@dataclass(frozen=True)
class Rate:
    """回収率 = 回答 ÷（送付 − 宛先不明）; 辞退 is no 回答."""

    addressees: int = 0
    sent: int = 0
    undeliverable: int = 0
    declined: int = 0
    replies: int = 0

    @property
    def reached(self) -> int:
        """The denominator."""
        return self.sent - self.undeliverable

    @property
    def percent(self) -> Decimal | None:
        """To one decimal place; None while nothing has reached anybody."""
        if not self.reached:
            return None
        share = Decimal(self.replies * 100) / self.reached
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def words(self) -> str:
        return "算出できません" if self.percent is None else f"{self.percent}％"

    def __add__(self, other: "Rate") -> "Rate":
        names = self.__dataclass_fields__
        return Rate(*(getattr(self, name) + getattr(other, name) for name in names))


def group_for(kind: str) -> AddresseeGroup:
    return next((group for group, kinds in GROUPS.items() if kind in kinds), AddresseeGroup.FIRM)


def key_of(code: str) -> int | None:
    """The addressee that a record code names: 「調査R8-00012」, or only its number."""
    text = "".join(unicodedata.normalize("NFKC", code).split()).upper()
    text = re.sub(r"[‐‑‒–—―−ー]", "-", text)
    found = CODE.fullmatch(text)
    return int(found.group(1)) if found else None


def check_may_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("派遣希望調査を編集する権限がありません。")


def check_is_open(survey) -> None:
    if not survey.is_open:
        raise TransitionDenied(
            f"「{survey}」は終了しています。記録するときは、先に調査を再開してください。"
        )


def check_can_close(survey, today) -> None:
    if not survey.is_open:
        raise TransitionDenied(f"「{survey}」はすでに終了しています。")
    if today < survey.opened_on:
        first = wareki.format_date(survey.opened_on)
        raise TransitionDenied(f"「{survey}」は、開始日（{first}）より前に終了できません。")


def why_no_letter(row) -> str:
    """Why an addressee of ``for_letters()`` gets no letter; empty if it may get one."""
    if row.organization.ended_on:
        return "廃止された企業・団体のため"
    if row.organization.mail_returned_on and not row.organization.email:
        return "郵便物が返送されたため（所在地を確認してください）"
    mail = row.organization.email or (row.contact and row.contact.email)
    if not (mail or row.organization.address):
        return "所在地もメールアドレスも登録されていないため"
    return ""


def why_no_reminder(row) -> str:
    """Why an unanswered one of ``for_letters().with_standing()`` gets no reminder."""
    if row.standing == Standing.SENT:
        return "回答期限の前のため"
    if row.message and row.message.state in WAITING:
        return "調査の文書をまだ送っていないため"
    if row.reminder and row.reminder.state in WAITING:
        return "まだ送っていない催促の文書があるため"
    return why_no_letter(row)


def check_can_remove(row) -> None:
    if row.state != AddresseeState.UNSENT or row.message_id:
        raise TransitionDenied(
            f"{row.organization}には調査の文書を作成しているため、調査先から外せません。"
        )


def check_can_mark_sent(row, day, left_on) -> None:
    if left_on or row.state != AddresseeState.UNSENT:
        raise TransitionDenied(f"{row.organization}には、すでに送付しています。")
    _check_not_before_opening(row, day, "送付日")


def check_can_mark_undeliverable(row, left_on, day) -> None:
    if row.state in ANSWERED:
        raise TransitionDenied(f"{row.organization}からは回答が届いているため、記録できません。")
    if row.state == AddresseeState.UNDELIVERABLE:
        raise TransitionDenied(f"{row.organization}はすでに宛先不明です。")
    if left_on is None:
        raise TransitionDenied(
            f"{row.organization}にはまだ送付していません。送付した後に記録してください。"
        )
    if day < left_on:
        sent = wareki.format_date(left_on)
        raise TransitionDenied(f"宛先不明を確認した日は、送付日（{sent}）以後にしてください。")


def check_can_reply(row, left_on, day) -> None:
    """An answer comes after the form was handed out."""
    if left_on is None:
        raise TransitionDenied(
            f"{row.organization}にはまだ送付していません。手渡しやFAXで送ったときは、"
            "先に「送付を記録する」で送付日を入力してください。"
        )
    if day < left_on:
        sent = wareki.format_date(left_on)
        raise TransitionDenied(f"回答日は、送付日（{sent}）以後の日付を入力してください。")


def _check_not_before_opening(row, day, label: str) -> None:
    if day < row.survey.opened_on:
        first = wareki.format_date(row.survey.opened_on)
        raise TransitionDenied(f"{label}は、調査の開始日（{first}）以後の日付を入力してください。")
