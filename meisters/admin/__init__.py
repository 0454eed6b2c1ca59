"""The manager's rooms in the admin: what waits for approval, rounds, what was deleted."""

from meisters.admin.applications import ApplicationAdmin
from meisters.admin.deletions import DeletionAdmin
from meisters.admin.rounds import RoundAdmin

__all__ = ["ApplicationAdmin", "DeletionAdmin", "RoundAdmin"]
