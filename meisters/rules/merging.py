"""統合: when the records of one person may become one."""

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import CandidateState, Consent

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


def check_consents(kept: dict[str, str], lost: dict[str, str], labels: dict[str, str]) -> None:
    """Item → answer of both people; a yes here and a no there is for the person to say."""
    told = {Consent.AGREED, Consent.REFUSED}
    differing = [
        labels[item] for item in kept.keys() & lost.keys() if {kept[item], lost[item]} == told
    ]
    if differing:
        raise TransitionDenied(
            f"公表同意の回答が違う項目があります（{'、'.join(sorted(differing))}）。"
            "本人に確認し、両方の記録を同じ回答にそろえてから統合してください。"
        )


def check_accounts(kept, lost) -> None:
    """Two bank accounts (None: none) can't be one; which is right only 会計 can tell."""
    if kept and lost and any(getattr(kept, name) != getattr(lost, name) for name in ACCOUNT):
        raise TransitionDenied(
            "両方の記録に、内容の違う振込口座が登録されています。"
            "会計に依頼し、両方を同じ口座にそろえてから統合してください。"
        )
