"""The manager's rooms of plan area 2 in the admin: exceptions from the year's rules."""

from dispatch.admin.requests import RequestAdmin

__all__ = ["RequestAdmin"]
