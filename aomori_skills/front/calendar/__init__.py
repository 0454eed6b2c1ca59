"""予定表: what all rooms put on a day, for those who may look into them."""

from aomori_skills.front.calendar.gathering import KINDS, gather

__all__ = ["KINDS", "gather"]
