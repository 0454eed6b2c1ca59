"""講習・研修: who must attend 指導技法等講習 and who may, and what a course allows when."""

from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import MessageState
from meisters.choices import Attendance, CourseKind, CourseReply, CourseState, Licence, Obligation

SOURCE = "推進計画1(2)・1(4)"
EDIT = "meisters.edit_courses"
DONE = "修了"

OBLIGATIONS = {
    Licence.HELD: Obligation.OPTIONAL,
    Licence.NOT_HELD: Obligation.REQUIRED,
    Licence.UNKNOWN: Obligation.UNKNOWN,
}
_ANSWERS = {
    Obligation.OPTIONAL: (Outcome.YES, "任意（職業訓練指導員免許があります）"),
    Obligation.REQUIRED: (Outcome.NO, "必須・未修了（職業訓練指導員免許がありません）"),
    Obligation.UNKNOWN: (Outcome.UNKNOWN, "未確認（免許の有無を確認してください）"),
}


def course_verdict(licence: str, completed_on: date | None) -> Verdict:
    """○ completed or not required, × required and not completed, ？ licence not asked for yet."""
    if completed_on:
        outcome, text = Outcome.YES, f"{DONE}（{wareki.format_date(completed_on)}）"
    else:
        outcome, text = _ANSWERS[OBLIGATIONS[Licence(licence)]]
    return Verdict("course", "指導技法等講習", outcome, text, SOURCE, hard=False)


def obligation_word(licence: str, completed_on: date | None) -> str:
    """修了, 必須, 任意 or 未確認, for lists."""
    return DONE if completed_on else OBLIGATIONS[Licence(licence)].label


def obligation(kind: str, licence: str, completed_on: date | None) -> Obligation:
    """受講区分 of a person at a course of ``kind``, as it is kept when the person is added.

    The center's courses oblige nobody, and who has completed ours once may come again.
    """
    if kind != CourseKind.TEACHING or completed_on:
        return Obligation.OPTIONAL
    return OBLIGATIONS[Licence(licence)]


def standing(participation) -> str:
    """How somebody stands to a planned course, in the words of a list."""
    day, letter = wareki.format_short(participation.course.starts_on), participation.message
    if participation.reply == CourseReply.COMING:
        return f"{day}の回に出席の回答"
    if letter is not None and letter.state == MessageState.SENT:
        return f"{day}の回に案内中"
    return f"{day}の回の受講者"


def is_invited_by_word(participation) -> bool:
    """An answer came although no letter or mail has left: the invitation was given in person."""
    letter = participation.message
    has_left = letter is not None and letter.state == MessageState.SENT
    return participation.reply != CourseReply.PENDING and not has_left


def capacity_sentence(capacity: int | None, count: int) -> str:
    """How ``count`` people stand to the capacity; empty while no capacity is set."""
    if capacity is None:
        return ""
    if count > capacity:
        return f"定員{capacity}人に対して{count}人で、{count - capacity}人超えています。"
    return f"定員{capacity}人に対して{count}人で、あと{capacity - count}人です。"


def check_may_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("講習・研修を編集する権限がありません。")


def check_is_planned(course, what: str) -> None:
    if course.state != CourseState.PLANNED:
        raise TransitionDenied(
            f"{course}は「{course.get_state_display()}」のため、{what}。"
            "「予定に戻す」を行ってから、もう一度お試しください。"
        )


def check_is_not_cancelled(course, what: str) -> None:
    if course.state == CourseState.CANCELLED:
        raise TransitionDenied(f"{course}は「中止」のため、{what}。")


def has_begun(course, today: date) -> bool:
    """Attendance can be typed from the first day on."""
    return course.state == CourseState.HELD or (
        course.state == CourseState.PLANNED and course.starts_on <= today
    )


def check_has_begun(course, today: date) -> None:
    check_is_not_cancelled(course, "出欠を入力できません")
    if not has_begun(course, today):
        raise TransitionDenied(
            f"{course}の開催日（{wareki.format_date(course.starts_on)}）より前には、"
            "出欠を入力できません。"
        )


def is_over(course, today: date) -> bool:
    """Its last day has come."""
    return course.last_day <= today


def check_is_over(course, today: date) -> None:
    if not is_over(course, today):
        raise TransitionDenied(not_over(course))


def not_over(course) -> str:
    day = wareki.format_date(course.last_day)
    return f"{course}の最終日（{day}）より前には、実施済みにできません。"


def why_no_letters(course, today: date, *, reminder: bool = False) -> str:
    """Why it is too late for invitations, or for reminders of an answer; empty if it is not."""
    if course.starts_on < today:
        day = wareki.format_date(course.starts_on)
        return (
            f"開催日（{day}）を過ぎているため、{'催促の文書' if reminder else '案内'}を作れません。"
            "日付が違うときは、先に直してください。"
        )
    if not reminder and course.reply_by and course.reply_by < today:
        day = wareki.format_date(course.reply_by)
        return f"回答期限（{day}）を過ぎています。回答期限を変更してから、案内を作ってください。"
    return ""


def check_in_time(course, today: date, *, reminder: bool) -> None:
    if reason := why_no_letters(course, today, reminder=reminder):
        raise TransitionDenied(reason)


def check_nobody_attended(attended: int) -> None:
    if attended:
        raise TransitionDenied(
            f"出席を記録した人が{attended}人いるため、中止にできません。出欠を直してからお試しください。"
        )


def result_errors(course, row, values: dict, today: date) -> dict[str, str]:
    """Field → sentence, for what can't be written down about ``row``; ``values`` are its cells."""
    errors = {}
    day = values.get("completed_on")
    if day and values["attendance"] != Attendance.ATTENDED:
        errors["is_completed"] = "修了にできるのは、出欠が「出席」の人だけです。"
    elif day and course.last_day > today:
        errors["is_completed"] = "修了は、最終日になってから記録してください。"
    elif day and not course.starts_on <= day <= today:
        errors["completed_on"] = "修了日は、開催日から今日までの日付を入力してください。"
    if row.certificate_id and "completed_on" in values and day != row.completed_on:
        errors["is_completed"] = (
            f"修了証（{row.certificate.label}）を発行済みのため、修了を変更できません。"
            "受講者の一覧で修了証を取り消してからお試しください。"
        )
    return errors


def check_can_certify(participation) -> None:
    if not participation.completed_on:
        raise TransitionDenied(
            f"{participation}さんは修了が記録されていないため、修了証を発行できません。"
        )
    if participation.certificate_id:
        raise TransitionDenied(
            f"{participation}さんの修了証（{participation.certificate.label}）は発行済みです。"
        )


def check_has_certificate(participation) -> None:
    if not participation.certificate_id:
        raise TransitionDenied(f"{participation}さんの修了証は、まだ発行されていません。")


def is_untouched(participation) -> bool:
    """Nothing has happened with the person at this course: no letter, no answer, no attendance."""
    letter = participation.message
    return (
        (letter is None or letter.state == MessageState.CANCELLED)
        and participation.reply == CourseReply.PENDING
        and participation.attendance == Attendance.UNKNOWN
    )


def check_can_remove(participation) -> None:
    if not is_untouched(participation):
        raise TransitionDenied(
            f"{participation}さんには案内や回答の記録があるため、受講者から外せません。"
            "参加しない人は、回答を「欠席」にしてください。"
        )
