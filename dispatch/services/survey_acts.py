"""Long acts of the survey: asking, reminding, printing the forms to answer on."""

from datetime import date

from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services.jobs import long_act
from dispatch.models import DemandSurvey
from dispatch.papers import survey_reply_form
from dispatch.services import survey_letters

NEXT = "内容を確認し、まとめて発行・送信してください。"


@long_act()
def ask(progress, *, survey_id: int, keys, dated_on: str, sending: str) -> None:
    rows, batch = survey_letters.ask(
        survey_id,
        set(keys),
        by=progress.by,
        day=date.fromisoformat(dated_on),
        sending=sending,
        each=lambda pairs: progress.each(pairs, _words),
    )
    progress.note(
        f"{len(rows)}件の調査の文書を下書きにしました。{NEXT}", url=batch.get_absolute_url()
    )


@long_act()
def remind(progress, *, survey_id: int, dated_on: str, sending: str) -> None:
    rows, batch = survey_letters.remind(
        survey_id,
        by=progress.by,
        day=date.fromisoformat(dated_on),
        sending=sending,
        each=lambda pairs: progress.each(pairs, _words),
    )
    progress.note(
        f"未回答の{len(rows)}件への催促の文書を下書きにしました。{NEXT}",
        url=batch.get_absolute_url(),
    )


@long_act()
def print_forms(progress, *, survey_id: int) -> None:
    """As one PDF by group and name; those who have answered need none any more."""
    survey = DemandSurvey.objects.get(pk=survey_id)
    rows = survey.addressees.to_answer().for_letters()
    rows = list(progress.each(rows.order_by("group", "organization__kana", "pk")))
    if not rows:
        raise TransitionDenied(f"「{survey}」には、回答していない調査先がありません。")
    progress.keep(
        bytes(survey_reply_form.render_forms(rows, timezone.localdate())),
        name=f"回答票_{survey}.pdf",
        content_type=pdf.CONTENT_TYPE,
        note=f"回答していない{len(rows)}件の回答票です。",
    )


def _words(pair) -> str:
    return str(pair[0].organization)
