"""An application approved."""

from meisters.services import approvals
from tests.meisters import situations

JUDGEMENT = situations.JUDGEMENT


def approve(application, by=None, **more):
    options = {"head_judgement": JUDGEMENT} | more
    return approvals.approve(application.pk, by=by or situations.shonin(), **options)
