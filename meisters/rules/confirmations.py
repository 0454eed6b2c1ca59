"""活動継続の確認: what follows from an answer, and when a round takes any."""

from django.db.models import TextChoices

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import MeisterState, StillActive


class Asking(TextChoices):
    """How those who are asked get their letters."""

    EACH = "each", "メールアドレスがある人にはメール、ない人には文書"
    LETTERS = "letters", "全員に文書"
    BY_PHONE = "phone", "文書を作らない（電話などで確認する）"


EDIT = "meisters.edit_confirmations"
STEPS = {StillActive.PAUSE: "pause", StillActive.RESIGN: "resign"}
"""The step of the register that an answer asks for; only that step changes the register."""

STEP_WORDS = {StillActive.PAUSE: "休止にする", StillActive.RESIGN: "辞退を記録する"}
BEFORE = {
    StillActive.PAUSE: (MeisterState.ACTIVE,),
    StillActive.RESIGN: (MeisterState.ACTIVE, MeisterState.PAUSED),
}
"""The states in which that step has still to be taken."""


def step_of(answer: str, state: str) -> str:
    """The name of the step that is still to be taken for ``answer``; empty if there is none."""
    return STEPS[answer] if state in BEFORE.get(answer, ()) else ""


def step_reason(confirmation) -> str:
    """The reason with which the step begins."""
    day = wareki.format_date(confirmation.answered_on)
    said = f"{confirmation.round}で「{confirmation.get_answer_display()}」との回答（{day}、"
    said += f"{confirmation.get_answered_way_display()}）。"
    return f"{said}{confirmation.note}"


def why_no_reminder(confirmation) -> str:
    """Why an unanswered one of ``with_people()`` gets no reminder; empty if it does."""
    return "まだ送っていない文書があるため" if confirmation.waits else ""


def check_may_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("活動継続の確認を編集する権限がありません。")


def check_is_open(round_) -> None:
    if not round_.is_open:
        raise TransitionDenied(
            f"{round_}は終了しています。回答や連絡を記録するときは、先に確認を再開してください。"
        )


def check_can_close(round_, today) -> None:
    if not round_.is_open:
        raise TransitionDenied(f"{round_}はすでに終了しています。")
    if today < round_.opened_on:
        first = wareki.format_date(round_.opened_on)
        raise TransitionDenied(f"{round_}は、開始日（{first}）より前に終了できません。")
