"""A day of two parallel sessions, with everybody and everything that its papers name."""

from datetime import date, time

from dispatch.choices import InstructorRole
from dispatch.models import DispatchPlan, Session, Trainee
from dispatch.services import day_checks
from dispatch.services.day_papers import WITH, case_of
from tests.factories.meisters import MeisterFactory
from tests.factories.office import MunicipalityFactory, ProfileFactory, TradeFactory, UserFactory
from tests.factories.requests import MaterialFactory, RequestFactory, SchoolFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory
from tests.factories.visits import ContactFactory

DAY = date(2025, 9, 10)


def hirosaki():
    return MunicipalityFactory(name="弘前市", latitude="40.603", longitude="140.464")


def person(family, given, phone):
    return MeisterFactory(family_name=family, given_name=given, phone=phone)


def full_day(by) -> Session:
    """The first of the day's two sessions; the other one has nobody yet."""
    MunicipalityFactory()
    ProfileFactory()
    contact = ContactFactory(
        organization=SchoolFactory(name="弘前市立りんご小学校", phone="0172-00-0000"),
        title="教諭",
        name="津軽 一郎",
        phone="0172-00-0001",
    )
    row = RequestFactory(
        state="adjusting",
        serial=12,
        kind="appeal_school",
        client=contact.organization,
        contact=contact,
        trade=TradeFactory(name="建具製作"),
        people=3,
        equipment="作業台4台",
        power="単相100V",
        author=by,
    )
    MaterialFactory(request=row)
    DispatchPlan.objects.create(request=row, tools="かんな", clothing="体操着")
    for order, (name, answer) in enumerate(
        (("一戸 見本", "yes"), ("三戸 見本", "no"), ("五戸 見本", "unknown")), start=1
    ):
        Trainee.objects.create(
            request=row,
            order=order,
            name=name,
            kana="ミホン",
            group="6年1組",
            age=12,
            photo_consent=answer,
        )
    common = {"request": row, "held_on": DAY, "municipality": hirosaki()}
    session = SessionFactory(
        **common, place="図工室", attendant=by, people=2, break_minutes=10, content="組子作り"
    )
    AssignmentFactory(session=session, meister=person("岩木", "太郎", "090-0000-0001"))
    AssignmentFactory(
        session=session,
        role=InstructorRole.FURTHER,
        state="tentative",
        meister=person("八戸", "次郎", ""),
    )
    SessionFactory(**common, place="体育館", starts_at=time(13), ends_at=time(14, 30))
    day_checks.record(row.pk, {"venue": ("ready", "鍵は職員室")}, by=by)
    return session


def case(session):
    return case_of(Session.objects.select_related(*WITH).get(pk=session.pk))


def tanto():
    return UserFactory(tanto=True, family_name="青森", given_name="花子")
