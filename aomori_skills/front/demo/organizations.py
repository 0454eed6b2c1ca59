"""Fictional companies and trade bodies in real municipalities, and contacts of real schools."""

from datetime import date

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.people import address_of, phone_of
from aomori_skills.front.demo.rows import Rows, day, table
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.models import Contact, Municipality, Organization
from aomori_skills.office.services import organizations

FIRST_NUMBER = 1000
KINDS = {label: value for value, label in OrganizationKind.choices}
MERGED, SUCCESSOR = "有限会社旭板金", "株式会社ふじ板金製作所"


def register_all(by) -> Story:
    places = {place.name: place for place in Municipality.objects.all()}
    yield date(2025, 4, 2), by
    for number, row in enumerate(table("organizations.csv"), FIRST_NUMBER):
        _register(row, number, places[row["municipality"]], by)
    for row in table("contacts.csv"):
        _add_contact(row, by)
    yield date(2025, 9, 30), by
    organizations.close(
        Organization.objects.get(name=MERGED).pk,
        by=by,
        ended_on=date(2025, 9, 30),
        successor=Organization.objects.get(name=SUCCESSOR),
    )


def _register(row, number: int, place: Municipality, by) -> None:
    organization = Organization(
        name=row["name"],
        kana=row["kana"],
        kind=KINDS[row["kind"]],
        municipality=place,
        **address_of(place, number),
        phone=phone_of(place, number),
        fax=phone_of(place, number + 500),
        industry=row["industry"],
        capital=int(row["capital"]) if row["capital"] else None,
        employees=int(row["employees"]) if row["employees"] else None,
        note=row["note"],
    )
    organization.full_clean()
    contacts = Rows("organization")
    if row["contact"]:
        name, kana, title = row["contact"], row["contact_kana"], row["contact_title"]
        contacts.rows.append(Contact(title=title, name=name, kana=kana, phone=organization.phone))
    organizations.register(organization, by=by, parts=(contacts,))


def _add_contact(row, by) -> None:
    organization = Organization.objects.get(name=row["organization"])
    contact = Contact(
        department=organization.departments.filter(name=row["department"]).first(),
        title=row["title"],
        name=row["name"],
        kana=row["kana"],
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
    )
    organizations.update(organization, by=by, parts=(Rows("organization", [contact]),))
