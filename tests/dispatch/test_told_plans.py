"""Each addressee is told what is new since the notice that reached them, and of cancelled days."""

from datetime import time

import pytest
import time_machine

from aomori_skills.front import wording
from aomori_skills.paperwork.choices import MessageState
from dispatch.models import DecisionNotice, DispatchPlan, DispatchRequest, PlanVersion
from dispatch.rules.budget import Spending, standing_cost
from dispatch.services import decisions, sessions
from dispatch.services.decision_notices import offers
from tests.dispatch.decision_situations import (
    FIRST,
    SECOND,
    again,
    decided,
    draft,
    helper,
    tell,
)
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
CHANGED, FIRST_TIME = "（変更決定通知）", "（決定通知）"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        wording.load()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto():
    ProfileFactory()
    return UserFactory(tanto=True)


def told(row) -> dict[str, tuple]:
    rows = offers(row, list(row.versions.for_page()))
    return {one.key: (one.word, one.due, bool(one.notice)) for one in rows}


def lead_of(row):
    return row.sessions.get(held_on=FIRST).assignments.get(role="lead").meister


def waiting() -> list:
    return list(DispatchRequest.objects.to_notify())


def test_a_version_that_nobody_was_told_of_is_told_with_the_next(tanto, shonin):
    row = decided(shonin)
    lead, gone = lead_of(row), MeisterFactory()
    helper(row, row.sessions.get(held_on=SECOND), meister=gone)
    decisions.revise(row.pk, by=tanto, comment="補助")
    row = again(row, tanto, shonin)
    tell(row, tanto)
    decisions.revise(row.pk, by=tanto, comment="時刻")
    row.sessions.filter(held_on=FIRST).update(starts_at=time(9), ends_at=time(11))
    row.sessions.get(held_on=SECOND).assignments.filter(meister=gone).update(
        state="released", release_reason="けが"
    )
    row = again(row, tanto, shonin)

    decisions.revise(row.pk, by=tanto, comment="目標")
    DispatchPlan.objects.update(aim="別の目標")
    row = again(row, tanto, shonin)

    lead_key, gone_key = f"meister-{lead.pk}", f"meister-{gone.pk}"
    assert told(row) == {
        "client": ("依頼元", True, False),
        lead_key: ("指導者・補助員", True, False),
        gone_key: ("取りやめになった人", True, False),
    }
    assert row.versions.get(number=3).content["notify"] == ["client", lead_key, gone_key]
    assert waiting() == [row]
    letter = draft(row, ["client"], tanto)[0][0].message
    assert "9:00～11:00" in letter.items
    assert "別の目標" in letter.items
    tell(row, tanto, lead_key, gone_key)
    assert waiting() == [row]


def test_who_was_never_told_reads_no_change(tanto, shonin):
    row = decided(shonin)
    decisions.revise(row.pk, by=tanto, comment="会場")
    row.sessions.filter(held_on=SECOND).update(place="体育館")
    row = again(row, tanto, shonin)

    notices, _ = draft(row, ["client", f"meister-{lead_of(row).pk}"], tanto)

    assert [one.message.subject[-6:] for one in notices] == [FIRST_TIME, FIRST_TIME]
    assert ["さきに通知" in one.message.body for one in notices] == [False, False]


def test_a_cancelled_day_takes_its_drafts_along(tanto, shonin):
    row = decided(shonin)
    key = f"meister-{lead_of(row).pk}"
    draft(row, ["client", key], tanto)

    sessions.cancel(row.sessions.get(held_on=SECOND).pk, side="client", reason="行事", by=tanto)

    assert set(DecisionNotice.objects.values_list("message__state", flat=True)) == {
        MessageState.CANCELLED
    }
    letters = [one.message for one in draft(row, ["client", key], tanto)[0]]
    assert [one.subject[-6:] for one in letters] == [FIRST_TIME, FIRST_TIME]
    assert ["9月17日" in one.items for one in letters] == [False, False]
    assert ["9月10日" in one.items for one in letters] == [True, True]


def test_a_cancelled_day_is_told_to_who_knew_of_it(tanto, shonin):
    row = decided(shonin)
    other = MeisterFactory()
    decisions.revise(row.pk, by=tanto, comment="補助")
    helper(row, row.sessions.get(held_on=SECOND), meister=other)
    row = again(row, tanto, shonin)
    tell(row, tanto)
    assert waiting() == []

    sessions.cancel(row.sessions.get(held_on=SECOND).pk, side="client", reason="行事", by=tanto)

    lead_key, other_key = f"meister-{lead_of(row).pk}", f"meister-{other.pk}"
    assert told(row) == {
        "client": ("依頼元", True, False),
        lead_key: ("指導者・補助員", True, False),
        other_key: ("取りやめになった人", True, False),
    }
    assert waiting() == [row]
    tell(row, tanto)
    client, lead, gone = (one.message for one in DecisionNotice.objects.order_by("-pk")[:3][::-1])
    assert "取りやめ：令和7年9月17日（水）13:00～15:00" in client.items
    assert "変更後の日時及び場所：次のとおり\n・令和7年9月10日（水）" in client.items
    assert lead.subject.endswith(CHANGED)
    assert "取りやめる日時及び場所：次のとおり\n・令和7年9月17日（水）" in gone.items
    assert waiting() == []
    assert told(row)[other_key] == ("取りやめになった人", False, True)


def test_who_did_not_know_of_the_day_is_not_told(tanto, shonin):
    row = decided(shonin)
    other = MeisterFactory()
    row.sessions.get(held_on=SECOND).assignments.update(meister=other)
    decisions.revise(row.pk, by=tanto, comment="交代")
    row = again(row, tanto, shonin)
    tell(row, tanto)

    sessions.cancel(row.sessions.get(held_on=SECOND).pk, side="client", reason="行事", by=tanto)

    assert told(row)[f"meister-{lead_of(row).pk}"] == ("指導者・補助員", False, True)
    assert DecisionNotice.objects.filter(superseded=True).count() == 2


def test_a_day_that_comes_back_is_told_as_what_it_is(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    session = row.sessions.get(held_on=SECOND)
    sessions.cancel(session.pk, side="client", reason="行事", by=tanto)
    decisions.revise(row.pk, by=tanto, comment="行う")
    row.sessions.update(state="planned", cancel_side="", cancel_reason="")
    row = again(row, tanto, shonin)

    assert row.versions.get(number=2).content["notify"] == ["client"]
    tell(row, tanto, "client")
    assert waiting() == []


def test_the_meter_leaves_cancelled_days_out(tanto, shonin):
    row = decided(shonin)
    rows = PlanVersion.objects.in_force(2025)
    assert committed(rows) == {"lead": 240}

    sessions.cancel(row.sessions.get(held_on=SECOND).pk, side="client", reason="行事", by=tanto)

    assert committed(rows) == {"lead": 120}


def committed(rows) -> dict:
    return Spending.of_all(map(standing_cost, rows.with_cancelled())).minutes
