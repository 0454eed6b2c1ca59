"""Letters of the office: sender, contact and number come from the office's own settings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.services import documents


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
    letter: pdf.Letter, *, kind: str, by, numbered: bool = True, template: str = "", **more
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
        letter=None if template or more else letter.as_dict(),
    )


def sender_on(day: date) -> tuple[str, ...]:
    """The office and its head as of ``day``."""
    profile = OfficeProfile.objects.on(day)
    title, name = _value(profile, "head_title"), _value(profile, "head_name")
    if isinstance(title, pdf.Missing) or isinstance(name, pdf.Missing):
        return (_value(profile, "name"), title, name)
    return (_value(profile, "name"), f"{title}　{name}")


def contact_on(day: date, person=None) -> pdf.Contact:
    """Name, address and telephone of the office as of ``day``, and who answers."""
    profile = OfficeProfile.objects.on(day)
    lines = [("担当", str(person))] if person else []
    address, postcode = _value(profile, "address"), profile.postcode if profile else ""
    if postcode and not isinstance(address, pdf.Missing):
        address = f"〒{postcode}　{address}"
    lines += [("住所", address), ("電話", _value(profile, "phone"))]
    if profile and profile.fax:
        lines.append(("FAX", profile.fax))
    if profile and profile.email:
        lines.append(("メール", profile.email))
    return pdf.Contact(_value(profile, "name"), tuple(lines))


def _value(profile, name: str) -> str:
    value = getattr(profile, name).strip() if profile else ""
    label = str(OfficeProfile._meta.get_field(name).verbose_name)
    return value or pdf.Missing(label, str(OfficeProfile._meta.verbose_name))
