"""Closed lists of plan area 2."""

from dispatch.choices.consultations import ConsultationWay, NextState, Theme
from dispatch.choices.letters import Sending
from dispatch.choices.planning import DayItem, MeetingWay, NoticeTo, Readiness
from dispatch.choices.requests import (
    ArrivedPaper,
    DispatchKind,
    Purpose,
    RequestState,
    Side,
    TaxRate,
)
from dispatch.choices.sessions import (
    INSTRUCTORS,
    AskState,
    AssignmentState,
    Ground,
    InstructorRole,
    SessionState,
    SoftConflict,
)
from dispatch.choices.surveys import AddresseeGroup, AddresseeState, ProposalState, Standing

__all__ = [
    "INSTRUCTORS",
    "AddresseeGroup",
    "AddresseeState",
    "ArrivedPaper",
    "AskState",
    "AssignmentState",
    "ConsultationWay",
    "DayItem",
    "DispatchKind",
    "Ground",
    "InstructorRole",
    "MeetingWay",
    "NextState",
    "NoticeTo",
    "ProposalState",
    "Purpose",
    "Readiness",
    "RequestState",
    "Sending",
    "SessionState",
    "Side",
    "SoftConflict",
    "Standing",
    "TaxRate",
    "Theme",
]
