"""Long acts of the yearly confirmation: asking, reminding, printing the slips; how they start."""

from datetime import date

from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs
from aomori_skills.paperwork.services.jobs import long_act
from meisters.models import ConfirmationRound
from meisters.papers import continuing_slip
from meisters.rules import confirmations as rules
from meisters.services import confirmations

NEXT = "内容を確認し、まとめて発行・送信してください。"


def start_asking(round_, people, *, by, day: date, channel: str) -> Job:
    """Take ``people`` into the round; ``channel`` is one of ``rules.Asking``."""
    keys = list(people.values_list("pk", flat=True))
    return jobs.start(
        ask,
        title=f"{round_}の文書の下書き（{len(keys)}件）",
        by=by,
        permission=rules.EDIT,
        total=len(keys),
        back_url=round_.get_absolute_url(),
        round_id=round_.pk,
        meister_ids=keys,
        dated_on=day.isoformat(),
        channel=channel,
    )


def start_reminding(round_, *, by, day: date, channel: str) -> Job:
    count = round_.confirmations.unanswered().count()
    return jobs.start(
        remind,
        title=f"{round_}の再度の依頼の下書き（{count}件）",
        by=by,
        permission=rules.EDIT,
        total=count,
        back_url=round_.get_absolute_url(),
        round_id=round_.pk,
        dated_on=day.isoformat(),
        channel=channel,
    )


@long_act()
def ask(progress, *, round_id: int, meister_ids, dated_on: str, channel: str) -> None:
    round_ = ConfirmationRound.objects.get(pk=round_id)
    rows, batch = confirmations.take_in(
        round_id,
        meister_ids,
        by=progress.by,
        day=date.fromisoformat(dated_on),
        channel=channel,
        each=progress.each,
    )
    said = f"{len(rows)}人を{round_}の対象にし"
    if batch is None:
        said = f"{said}ました。電話などで確認し、回答を入力してください。"
        progress.note(said, url=round_.get_absolute_url())
    else:
        said = f"{said}、確認の文書の下書きを作成しました。{NEXT}"
        progress.note(said, url=batch.get_absolute_url())


@long_act()
def remind(progress, *, round_id: int, dated_on: str, channel: str) -> None:
    rows, batch = confirmations.remind(
        round_id,
        by=progress.by,
        day=date.fromisoformat(dated_on),
        channel=channel,
        each=progress.each,
    )
    progress.note(
        f"回答していない{len(rows)}人への再度の依頼の下書きを作成しました。{NEXT}",
        url=batch.get_absolute_url(),
    )


@long_act()
def print_slips(progress, *, round_id: int) -> None:
    """As one PDF in the order of the kana; those who have answered need none any more."""
    round_ = ConfirmationRound.objects.get(pk=round_id)
    rows = list(progress.each(round_.confirmations.unanswered().with_people()))
    if not rows:
        raise TransitionDenied(f"{round_}には、回答していない人がいません。")
    progress.keep(
        bytes(continuing_slip.render_slips(rows, timezone.localdate())),
        name=f"回答票_{round_}.pdf",
        content_type=pdf.CONTENT_TYPE,
        note=f"回答していない{len(rows)}人の回答票です。",
    )
