"""Closed lists of plan area 2."""

from dispatch.choices.consultations import ConsultationWay, Theme
from dispatch.choices.requests import (
    DispatchKind,
    Purpose,
    RequestState,
    Side,
    TaxRate,
)
from dispatch.choices.sessions import (
    AskState,
    AssignmentState,
    Ground,
    InstructorRole,
    SessionState,
    SoftConflict,
)
from dispatch.choices.surveys import AddresseeGroup, AddresseeState, ProposalState

__all__ = [
    "AddresseeGroup",
    "AddresseeState",
    "AskState",
    "AssignmentState",
    "ConsultationWay",
    "DispatchKind",
    "Ground",
    "InstructorRole",
    "ProposalState",
    "Purpose",
    "RequestState",
    "SessionState",
    "Side",
    "SoftConflict",
    "TaxRate",
    "Theme",
]
