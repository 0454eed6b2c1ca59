"""Decisions of plan area 2; nothing here writes and nothing here reads the database."""

from dispatch.rules.workflows import REQUEST_COMMENTED, REQUEST_WORKFLOW

__all__ = ["REQUEST_COMMENTED", "REQUEST_WORKFLOW"]
