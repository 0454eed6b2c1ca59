"""名簿の取込み as an act that may take long: many rows are entered by the worker."""

from django.urls import reverse

from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs
from meisters.models import RegisterImport
from meisters.services import register_import


def start(record: RegisterImport, *, fingerprint: str, by) -> Job:
    """Begin to enter the rows, or TransitionDenied if the plan is not the one that was shown."""
    rows = register_import.check(record, fingerprint=fingerprint, by=by)
    return jobs.start(
        enter,
        title=f"名簿の取込み（{rows}人）",
        by=by,
        permission=register_import.PERMISSION,
        total=rows,
        back_url=reverse("meisters:meister_import"),
        record_id=record.pk,
        fingerprint=fingerprint,
    )


@jobs.long_act()
def enter(progress, *, record_id, fingerprint):
    record = register_import.apply(
        record_id, fingerprint=fingerprint, by=progress.by, each=progress.each
    )
    progress.note(applied_sentence(record), url=reverse("meisters:meister_list"))


def applied_sentence(record: RegisterImport) -> str:
    return (
        f"「{record}」を取り込みました（新規{record.added}人、変更{record.changed}人）。"
        "名簿で内容を確認してください。"
    )
