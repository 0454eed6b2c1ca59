"""Who may keep and open the papers that came in."""

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import ArrivedPaper
from dispatch.rules.plans import VIEW_TRAINEES
from dispatch.rules.workflows import EDIT

EXPORT = "meisters.export_personal"
OF_TRAINEES = (ArrivedPaper.ROSTER, ArrivedPaper.INSURANCE)
"""They name trainees, who are minors for the most part."""


def may_open(file, user) -> bool:
    return user.has_perm(EXPORT) and (file.kind not in OF_TRAINEES or user.has_perm(VIEW_TRAINEES))


def check_may_keep(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("書類を添付する権限がありません。担当に依頼してください。")
