"""What may go to the center, and what may be taken back; sentences say why not."""

from datetime import date

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import Result
from meisters.rules.workflows import APPLICATION_WORKFLOW, BATCH_WORKFLOW, CANCEL, SUBMIT


def refusal(application, *, by) -> str:
    """Why ``application`` can't be submitted now; "" if it can."""
    try:
        APPLICATION_WORKFLOW.check(SUBMIT, application, by=by)
    except TransitionDenied as denied:
        return str(denied)
    return ""


def check_can_submit(applications, *, by, submitted_on: date, today: date) -> None:
    """All of ``applications`` are approved, and the day lies between approval and today."""
    if not applications:
        raise TransitionDenied("提出する申請を1件以上選択してください。")
    for application in applications:
        APPLICATION_WORKFLOW.check(SUBMIT, application, by=by)
    first = first_day(applications)
    if not first <= submitted_on <= today:
        raise TransitionDenied(
            f"提出日は、最後に承認した日（{wareki.format_date(first)}）から"
            f"今日（{wareki.format_date(today)}）までの日付を入力してください。"
        )


def first_day(applications) -> date:
    """The first day on which all of ``applications`` were approved."""
    return max(timezone.localtime(row.approved_at).date() for row in applications)


def check_can_cancel(batch, items, *, by, reason: str) -> None:
    """A bundle may be taken back until the center has answered to any part of it."""
    BATCH_WORKFLOW.check(CANCEL, batch, by=by, comment=reason)
    answered = [item.application for item in items if item.result != Result.PENDING]
    if answered:
        names = "、".join(map(str, answered))
        raise TransitionDenied(
            f"{names}の結果が入力されているため、{batch}を取り消せません。"
            "申請ごとに、申請の画面で手続を選んでください。"
        )
