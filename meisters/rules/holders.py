"""Who has the ball: the one who must act next, and what is to be done."""

from meisters.choices import ApplicationState as A

OFFICE_STATES = (A.DRAFT, A.RECEIVED, A.CHECKED, A.APPROVED, A.INQUIRY)


def holder(application) -> str:
    """The owner by name, 承認者 or センター; empty when nobody has to act any more."""
    if application.state in OFFICE_STATES:
        return str(application.owner)
    return {A.AWAITING: "承認者", A.SUBMITTED: "センター"}.get(application.state, "")


def deadline(application):
    """By when: the corner's deadline until the papers have left the office, then the center's."""
    if application.round is None:
        return None
    if application.state in (A.DRAFT, A.RECEIVED, A.CHECKED, A.AWAITING):
        return application.round.corner_deadline
    return application.round.center_deadline if application.state == A.APPROVED else None
