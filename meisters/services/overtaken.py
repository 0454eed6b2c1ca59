"""Letters and mails that ask for what has been answered: they are not sent any more."""

from collections.abc import Iterable

from aomori_skills.paperwork.services import outbox

REASON = "回答があったため"


def withdraw(message_ids: Iterable[int | None], *, by) -> int:
    """Those that have not left yet are cancelled, the reason in their steps; how many."""
    return outbox.withdraw(filter(None, message_ids), by=by, comment=REASON)


def sentence(count: int) -> str:
    return (
        f"{REASON}、まだ送っていなかった依頼・催促のメールと文書{count}件を"
        "「取消」にしました。送る必要はありません。"
    )
