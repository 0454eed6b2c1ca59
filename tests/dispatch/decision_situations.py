"""What the tests of decisions have in common: a plan that only waits to be decided."""

from datetime import date

from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule
from aomori_skills.paperwork.services import outbox
from dispatch.choices import InstructorRole, RequestState
from dispatch.models import DispatchPlan, DispatchRequest
from dispatch.services import decision_notices, decisions
from tests.dispatch.request_situations import TODAY, judged, whole
from tests.factories.meisters import MeisterFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

FIRST, SECOND = date(2025, 9, 10), date(2025, 9, 17)
AIM = "墨付けと刻みの正確さを身に付ける。"


def ready(**values) -> DispatchRequest:
    """調整中 with two sessions, one meister confirmed for both, and a plan."""
    given = {"sessions_wanted": 2, "days": [FIRST], "grade": "若手社員"} | values
    row = RequestFactory(state=RequestState.ADJUSTING, **given)
    meister = MeisterFactory()
    for day in (FIRST, SECOND):
        session = SessionFactory(request=row, held_on=day, people=5, content="墨付け")
        AssignmentFactory(session=session, meister=meister)
    DispatchPlan.objects.create(request=row, aim=AIM)
    return judged(row)


def asked(**values) -> DispatchRequest:
    """The same, put before the manager by its author."""
    row = ready(**values)
    decisions.request_approval(row.pk, by=row.author)
    return whole(row)


def decided(by, **values) -> DispatchRequest:
    """The same, decided by the manager ``by``."""
    row = asked(**values)
    decisions.approve(row.pk, by=by)
    return whole(row)


def again(row, by, manager) -> DispatchRequest:
    """Put before the manager and decided a second time."""
    decisions.request_approval(row.pk, by=by)
    decisions.approve(row.pk, by=manager)
    return whole(row)


def draft(row, keys, by, **values):
    given = {"dated_on": TODAY, "sending": "each"} | values
    return decision_notices.draft(row.pk, keys, by=by, **given)


def tell(row, by, *keys) -> None:
    """Draft the notices to ``keys`` (all who are due) and send them."""
    found = decision_notices.offers(row, list(row.versions.for_page()))
    wanted = keys or [one.key for one in found if one.due and not one.notice]
    for notice in draft(row, wanted, by)[0]:
        outbox.issue(notice.message_id, by=by)


def helper(row, session, **values):
    """A further person at one session."""
    return AssignmentFactory(session=session, role=InstructorRole.FURTHER, **values)


def rate(area: str, applies_to: str, rule: str, value) -> None:
    """Set a value that the office has left open."""
    YearRule.objects.filter(fiscal_year=2025, area=area, applies_to=applies_to, rule=rule).update(
        value=value, status=SourceStatus.CONFIRMED
    )
