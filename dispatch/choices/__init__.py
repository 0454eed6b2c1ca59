"""Closed lists of plan area 2."""

from dispatch.choices.consultations import ConsultationWay, NextState, Theme
from dispatch.choices.requests import (
    DispatchKind,
    Purpose,
    RequestState,
    Side,
    TaxRate,
)
from dispatch.choices.surveys import AddresseeGroup, AddresseeState, ProposalState, Standing

__all__ = [
    "AddresseeGroup",
    "AddresseeState",
    "ConsultationWay",
    "DispatchKind",
    "NextState",
    "ProposalState",
    "Purpose",
    "RequestState",
    "Side",
    "Standing",
    "TaxRate",
    "Theme",
]
