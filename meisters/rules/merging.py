"""統合: when the records of one person may become one."""

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import CandidateState, MeisterState

AHEAD = (
    CandidateState.DECLINED,
    CandidateState.OPEN,
    CandidateState.APPLYING,
    CandidateState.CERTIFIED,
)
"""How far a candidate has come; of two, the one further on holds."""
ACCOUNT = ("bank", "branch", "kind", "number", "holder_kana")


def state_after(kept: str, lost: str) -> str:
    return max(kept, lost, key=AHEAD.index)


def check_applications(kept, lost, running: dict[int, str]) -> None:
    """``running`` are the numbers of the applications in progress, by candidate."""
    if kept.pk in running and lost.pk in running:
        raise TransitionDenied(
            f"両方の候補者に手続中の認定申請があります（{running[kept.pk]}と{running[lost.pk]}）。"
            "一方を取り下げるか、結果が出てから統合してください。"
        )


def check_one_application(kept, lost) -> None:
    """Each certified record rests on one application, and each was certified by the center."""
    if kept.application_id and lost.application_id:
        raise TransitionDenied(
            f"両方の記録が、別の認定申請から登録されています"
            f"（{kept.application.number}と{lost.application.number}）。"
            "どちらの認定が正しいかをセンターに確認してください。このままでは統合できません。"
        )


def check_standing(kept, lost) -> None:
    """Nobody leaves the active people because the other of two records was kept."""
    if lost.state == MeisterState.ACTIVE != kept.state:
        raise TransitionDenied(
            f"統合する記録（{lost.number}）は活動可ですが、残す記録（{kept.number}）は"
            f"{kept.get_state_display()}です。本人に確認し、残す記録を入れ替えるか、"
            "両方の状態をそろえてから統合してください。"
        )


def check_accounts(kept, lost) -> None:
    """Two bank accounts (None: none) can't be one; which is right only 会計 can tell."""
    if kept and lost and any(getattr(kept, name) != getattr(lost, name) for name in ACCOUNT):
        raise TransitionDenied(
            "両方の記録に、内容の違う振込口座が登録されています。"
            "会計に依頼し、両方を同じ口座にそろえてから統合してください。"
        )
