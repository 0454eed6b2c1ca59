"""Applications in any state, and a user who may do everything."""

from datetime import date

from django.utils import timezone

from meisters.choices import ApplicationState as A
from meisters.models import CertificationApplication
from meisters.rules import APPLICATION_WORKFLOW, APPROVED_STATES
from tests.factories.meisters import ApplicationFactory
from tests.meisters import situations

TRANSITIONS = APPLICATION_WORKFLOW.transitions.values()


def in_state(state, **fields) -> CertificationApplication:
    approved = {"approved_by": situations.shonin(), "approved_at": timezone.now()}
    return ApplicationFactory(
        state=state,
        received_on=None if state == A.DRAFT else date(2025, 7, 2),
        **(approved if state in APPROVED_STATES else {}),
        **fields,
    )
