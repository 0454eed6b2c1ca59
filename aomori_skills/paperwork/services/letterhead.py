"""Who writes: the sender and the contact of a letter, from the office's settings of its day."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile

STAFF = "担当"


@dataclass
class Letterhead:
    """The office's settings of one day, read once for all papers of that day.

    What is not set is a Missing, which says where to set it.
    """

    day: date

    @cached_property
    def sender(self) -> tuple[str, ...]:
        """The office and its head."""
        title, name = self.value("head_title"), self.value("head_name")
        if isinstance(title, pdf.Missing) or isinstance(name, pdf.Missing):
            return (self.value("name"), title, name)
        return (self.value("name"), f"{title}　{name}")

    @property
    def symbol(self) -> str:
        return self.value("letter_symbol")

    def contact(self, person=None) -> pdf.Contact:
        """Name, address and telephone of the office, and who answers."""
        profile = self._profile
        lines = [(STAFF, str(person))] if person else []
        address, postcode = self.value("address"), profile.postcode if profile else ""
        if postcode and not isinstance(address, pdf.Missing):
            address = f"〒{postcode}　{address}"
        lines += [("住所", address), ("電話", self.value("phone"))]
        if profile and profile.fax:
            lines.append(("FAX", profile.fax))
        if profile and profile.email:
            lines.append(("メール", profile.email))
        return pdf.Contact(self.value("name"), tuple(lines))

    def value(self, name: str) -> str:
        """A field of the settings."""
        value = getattr(self._profile, name).strip() if self._profile else ""
        label = str(OfficeProfile._meta.get_field(name).verbose_name)
        return value or pdf.Missing(label, str(OfficeProfile._meta.verbose_name))

    @cached_property
    def _profile(self) -> OfficeProfile | None:
        return OfficeProfile.objects.on(self.day)


def sender_on(day: date) -> tuple[str, ...]:
    """The office and its head as of ``day``."""
    return Letterhead(day).sender


def contact_on(day: date, person=None) -> pdf.Contact:
    """Name, address and telephone of the office as of ``day``, and who answers."""
    return Letterhead(day).contact(person)


def headed_anew(letter: pdf.Letter, day: date) -> pdf.Letter:
    """The same text on ``day``: head, address and telephone of that day, the same 担当."""
    contact, head = letter.contact, Letterhead(day)
    return replace(
        letter,
        issued_on=day,
        sender=head.sender,
        contact=contact and head.contact(dict(contact.lines).get(STAFF)),
    )
