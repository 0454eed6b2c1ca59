"""What a long act may be asked, and what is said when it stops."""

from datetime import timedelta

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import JobState, Medium

KEPT = timedelta(days=30)
MANAGE = "paperwork.manage_jobs"

BROKEN_OFF = "処理が途中で止まりました。何も保存されていません。「もう一度行う」を押してください。"
UNEXPECTED = (
    "予期しない問題が起きました。何も保存されていません。「もう一度行う」を押してください。"
    "それでも止まるときは、管理者に連絡してください。"
)
ACT_IS_GONE = (
    "プログラムが更新されたため、同じ処理をもう一度行えません。元の画面からやり直してください。"
)
NOT_ALLOWED = "この処理を行う権限がありません。担当の管理者に確認してください。"
NOTHING_SAVED = "何も保存されていません。"


class Cancelled(Exception):
    """The user asked the act to stop: everything it did is undone."""


class Stopped(TransitionDenied):
    """A long act that was refused at a record; its text names the record."""


def sentence(record: str, reason: str) -> str:
    """Where the act stopped, and why."""
    return f"{record}で止まりました。{reason}" if record else reason


def check_can_cancel(job, *, by) -> None:
    if job.by_id != by.pk and not by.has_perm(MANAGE):
        raise TransitionDenied("ほかの人の処理を取り消す権限がありません。")
    if job.is_finished:
        label = JobState(job.state).label
        raise TransitionDenied(f"「{job}」はすでに「{label}」のため、取り消せません。")


def check_can_retry(job, *, by) -> None:
    if job.by_id != by.pk:
        raise TransitionDenied("もう一度行えるのは、この処理を始めた本人だけです。")
    check_may_do(job)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        label = JobState(job.state).label
        raise TransitionDenied(f"「{job}」は現在「{label}」のため、もう一度行うことはできません。")
    if hasattr(job, "retry"):
        raise TransitionDenied(f"「{job}」は、すでにもう一度行われています。")


def check_may_do(job) -> None:
    """Its starter may have lost the permission since."""
    if not job.by.has_perm(job.permission):
        raise TransitionDenied(NOT_ALLOWED)


def may_download(job, user) -> bool:
    return user.has_perm(job.permission)


def is_discarded(job) -> bool:
    """Whether its file was taken away before its time."""
    gone = job.result_deleted_at
    return gone is not None and gone < job.finished_at + KEPT


def medium_of(content_type: str) -> str:
    """How the log of disclosures calls a file of this type."""
    if "spreadsheetml" in content_type:
        return Medium.EXCEL
    kinds = {"application/pdf": Medium.PDF, "application/zip": Medium.ZIP}
    return kinds.get(content_type, Medium.FILE)
