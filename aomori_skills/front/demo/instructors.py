"""熟練技能者 and 補助員 of the demo, and the school that hears of the visits to schools."""

from datetime import date

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.people import address_of, person_fields, phone_of
from aomori_skills.front.demo.rows import Rows, table
from aomori_skills.front.demo.trades import trade_and_operation
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.models import Contact, Municipality, Organization
from aomori_skills.office.services import organizations
from dispatch.models import Assistant, SkilledWorker
from dispatch.services import instructors

FIRST_NUMBER, OF_SCHOOL = 5000, 5500
SCHOOL, KANA = "青森市立りんごの花小学校", "アオモリシリツリンゴノハナショウガッコウ"


def stories(workdays: Workdays, users) -> list[Story]:
    return [_register_all(users), _register_school(workdays, users)]


def _register_all(users) -> Story:
    by = users["tanto2"]
    yield date(2025, 4, 14), by
    for number, row in enumerate(table("instructors.csv"), FIRST_NUMBER):
        person = _person(row, number)
        person.full_clean()
        instructors.register(person, by=by)


def _person(row, number: int):
    place = Municipality.objects.get(name=row["municipality"])
    fields = person_fields(row, place, number)
    fields["email"] = ""
    fields["employer"] = Organization.objects.filter(name=row["employer"]).first()
    if not row["trade"]:
        return Assistant(**fields, note=row["note"])
    trade, operation = trade_and_operation(row["trade"])
    return SkilledWorker(
        **fields,
        trade=trade,
        operation=operation,
        ground=row["ground"],
        ground_detail=row["detail"],
        practice_years=int(row["years"]),
        note=row["note"],
    )


def _register_school(workdays: Workdays, users) -> Story:
    """After this year's survey has gone out."""
    by = users["tanto"]
    yield workdays.back(38), by
    place = Municipality.objects.get(name="青森市")
    school = Organization(
        name=SCHOOL,
        kana=KANA,
        kind=OrganizationKind.COMPULSORY_SCHOOL,
        municipality=place,
        **address_of(place, OF_SCHOOL),
        phone=phone_of(place, OF_SCHOOL),
        fax=phone_of(place, OF_SCHOOL + 1),
    )
    school.full_clean()
    teacher = Contact(title="教頭", name="花野 りん子", kana="ハナノ リンコ", phone=school.phone)
    organizations.register(school, by=by, parts=(Rows("organization", [teacher]),))
