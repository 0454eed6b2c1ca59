"""The arrows between the states of a mail or letter, and when it may leave."""

from aomori_skills.base.workflow import Transition, Workflow
from aomori_skills.paperwork.choices import MessageState as S

SEND_PERMISSION = "paperwork.send_messages"

SCHEDULE = Transition(
    "schedule",
    "送信する",
    "送信の予約",
    (S.DRAFT, S.FAILED),
    S.SCHEDULED,
    SEND_PERMISSION,
    primary=True,
)
UNSCHEDULE = Transition(
    "unschedule", "下書きに戻す", "予約の取消", (S.SCHEDULED, S.FAILED), S.DRAFT, SEND_PERMISSION
)
DELIVER = Transition("deliver", "送信済みにする", "送信", (S.SCHEDULED,), S.SENT, SEND_PERMISSION)
ISSUE = Transition("issue", "発行する", "発行", (S.DRAFT,), S.SENT, SEND_PERMISSION, primary=True)
FAIL = Transition(
    "fail",
    "失敗を記録する",
    "送信の失敗",
    (S.SCHEDULED,),
    S.FAILED,
    SEND_PERMISSION,
    comment_required=True,
)
CANCEL = Transition(
    "cancel",
    "送らないことにする",
    "取消",
    (S.DRAFT, S.SCHEDULED, S.FAILED),
    S.CANCELLED,
    SEND_PERMISSION,
)
RESTORE = Transition(
    "restore", "下書きに戻す", "下書きに戻し", (S.CANCELLED,), S.DRAFT, SEND_PERMISSION
)
MESSAGE_WORKFLOW = Workflow(S, (SCHEDULE, UNSCHEDULE, DELIVER, ISSUE, FAIL, CANCEL, RESTORE))
COMMENTED_TRANSITIONS = (FAIL.name,)
