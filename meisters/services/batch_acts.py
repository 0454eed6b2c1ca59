"""センター提出 as an act that may take long: many applications are done by the worker."""

from datetime import date

from django.urls import reverse

from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs
from meisters.rules import workflows
from meisters.services import batches


def start(round_id: int, application_ids: list[int], *, by, submitted_on: date, note: str) -> Job:
    """Begin the submission, or TransitionDenied if it is refused before any paper is made."""
    batches.check(application_ids, by=by, submitted_on=submitted_on)
    return jobs.start(
        submit,
        title=f"センター提出の作成（{len(application_ids)}件）",
        by=by,
        permission=workflows.BATCHES,
        total=len(application_ids),
        back_url=reverse("meisters:batch_create"),
        round_id=round_id,
        application_ids=application_ids,
        submitted_on=submitted_on.isoformat(),
        note=note,
    )


@jobs.long_act()
def submit(progress, *, round_id, application_ids, submitted_on, note):
    batch = batches.submit(
        round_id,
        application_ids,
        by=progress.by,
        submitted_on=date.fromisoformat(submitted_on),
        note=note,
        each=progress.each,
    )
    progress.note(
        f"{batch}（{len(application_ids)}件）を作成しました。文書番号は{batch.letter.number}です。"
        "次は、提出書類一式をダウンロードして、センターへ送付してください。",
        url=f"{batch.get_absolute_url()}?tab=papers",
    )
