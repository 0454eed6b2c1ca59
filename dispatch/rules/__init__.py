"""Decisions of plan area 2; nothing here writes and nothing here reads the database."""

from dispatch.rules.workflows import (
    APPROVED_STATES,
    REQUEST_COMMENTED,
    REQUEST_WORKFLOW,
    UNAPPROVED_STATES,
)

__all__ = ["APPROVED_STATES", "REQUEST_COMMENTED", "REQUEST_WORKFLOW", "UNAPPROVED_STATES"]
