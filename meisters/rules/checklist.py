"""The whole checklist of an application, with the manager's exceptions laid over it."""

from dataclasses import replace

from aomori_skills.base.verdict import Verdict
from meisters.rules import criteria, package
from meisters.rules.case import Case

NOT_OVERRIDABLE = frozenset({"basics", "applied_on", "jurisdiction", "publication", "criteria"})
"""Without these the center can't take the application at all: no manager can let them pass."""


def checklist(case: Case) -> list[Verdict]:
    """Verdicts of criteria and package; an exception keeps the verdict beside its reason."""
    return [
        replace(verdict, overridden_by=case.overrides.get(verdict.rule, ""))
        for verdict in (*criteria.verdicts(case), *package.verdicts(case))
    ]


def can_override(verdict: Verdict) -> bool:
    """Whether a manager may let this verdict pass with a reason."""
    return verdict.blocks and verdict.rule not in NOT_OVERRIDABLE
