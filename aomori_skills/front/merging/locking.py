"""Two records locked in one order, whoever asks for which first."""

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging.subjects import Subject

CHANGED = "ほかの職員が同時に記録を変更したため、保存しませんでした。もう一度確認してください。"
SAME = "同じ記録が選ばれています。別の記録を選んでください。"


def locked(subject: Subject, one_id: int, other_id: int, *, changed: str = CHANGED) -> tuple:
    """Both rows as they are now, in the order asked for."""
    if one_id == other_id:
        raise TransitionDenied(SAME)
    rows = subject.rows.select_for_update(of=("self",))
    found = {row.pk: row for row in rows.filter(pk__in=(one_id, other_id)).order_by("pk")}
    if len(found) < 2:
        raise TransitionDenied(changed)
    return found[one_id], found[other_id]
