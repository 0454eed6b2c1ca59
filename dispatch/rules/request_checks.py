"""The check of a request: every rule's answer in the order of the form, exceptions laid over."""

from collections.abc import Iterable
from dataclasses import replace

from aomori_skills.base.verdict import Outcome, Verdict
from dispatch.rules import request_caps, request_facts
from dispatch.rules.check_items import RequestItem as Item
from dispatch.rules.request_case import Excuse, Finding, RequestCase


def findings(case: RequestCase) -> list[Finding]:
    """What the rules find, before any exception."""
    found = [request_facts.kind(case), request_facts.trade(case)]
    if case.book.year is None:
        text = case.book.notice
        found.append(Finding(Verdict(*Item.RULES.named, Outcome.UNKNOWN, text)))
    else:
        found += request_caps.judged(case)
    found += [request_facts.photo(case), request_facts.insurance(case)]
    return found


def verdicts(case: RequestCase) -> list[Verdict]:
    """The check; an exception keeps the verdict beside its reason."""
    return [_with_excuse(found, case.excuses) for found in findings(case)]


def _with_excuse(found: Finding, excuses: Iterable[Excuse]) -> Verdict:
    for excuse in excuses:
        if excuse.covers(found):
            reason = f"{excuse.number}で認めた例外：{excuse.reason}" if excuse.number else ""
            return replace(found.verdict, overridden_by=reason or excuse.reason)
    return found.verdict


def in_the_way(found: Iterable[Verdict]) -> list[Verdict]:
    """What only a manager can let pass: a hard rule that is not kept."""
    return [verdict for verdict in found if verdict.blocks and verdict.outcome == Outcome.NO]


def open_questions(found: Iterable[Verdict]) -> list[Verdict]:
    """What can't be told yet and has to be before the decision."""
    return [verdict for verdict in found if verdict.blocks and verdict.outcome != Outcome.NO]
