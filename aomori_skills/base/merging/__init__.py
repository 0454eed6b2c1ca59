"""Merging two records of one person or organization, read from the models; no tables of its own.

The record that goes stays as a row with ``merged_into``: nothing that was printed or counted loses
what it spoke of. Its model has two managers: ``objects`` (first, so that every list, search, choice
and count leaves merged rows out without being told) and ``with_merged``.
"""

from aomori_skills.base.merging.content import Choice, Taken, compare, take
from aomori_skills.base.merging.managers import kept_rows
from aomori_skills.base.merging.plan import Group, Plan, move, plan
from aomori_skills.base.merging.pointing import lock, pointers
from aomori_skills.base.merging.twins import Content, Twin

__all__ = [
    "Choice",
    "Content",
    "Group",
    "Plan",
    "Taken",
    "Twin",
    "compare",
    "kept_rows",
    "lock",
    "move",
    "plan",
    "pointers",
    "take",
]
