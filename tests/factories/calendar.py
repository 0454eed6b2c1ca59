"""A month with something of every kind in it."""

from datetime import date, time

from aomori_skills.office.models import Organization
from dispatch.choices import AskState
from tests.factories.asks import AskFactory
from tests.factories.briefings import BriefingFactory
from tests.factories.consultations import ConsultationFactory
from tests.factories.courses import CourseFactory
from tests.factories.meisters import MeisterFactory, RoundFactory
from tests.factories.office import MunicipalityFactory, OrganizationFactory
from tests.factories.plans import PriorMeetingFactory
from tests.factories.requests import RequestFactory, SchoolFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.visits import PlanFactory, VisitFactory

HACHINOHE = {"name": "八戸市", "region": "三八", "latitude": "40.512", "longitude": "141.488"}


def session(owner, *, client="りんご工業高校", meister=None, **more):
    """On 10 September from 13:00 to 15:00, of a request whose owner is ``owner``."""
    request = more.pop("request", None) or RequestFactory(
        state=more.pop("request_state", "adjusting"),
        school=True,
        author=owner,
        client=Organization.objects.filter(name=client).first() or SchoolFactory(name=client),
        **more.pop("asked", {}),
    )
    row = SessionFactory(request=request, **more)
    AssignmentFactory(
        session=row, meister=meister or MeisterFactory(family_name="岩木", given_name="太郎")
    )
    return row


def september(tanto, other, *, number=2):
    """One of each kind; ``tanto`` has the session and the visit, ``other`` all else.

    ``number`` is that of the round, which tells several of them apart.
    """
    name = "八戸板金工業組合"
    place = Organization.objects.filter(name=name).first() or OrganizationFactory(
        name=name, municipality=MunicipalityFactory(**HACHINOHE)
    )
    row = session(tanto, municipality=MunicipalityFactory())
    VisitFactory(
        organization=place,
        visited_on=date(2025, 9, 3),
        starts_at=time(10),
        author=tanto,
        next_action="資料を送る",
        next_on=date(2025, 9, 17),
    )
    PlanFactory(organization=place, month=9, planned_on=date(2025, 9, 24), staff=other)
    BriefingFactory(held_on=date(2025, 9, 5), staff=other)
    CourseFactory(
        starts_on=date(2025, 9, 29),
        ends_on=date(2025, 10, 1),
        reply_by=date(2025, 9, 19),
        owner=other,
    )
    RoundFactory(
        number=number, corner_deadline=date(2025, 9, 26), center_deadline=date(2025, 10, 31)
    )
    PriorMeetingFactory(request=row.request, met_on=date(2025, 9, 4), author=other)
    SurveyFactory(
        name="上期の調査" if number == 2 else f"調査{number}",
        opened_on=date(2025, 8, 1),
        reply_by=date(2025, 9, 12),
        owner=other,
    )
    ConsultationFactory(
        organization=place, next_action="見学を手配する", next_on=date(2025, 9, 18), author=other
    )
    AskFactory(
        request=row.request,
        state=AskState.ASKED,
        asked_on=date(2025, 9, 1),
        way="phone",
        reply_by=date(2025, 9, 8),
        meister=MeisterFactory(family_name="浪岡", given_name="林檎"),
        by=other,
    )
    return row
