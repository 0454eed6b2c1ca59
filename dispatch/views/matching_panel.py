"""The tab 候補 of a request: for each trade who may be sent, who may not, and why."""

from dispatch.choices import INSTRUCTORS
from dispatch.rules import asks as ask_rules
from dispatch.rules import sessions as session_rules
from dispatch.rules.matching_order import reasons
from dispatch.services.candidate_rows import standing
from dispatch.services.matching import matchings

SHOWN = 50
"""So many of a trade; the list of all leads on."""

BY_ORDER = "指定なし"


def matching_context(request, row) -> dict:
    """Six questions at most, however many people are on the register."""
    found = matchings(row)
    marks = standing(row)
    may_act = session_rules.can_change(row, by=request.user)
    return {
        "matchings": [_Trade(one, row, marks) for one in found],
        "may_act": may_act,
        "shown": SHOWN,
        "planning": row.state in ask_rules.PLANNING,
        "roles": [("", BY_ORDER), *((role.value, role.label) for role in INSTRUCTORS)],
        "notice": found[0].wanted.book.notice,
        "missing": found[0].wanted.scale.missing,
    }


class _Trade:
    """One trade with the rows that fit on the page."""

    def __init__(self, matching, request, marks):
        self.matching = matching
        self.fitting = _lines(matching.fitting, request, marks)
        self.excluded = _lines(matching.excluded, request, marks)
        self.skilled = _lines(matching.skilled, request, marks)
        self.more = max(len(matching.fitting), len(matching.excluded)) > SHOWN


class _Line:
    """A candidate, and how they stand in this request already."""

    def __init__(self, candidate, request, place: int, marks, why: str):
        self.candidate, self.place, self.marks, self.why = candidate, place, marks, why
        self.is_named = candidate.facts.key == f"meister-{request.named_meister_id}"


def _lines(candidates, request, marks) -> list[_Line]:
    shown = candidates[: SHOWN + 1]
    pairs = zip(shown, reasons(shown), strict=True)
    lines = [
        _Line(one, request, place, marks[one.facts.key], why)
        for place, (one, why) in enumerate(pairs, start=1)
    ]
    return lines[:SHOWN]
