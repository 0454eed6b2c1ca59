"""Who writes: the sender and the contact of a letter, from the office's settings of its day."""

from dataclasses import replace
from datetime import date

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile

STAFF = "担当"


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
    lines = [(STAFF, str(person))] if person else []
    address, postcode = _value(profile, "address"), profile.postcode if profile else ""
    if postcode and not isinstance(address, pdf.Missing):
        address = f"〒{postcode}　{address}"
    lines += [("住所", address), ("電話", _value(profile, "phone"))]
    if profile and profile.fax:
        lines.append(("FAX", profile.fax))
    if profile and profile.email:
        lines.append(("メール", profile.email))
    return pdf.Contact(_value(profile, "name"), tuple(lines))


def headed_anew(letter: pdf.Letter, day: date) -> pdf.Letter:
    """The same text on ``day``: head, address and telephone of that day, the same 担当."""
    contact = letter.contact
    return replace(
        letter,
        issued_on=day,
        sender=sender_on(day),
        contact=contact and contact_on(day, dict(contact.lines).get(STAFF)),
    )


def _value(profile, name: str) -> str:
    value = getattr(profile, name).strip() if profile else ""
    label = str(OfficeProfile._meta.get_field(name).verbose_name)
    return value or pdf.Missing(label, str(OfficeProfile._meta.verbose_name))
