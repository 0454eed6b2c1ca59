"""The manager's rooms of plan area 2 in the admin: decisions, and exceptions from the rules."""

from dispatch.admin.requests import RequestAdmin

__all__ = ["RequestAdmin"]
