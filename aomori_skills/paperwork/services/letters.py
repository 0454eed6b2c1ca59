"""Letters of the office: sender, contact and number come from the office's own settings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from aomori_skills.base import pdf
from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.services import documents
from aomori_skills.paperwork.services.letterhead import contact_on, sender_on


def compose(
    *,
    subject: str,
    addressees: Iterable[str],
    issued_on: date,
    paragraphs: Iterable[str],
    items: Iterable[pdf.Item] = (),
    contact=None,
    seal: pdf.Seal = pdf.Seal.SPACE,
) -> pdf.Letter:
    """A letter of the office on ``issued_on``, still without its number.

    ``contact`` is the member of the staff who answers questions. What the office has not set is
    a Missing: visible in a preview, and refused when the letter is issued.
    """
    return pdf.Letter(
        subject=subject,
        addressees=tuple(addressees),
        sender=sender_on(issued_on),
        issued_on=issued_on,
        paragraphs=tuple(paragraphs),
        items=tuple(items),
        contact=contact_on(issued_on, contact),
        seal=seal,
    )


def preview(letter: pdf.Letter, *, numbered: bool = True, **more) -> pdf.Pdf:
    """The letter as it would look, marked 「案」, with room for the number."""
    symbol = documents.symbol_on(letter.issued_on)
    blank = symbol if isinstance(symbol, pdf.Missing) else documents.number_text(symbol, "　　")
    return pdf.letter(replace(letter, number=blank if numbered else ""), draft=True, **more)


def issue(
    letter: pdf.Letter,
    *,
    kind: str,
    by,
    numbered: bool = True,
    held: bool = False,
    template: str = "",
    **more,
) -> OfficialDocument:
    """Number the letter, keep it in the register, and keep its text for a reissue.

    A letter on an area's own ``template`` (with its own context) can't be written again by the
    register alone, so its text is not kept; reissue it with ``documents.reissue(render=...)``.
    """
    own_template = {"template": template} if template else {}

    def render(number):
        return pdf.letter(replace(letter, number=number), **own_template, **more)

    return documents.issue(
        kind=kind,
        subject=letter.subject,
        addressee="、".join(letter.addressees),
        issued_on=letter.issued_on,
        by=by,
        render=render,
        numbered=numbered,
        held=held,
        letter=None if template or more else letter.as_dict(),
    )
