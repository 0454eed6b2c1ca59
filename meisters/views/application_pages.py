"""What the pages of an application share: the row, the checklist, the way back."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.verdict import Outcome, Verdict, blocking
from meisters.forms.sections import BY_SLUG, DOCUMENTS, SECTION_OF_RULE, SECTIONS
from meisters.models import CertificationApplication
from meisters.rules import APPROVED_STATES, EDITABLE_STATES
from meisters.rules.checklist import checklist
from meisters.rules.experience import clipped, length
from meisters.rules.workflows import EDIT
from meisters.services.facts import case_of

FROZEN_STATES = tuple(state for state in APPROVED_STATES if state not in EDITABLE_STATES)
"""Here the verdicts of the approval are shown, not those of today's rules."""


@dataclass(frozen=True)
class Item:
    """A verdict with the page that can mend it, and the words of the link."""

    verdict: Verdict
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Place:
    """A section in the navigation of the edit pages, with the number of its open verdicts."""

    title: str
    url: str
    current: bool
    open: int


def application_of(pk: int, *, whole: bool = True) -> CertificationApplication:
    """The application with everything that the checklist reads, or just with its head."""
    rows = CertificationApplication.objects
    if whole:
        return get_object_or_404(rows.whole(), pk=pk)
    head = rows.with_marks().select_related("candidate", "round", "owner")
    return get_object_or_404(head, pk=pk)


def crumbs(*more):
    return (("認定申請", reverse("meisters:application_list")), *more)


def section_url(application, slug: str) -> str:
    return reverse("meisters:application_section", args=(application.pk, slug))


def may_edit(application, user) -> bool:
    return application.state in EDITABLE_STATES and user.has_perm(EDIT)


def checklist_context(application, *, doubles: bool = True) -> dict:
    """Verdicts as they stand: judged now, or as they were kept with the approval."""
    kept = application.state in FROZEN_STATES and bool(application.verdicts)
    if kept:
        verdicts = [Verdict.from_dict(row) for row in application.verdicts]
        judged = {"judged_year": application.judged_year}
    else:
        case = case_of(application, doubles=doubles)
        verdicts = checklist(case)
        judged = {
            "judged_year": case.criteria.year,
            "rule_notice": case.criteria.notice,
            "limits": case.limits,
        }
    return judged | {
        "items": [_item(application, verdict) for verdict in verdicts],
        "blocking": [_item(application, verdict) for verdict in blocking(verdicts)],
        "met": sum(verdict.outcome == Outcome.YES for verdict in verdicts),
        "kept": kept,
        "total": _practice_total(application),
        "nothing_attached": not application.documents.all()
        and not any(row.evidence_id for row in application.qualifications.all()),
    }


def _practice_total(application):
    until = application.applied_on or timezone.localdate()
    return length(clipped(application.practice_periods.all(), until=until))


def places(application, current: str, items: list[Item]) -> list[Place]:
    """The sections and the papers, each with what is still open there."""
    counts: dict[str, int] = {}
    for item in items:
        if item.verdict.blocks:
            slug = SECTION_OF_RULE.get(item.verdict.rule, "")
            counts[slug] = counts.get(slug, 0) + 1
    titles = [(section.slug, section.title) for section in SECTIONS]
    return [
        Place(title, section_url(application, slug), slug == current, counts.get(slug, 0))
        for slug, title in (*titles, (DOCUMENTS, "書類"))
    ]


def open_first(items: list[Item]) -> list[Item]:
    """What is missing, then what is merely not known, then what is met."""
    return sorted(
        items, key=lambda item: (not item.verdict.blocks, item.verdict.outcome == Outcome.YES)
    )


def _item(application, verdict: Verdict) -> Item:
    if verdict.outcome == Outcome.UNKNOWN and "「年度の基準」で" in verdict.text:
        return Item(verdict, reverse("office:rule_list"), "「年度の基準」を開く")
    slug = SECTION_OF_RULE.get(verdict.rule, "")
    if not slug:
        return Item(verdict)
    if slug == DOCUMENTS:
        return Item(verdict, section_url(application, slug), "書類を添付する")
    return Item(verdict, section_url(application, slug), f"「{BY_SLUG[slug].title}」を入力する")
