"""Cells of the grids of a course's participants."""

REPLY_CELLS = ("reply", "replied_on", "replied_way", "note")
COMPLETION_CELLS = ("attendance", "completed_on", "result")
TRAVEL_CELLS = ("attendance", "travel_means", "travel_cost", "nights", "result")
