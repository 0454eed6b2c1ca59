"""回答票 for everybody who gets a letter, as one PDF in the order of the kana."""

from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services.jobs import long_act
from meisters.models import ConfirmationRound
from meisters.papers import continuing_slip


@long_act()
def print_slips(progress, *, round_id: int) -> None:
    """Those who have answered need none any more."""
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
