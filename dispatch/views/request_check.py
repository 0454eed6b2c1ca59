"""The check of a request as its pages show it: the verdicts, the running counts, the materials."""

from aomori_skills.base.verdict import Outcome, Verdict
from dispatch.rules.materials import amount, client_share, cost, per_head
from dispatch.rules.request_caps import MATERIALS, days_of
from dispatch.rules.request_checks import in_the_way, open_questions, verdicts
from dispatch.rules.workflows import EDITABLE_STATES
from dispatch.services.request_judging import case_of


def kept_context(row) -> dict:
    """The verdicts as they were kept: what the head of every tab tells, without a question."""
    return _told([Verdict.from_dict(one) for one in row.verdicts], row.state not in EDITABLE_STATES)


def check_context(row) -> dict:
    """The verdicts as they stand: judged now, or as they were kept when the request went on."""
    case = case_of(row)
    kept = row.state not in EDITABLE_STATES and bool(row.verdicts)
    found = [Verdict.from_dict(one) for one in row.verdicts] if kept else verdicts(case)
    return _told(found, kept) | {
        "changed": _changed(row, found) if row.state in EDITABLE_STATES else [],
        "judged_year": row.judged_year if kept else case.book.year,
        "rule_notice": "" if kept else case.book.notice,
        "area": case.book.area,
        "meters": case.meters(),
        "materials": material_context(case),
    }


def _told(found: list[Verdict], kept: bool) -> dict:
    return {
        "verdicts": found,
        "met": sum(one.outcome == Outcome.YES for one in found),
        "broken": in_the_way(found),
        "questions": open_questions(found),
        "kept": kept,
    }


def _changed(row, found: list[Verdict]) -> list[Verdict]:
    """Verdicts that are not as they were kept: a rule or the client changed since."""
    was = {one["rule"]: (one["outcome"], one["text"]) for one in row.verdicts}
    return [one for one in found if was.get(one.rule) != (one.outcome.value, one.text)]


def material_context(case) -> dict | None:
    """The materials with their sums; what is over the cap, as far as a cap and people are known."""
    if not case.materials:
        return None
    total, people = cost(case.materials), case.request.people
    row = min(
        (one for one in case.rows(*MATERIALS) if one.value is not None),
        key=lambda one: one.value,
        default=None,
    )
    told = {"rows": [(one, amount(one)) for one in case.materials], "cost": total, "rule": row}
    if people:
        told["per_head"] = per_head(total.net, people)
        if row:
            heads = people * days_of(case.request, row)
            told["per_day"] = per_head(total.net, heads) if heads != people else None
            told["share"] = client_share(total.net, row.value, heads)
            told["borne"] = total.net - told["share"]
    return told
