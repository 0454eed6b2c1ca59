"""Issuing official documents: one transaction takes the number, makes the PDF and keeps it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aomori_skills.base import fiscal_year, pdf
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import NumberSeries, OfficialDocument
from aomori_skills.paperwork.rules import documents as rules
from aomori_skills.paperwork.services.letterhead import Letterhead, headed_anew


@dataclass(frozen=True)
class Paper:
    """What is to be issued: an entry of the register before it has its number and its file.

    What is counted on its own has its own ``symbol`` and says the year with its number; all others
    share that of the office.
    """

    kind: str
    subject: str
    addressee: str
    issued_on: date
    numbered: bool = True
    letter: dict | None = None
    reissue_of: OfficialDocument | None = None
    reissue_reason: str = ""
    held: bool = False
    personal: bool = False
    symbol: str = ""


def issue(*, render: Callable[[str], bytes], by, **paper) -> OfficialDocument:
    """Take the next number of the year, ``render(number)`` the PDF with it, and keep both.

    ``paper`` are the fields of Paper. A 事務連絡 (``numbered=False``) is rendered with "".

    An area whose record rests on the document has it ``held``, and says ``release`` when that is
    cancelled. Whoever takes the PDF of a ``personal`` one needs the permission to export.
    """
    [document] = issue_all([Paper(**paper)], render_all=lambda numbers: map(render, numbers), by=by)
    return document


@transaction.atomic
def issue_all(
    papers: Sequence[Paper],
    *,
    render_all: Callable[[list[str]], Iterable[bytes]],
    by,
    each: Callable[[OfficialDocument, bytes], object] = lambda document, content: None,
) -> list[OfficialDocument]:
    """Number all ``papers`` in their order, then keep each with its PDF and tell ``each`` of it.

    The counters stay locked until the caller's transaction ends, so numbers have no gaps and no
    doubles whatever fails.
    """
    rules.check_can_issue(by)
    documents = [_entry(paper, by) for paper in papers]
    _take_numbers([one for one, paper in zip(documents, papers, strict=True) if paper.numbered])
    contents = render_all([document.number for document in documents])
    for document, content in zip(documents, contents, strict=True):
        rules.check_is_complete(getattr(content, "missing", ()))
        document.insert_with(bytes(content), suffix=".pdf", content_type=pdf.CONTENT_TYPE)
        each(document, content)
    return documents


def reissue(
    document: OfficialDocument,
    *,
    by,
    reason: str,
    issued_on: date | None = None,
    render: Callable[[str], bytes] | None = None,
) -> OfficialDocument:
    """A new entry with a new number and today's date; the old entry and its file stay.

    Without ``render`` the kept text is written again, by the office as it is on that day.
    """
    rules.check_can_reissue(document, by=by, reason=reason)
    issued_on = issued_on or timezone.localdate()
    letter = None
    if render is None:
        rules.check_can_be_rewritten(document)
        letter = headed_anew(pdf.Letter.from_dict(document.letter), issued_on)
    return issue(
        kind=document.kind,
        subject=document.subject,
        addressee=document.addressee,
        issued_on=issued_on,
        by=by,
        render=render or (lambda number: pdf.letter(replace(letter, number=number))),
        numbered=document.is_numbered,
        letter=letter and letter.as_dict(),
        reissue_of=document,
        reissue_reason=reason,
        personal=document.personal,
    )


def release(document_id: int) -> None:
    """The record that rested on the document is cancelled: it may become 欠番."""
    OfficialDocument.objects.filter(pk=document_id).update(held=False)


@transaction.atomic
def void(document_id: int, *, by, reason: str) -> OfficialDocument:
    """欠番: the number stays taken and the file stays, but the letter does not count any more."""
    document = OfficialDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    rules.check_can_void(document, by=by, reason=reason)
    document.voided_at, document.voided_by = timezone.now(), by
    document.void_reason = reason.strip()
    document.save(update_fields=("voided_at", "voided_by", "void_reason"))
    return document


def symbol_on(day: date) -> str:
    """The letter symbol of ``day``: what is set, or a Missing that says where to set it."""
    return Letterhead(day).symbol


def earliest_day() -> date:
    """The first day that may stand on a letter: that of the year of the last letter's number."""
    today = timezone.localdate()
    this_year = fiscal_year.of(today)
    series = NumberSeries.objects.filter(symbol=symbol_on(today), last_serial__gt=0)
    used = series.aggregate(last=Max("fiscal_year"))["last"]
    return fiscal_year.first_day(min(this_year, used or this_year - 1))


def number_text(symbol: str, serial: int | str) -> str:
    """青技振第12号."""
    return f"{symbol}第{serial}号"


def _entry(paper: Paper, by) -> OfficialDocument:
    document = OfficialDocument(
        kind=DocumentKind(paper.kind),
        symbol=paper.symbol,
        subject=paper.subject.strip(),
        addressee=paper.addressee.strip(),
        issued_on=paper.issued_on,
        issued_by=by,
        fiscal_year=fiscal_year.of(paper.issued_on),
        letter=paper.letter,
        reissue_of=paper.reissue_of,
        reissue_reason=paper.reissue_reason.strip(),
        held=paper.held,
        personal=paper.personal,
    )
    rules.check_words(document)
    return document


def _take_numbers(documents: list[OfficialDocument]) -> None:
    """Consecutive numbers in the order of ``documents``; each counter is asked once."""
    shared, own = [], []
    for one in documents:
        (own if one.symbol else shared).append(one)
    symbols = {day: symbol_on(day) for day in {one.issued_on for one in shared}}
    rules.check_is_complete(pdf.missing_values(symbols))
    for document in shared:
        document.symbol = symbols[document.issued_on]
    for symbol, year in sorted({(one.symbol, one.fiscal_year) for one in documents}):
        series = NumberSeries.objects.locked(symbol, year)
        for document in documents:
            if (document.symbol, document.fiscal_year) == (symbol, year):
                series.last_serial += 1
                document.serial = series.last_serial
                document.number = number_text(symbol, document.serial)
        series.save(update_fields=("last_serial",))
    for document in own:
        document.number = f"{document.fiscal_year_label}{document.number}"
