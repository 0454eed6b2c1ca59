"""Cells of the grids of a course's participants; who changed what is decided as in every grid."""

from meisters.rules.grid_cells import Merged, Typed, cells_of, digest, merge

__all__ = ["Merged", "Typed", "cells_of", "digest", "merge"]

REPLY_CELLS = ("reply", "replied_on", "replied_way", "note")
COMPLETION_CELLS = ("attendance", "completed_on", "result")
TRAVEL_CELLS = ("attendance", "travel_means", "travel_cost", "nights", "result")
