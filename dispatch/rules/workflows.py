"""The arrows between the states of a request."""

from aomori_skills.base.workflow import Transition, Workflow
from dispatch.choices import RequestState as R

EDIT = "dispatch.edit_requests"

ADJUST = Transition(
    "adjust", "調整を始める", "調整の開始", (R.RECEIVED,), R.ADJUSTING, EDIT, primary=True
)
RETURN = Transition(
    "return", "受付に戻す", "受付への戻し", (R.ADJUSTING,), R.RECEIVED, EDIT, comment_required=True
)
CANCEL = Transition(
    "cancel",
    "取り消す",
    "取消",
    (R.RECEIVED, R.ADJUSTING),
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

REQUEST_WORKFLOW = Workflow(R, (ADJUST, RETURN, CANCEL, REVIVE))
REQUEST_COMMENTED = tuple(
    name for name, step in REQUEST_WORKFLOW.transitions.items() if step.comment_required
)
ENDED_STATES = (R.COMPLETED, R.CANCELLED)
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
