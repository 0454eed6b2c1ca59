"""Who has the ball: the one who must act next, and what is to be done."""

from meisters.choices import ApplicationState as A
from meisters.rules.workflows import UNAPPROVED_STATES

OFFICE_STATES = (A.DRAFT, A.RECEIVED, A.CHECKED, A.APPROVED, A.INQUIRY)
DEADLINES = dict.fromkeys(UNAPPROVED_STATES, "corner_deadline") | {A.APPROVED: "center_deadline"}
"""The day of the round that counts in a state: the corner's, then for the bundle the center's.

An inquiry has a day of its own (``ApplicationQuerySet.with_deadline``).
"""


def holder(application) -> str:
    """The owner by name, 承認者 or センター; empty when nobody has to act any more."""
    if application.state in OFFICE_STATES:
        return str(application.owner)
    return {A.AWAITING: "承認者", A.SUBMITTED: "センター"}.get(application.state, "")
