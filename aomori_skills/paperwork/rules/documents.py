"""Who may issue, void and reissue, and what must be set before."""

from aomori_skills.base.pdf import MissingValues
from aomori_skills.base.workflow import TransitionDenied

PERMISSION = "paperwork.issue_documents"
EXPORT_PERMISSION = "paperwork.export_personal"


class DocumentRefused(TransitionDenied):
    """An issue, a reissue or a 欠番 that the rules refuse; its text is a sentence for the user."""


def check_can_issue(by) -> None:
    if not by.has_perm(PERMISSION):
        raise DocumentRefused("公文書を発行する権限がありません。担当の管理者に確認してください。")


def may_download(document, user) -> bool:
    return not document.personal or user.has_perm(EXPORT_PERMISSION)


def check_words(document) -> None:
    """Subject, addressee and reason are there and fit the register."""
    for name in ("subject", "addressee", "reissue_reason"):
        field = document._meta.get_field(name)
        text = getattr(document, name)
        if not text and not field.blank:
            raise DocumentRefused(f"{field.verbose_name}を入力してください。")
        if len(text) > field.max_length:
            raise DocumentRefused(
                f"{field.verbose_name}は{field.max_length}文字以内で入力してください"
                f"（今は{len(text)}文字です）。"
            )


def check_is_complete(missing) -> None:
    """Refuse a paper on which a value is missing, naming what to set and where."""
    if missing:
        raise DocumentRefused(str(MissingValues(missing)))


def check_can_reissue(document, *, by, reason: str) -> None:
    check_can_issue(by)
    if not reason.strip():
        raise DocumentRefused("再発行の理由を入力してください。")


def check_can_be_rewritten(document) -> None:
    """The register can write a letter again only if it keeps its text."""
    if not document.can_be_rewritten:
        raise DocumentRefused(
            f"「{document}」は、この画面からは再発行できません。元の業務の画面から発行し直してください。"
        )


def check_can_void(document, *, by, reason: str) -> None:
    check_can_issue(by)
    if not document.is_numbered:
        raise DocumentRefused(f"「{document}」には文書番号がないため、欠番にできません。")
    if document.is_voided:
        raise DocumentRefused(f"「{document}」は、すでに欠番になっています。")
    if document.held:
        raise DocumentRefused(
            f"「{document}」は業務の記録で使われているため、欠番にできません。"
            "元の業務の画面で取り消すと、欠番になります。"
        )
    if not reason.strip():
        raise DocumentRefused("欠番の理由を入力してください。")
    limit = document._meta.get_field("void_reason").max_length
    if len(reason.strip()) > limit:
        raise DocumentRefused(f"欠番の理由は{limit}文字以内で入力してください。")
