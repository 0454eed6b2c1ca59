"""Issuing official documents: one transaction takes the number, makes the PDF and keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.base import fiscal_year, pdf
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import NumberSeries, OfficialDocument
from aomori_skills.paperwork.rules import documents as rules
from aomori_skills.paperwork.services.letterhead import headed_anew


@transaction.atomic
def issue(
    *,
    kind: str,
    subject: str,
    addressee: str,
    issued_on: date,
    by,
    render: Callable[[str], bytes],
    numbered: bool = True,
    letter: dict | None = None,
    reissue_of: OfficialDocument | None = None,
    reissue_reason: str = "",
    held: bool = False,
) -> OfficialDocument:
    """Take the next number of the year, ``render(number)`` the PDF with it, and keep both.

    The counter stays locked until the caller's transaction ends, so numbers have no gaps and no
    doubles whatever fails. A 事務連絡 (``numbered=False``) is rendered with "".

    An area whose record
    rests on the document has it ``held``, and says ``release`` when that is cancelled.
    """
    rules.check_can_issue(by)
    document = OfficialDocument(
        kind=DocumentKind(kind),
        subject=subject.strip(),
        addressee=addressee.strip(),
        issued_on=issued_on,
        issued_by=by,
        fiscal_year=fiscal_year.of(issued_on),
        letter=letter,
        reissue_of=reissue_of,
        reissue_reason=reissue_reason.strip(),
        held=held,
    )
    rules.check_words(document)
    if numbered:
        _take_number(document)
    content = render(document.number)
    rules.check_is_complete(getattr(content, "missing", ()))
    document.insert_with(bytes(content), suffix=".pdf", content_type=pdf.CONTENT_TYPE)
    return document


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
    profile = OfficeProfile.objects.on(day)
    place = str(OfficeProfile._meta.verbose_name)
    return (profile and profile.letter_symbol.strip()) or pdf.Missing("公文書記号", place)


def number_text(symbol: str, serial: int | str) -> str:
    """青技振第12号."""
    return f"{symbol}第{serial}号"


def _take_number(document):
    symbol = symbol_on(document.issued_on)
    rules.check_is_complete(pdf.missing_values({"symbol": symbol}))
    series = NumberSeries.objects.locked(symbol, document.fiscal_year)
    series.last_serial += 1
    series.save(update_fields=("last_serial",))
    document.symbol, document.serial = symbol, series.last_serial
    document.number = number_text(symbol, series.last_serial)
