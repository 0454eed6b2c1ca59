"""Letters of the office: sender, contact and number come from the office's own settings."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from aomori_skills.base import pdf
from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.services import documents
from aomori_skills.paperwork.services.letterhead import Letterhead


def compose(
    *,
    subject: str,
    addressees: Iterable[str],
    issued_on: date,
    paragraphs: Iterable[str],
    items: Iterable[pdf.Item] = (),
    contact=None,
    seal: pdf.Seal = pdf.Seal.SPACE,
    head: Letterhead | None = None,
) -> pdf.Letter:
    """A letter of the office on ``issued_on``, still without its number.

    ``contact`` is the member of the staff who answers questions; many letters of one day share
    their ``head``. What the office has not set is
    a Missing: visible in a preview, and refused when the letter is issued.
    """
    head = head or Letterhead(issued_on)
    return pdf.Letter(
        subject=subject,
        addressees=tuple(addressees),
        sender=head.sender,
        issued_on=issued_on,
        paragraphs=tuple(paragraphs),
        items=tuple(items),
        contact=head.contact(contact),
        seal=seal,
    )


def preview(letter: pdf.Letter, *, numbered: bool = True, **more) -> pdf.Pdf:
    """The letter as it would look, marked 「案」, with room for the number."""
    return pdf.letter(with_room_for_number(letter, numbered=numbered), draft=True, **more)


def with_room_for_number(letter: pdf.Letter, *, numbered: bool = True) -> pdf.Letter:
    """The letter with the symbol and a gap where its number will stand."""
    symbol = documents.symbol_on(letter.issued_on) if numbered else ""
    blank = symbol if isinstance(symbol, pdf.Missing) else documents.number_text(symbol, "　　")
    return replace(letter, number=blank if numbered else "")


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
    paper = paper_of(letter, kind=kind, numbered=numbered, held=held)

    def render_all(numbers):
        [number] = numbers
        yield pdf.letter(replace(letter, number=number), **own_template, **more)

    if template or more:
        paper = replace(paper, letter=None)
    [document] = documents.issue_all([paper], render_all=render_all, by=by)
    return document


def issue_all(
    papers: Sequence[tuple[pdf.Letter, documents.Paper]], *, by, each=lambda document, content: None
) -> list[OfficialDocument]:
    """Many letters in one go, numbered in their order; ``each`` is told of every finished one."""

    def render_all(numbers):
        pairs = zip(papers, numbers, strict=True)
        return pdf.letters([replace(letter, number=number) for (letter, _), number in pairs])

    rows = [paper for _, paper in papers]
    return documents.issue_all(rows, render_all=render_all, by=by, each=each)


def paper_of(
    letter: pdf.Letter,
    *,
    kind: str,
    numbered: bool = True,
    held: bool = False,
    personal: bool = False,
) -> documents.Paper:
    """The letter as an entry of the register."""
    return documents.Paper(
        kind=kind,
        subject=letter.subject,
        addressee="、".join(letter.addressees),
        issued_on=letter.issued_on,
        numbered=numbered,
        held=held,
        personal=personal,
        letter=letter.as_dict(),
    )
