"""The arrows between the states of a request."""

from aomori_skills.base.workflow import Transition, Workflow
from dispatch.choices import RequestState as R

EDIT = "dispatch.edit_requests"
APPROVE_PERMISSION = "dispatch.approve_requests"

ADJUST = Transition(
    "adjust", "調整を始める", "調整の開始", (R.RECEIVED,), R.ADJUSTING, EDIT, primary=True
)
RETURN = Transition(
    "return", "受付に戻す", "受付への戻し", (R.ADJUSTING,), R.RECEIVED, EDIT, comment_required=True
)
REQUEST_APPROVAL = Transition(
    "request_approval", "承認を依頼する", "承認依頼", (R.ADJUSTING,), R.AWAITING, EDIT, primary=True
)
PULL_BACK = Transition("pull_back", "引き戻す", "引き戻し", (R.AWAITING,), R.ADJUSTING, EDIT)
APPROVE = Transition(
    "approve", "決定する", "決定", (R.AWAITING,), R.DECIDED, APPROVE_PERMISSION, primary=True
)
SEND_BACK = Transition(
    "send_back",
    "差し戻す",
    "差戻し",
    (R.AWAITING,),
    R.ADJUSTING,
    APPROVE_PERMISSION,
    comment_required=True,
)
REVISE = Transition(
    "revise",
    "計画を変更する",
    "計画の変更",
    (R.DECIDED, R.UNDERWAY),
    R.ADJUSTING,
    EDIT,
    comment_required=True,
)
START = Transition(
    "start", "実施中にする", "実施の開始", (R.DECIDED,), R.UNDERWAY, EDIT, primary=True
)
FINISH = Transition(
    "finish",
    "実施済みにする",
    "実施の終了",
    (R.DECIDED, R.UNDERWAY),
    R.HELD,
    EDIT,
    primary=True,
)
RESUME = Transition(
    "resume",
    "実施中に戻す",
    "実施中への戻し",
    (R.HELD,),
    R.UNDERWAY,
    EDIT,
    comment_required=True,
)
SETTLE = Transition(
    "settle",
    "精算済みにする",
    "精算",
    (R.HELD,),
    R.SETTLED,
    EDIT,
    comment_required=True,
    primary=True,
)
UNSETTLE = Transition(
    "unsettle",
    "実施済みに戻す",
    "実施済みへの戻し",
    (R.SETTLED,),
    R.HELD,
    EDIT,
    comment_required=True,
)
COMPLETE = Transition(
    "complete",
    "完了にする",
    "完了",
    (R.SETTLED,),
    R.COMPLETED,
    EDIT,
    comment_required=True,
    primary=True,
)
REOPEN = Transition(
    "reopen",
    "精算済みに戻す",
    "精算済みへの戻し",
    (R.COMPLETED,),
    R.SETTLED,
    EDIT,
    comment_required=True,
)
CANCEL = Transition(
    "cancel",
    "取り消す",
    "取消",
    (R.RECEIVED, R.ADJUSTING, R.AWAITING, R.DECIDED, R.UNDERWAY),
    R.CANCELLED,
    EDIT,
    comment_required=True,
)
REVIVE = Transition(
    "revive",
    "取消を取りやめる",
    "取消の取りやめ",
    (R.CANCELLED,),
    R.RECEIVED,
    EDIT,
    comment_required=True,
)

REQUEST_WORKFLOW = Workflow(
    R,
    (
        ADJUST,
        RETURN,
        REQUEST_APPROVAL,
        PULL_BACK,
        APPROVE,
        SEND_BACK,
        REVISE,
        START,
        FINISH,
        RESUME,
        SETTLE,
        UNSETTLE,
        COMPLETE,
        REOPEN,
        CANCEL,
        REVIVE,
    ),
)
REQUEST_COMMENTED = tuple(
    name for name, step in REQUEST_WORKFLOW.transitions.items() if step.comment_required
)
ENDED_STATES = (R.COMPLETED, R.CANCELLED)
UNAPPROVED_STATES = (R.RECEIVED, R.ADJUSTING, R.AWAITING)
APPROVED_STATES = (R.DECIDED, R.UNDERWAY, R.HELD, R.SETTLED, R.COMPLETED)
EDITABLE_STATES = (R.RECEIVED, R.ADJUSTING)
STEPPER = (
    R.RECEIVED,
    R.ADJUSTING,
    R.AWAITING,
    R.DECIDED,
    R.UNDERWAY,
    R.HELD,
    R.SETTLED,
    R.COMPLETED,
)
