"""The year's rules on the people who are booked: beyond them only with a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.models import YearRule
from dispatch.choices import AssignmentState
from dispatch.models import Assignment
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.soft_conflicts import Facts, soft_conflicts
from dispatch.services import asks, assignments
from dispatch.services.booking_facts import conflicts_of
from tests.dispatch.matching_cases import book, row
from tests.dispatch.request_situations import masters
from tests.dispatch.session_situations import adjusting, free_meister, session_at
from tests.dispatch.test_soft_conflicts import ROUND, At
from tests.factories.instructors import SkilledWorkerFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.sessions import SessionFactory

OVER = "年度内の派遣が、年間の上限の2回を超えます（仮の割り当てを含む）。"


@pytest.fixture
def tanto(db):
    masters()
    YearRule.objects.filter(area="派遣の調整", rule="年間の派遣回数").update(value=2)
    return UserFactory(tanto=True)


def kinds(session, person) -> list[str]:
    ((_, found),) = conflicts_of([(session, person)]).items()
    return [one.kind.value for one in found]


@given(earlier=st.integers(0, 60), cap=st.integers(0, 50) | st.none())
def test_only_what_goes_beyond_the_cap_is_asked_about(earlier, cap):
    rules = book(row("年間の派遣回数", cap, "回以内", "マイスター"))
    facts = Facts(book=rules, marks=ROUND, earlier=earlier)

    found = [one.kind.value for one in soft_conflicts(At(780, 900), facts)]

    assert found == ["yearly_cap"] * (cap is not None and earlier + 1 > cap)


@pytest.mark.parametrize("outcome", Outcome)
def test_whoever_is_not_known_to_be_eligible_is_asked_about(outcome):
    verdict = Verdict("skilled", "熟練技能者の資格", outcome, "根拠が足りません。")
    found = soft_conflicts(At(780, 900), Facts(book=book(), marks=ROUND, eligible=verdict))

    told = [(one.kind.value, one.text) for one in found]
    assert told == [("eligibility", "根拠が足りません。")] * (outcome != Outcome.YES)


def test_one_booking_more_than_the_cap_needs_a_reason(tanto):
    meister, request = free_meister(), adjusting()
    days = [session_at(request=request, day=date(2025, 9, 10) + timedelta(n)) for n in (0, 1, 6)]
    for session in days[:2]:
        assignments.assign(session.pk, meister, "lead", by=tanto, confirmed=True)

    held = assignments.assign(days[2].pk, meister, "lead", by=tanto)
    with pytest.raises(NeedsAcknowledgement) as refused:
        assignments.confirm(held.pk, by=tanto)
    assert [one.found.text for one in refused.value.conflicts] == [OVER]
    done = assignments.confirm(held.pk, by=tanto, acknowledged={"yearly_cap": "本人が了承"})

    assert done.state == AssignmentState.CONFIRMED
    told = [(one.conflict, one.text, one.reason) for one in done.acknowledgements.all()]
    assert told == [("yearly_cap", OVER, "本人が了承")]
    assert [kinds(day, meister) for day in days] == [[], [], ["yearly_cap"]]


def test_what_was_cancelled_or_lies_in_another_year_takes_nothing_of_the_cap(tanto):
    meister, request = free_meister(), adjusting()
    first, second = (session_at(request=request, day=date(2025, 9, day)) for day in (10, 11))
    for session in (first, second):
        assignments.assign(session.pk, meister, "lead", by=tanto)
    third = session_at(request=request, day=date(2025, 9, 16))
    assert kinds(third, meister) == ["yearly_cap"]
    assert kinds(SessionFactory(held_on=date(2026, 4, 1)), meister) == []

    first.state, first.cancel_side, first.cancel_reason = "cancelled", "weather", "大雪"
    first.save()
    assert kinds(third, meister) == []


def test_days_that_are_asked_about_together_count_together(tanto):
    meister, request = free_meister(), adjusting()
    days = [session_at(request=request, day=date(2025, 9, day)) for day in (10, 11, 16)]

    found = conflicts_of((day, meister) for day in days)

    assert [[one.kind.value for one in found[day.pk, f"meister-{meister.pk}"]] for day in days] == [
        [], [], ["yearly_cap"],
    ]  # fmt: skip


def test_the_cap_is_asked_about_when_somebody_accepts_or_stands_in(tanto):
    meister, request = free_meister(), adjusting()
    days = [session_at(request=request, day=date(2025, 9, day)) for day in (10, 11, 16, 17)]
    for session in days[:2]:
        assignments.assign(session.pk, meister, "lead", by=tanto)
    (ask,) = asks.add(request.pk, [meister], [days[2].pk], "lead", by=tanto)
    asks.ask(ask.pk, asked_on=date(2025, 6, 2), way="phone", reply_by=None, by=tanto)
    with pytest.raises(NeedsAcknowledgement, match=OVER):
        asks.accept(ask.pk, [days[2].pk], answered_on=date(2025, 6, 3), by=tanto, acknowledged={})

    other = assignments.assign(days[3].pk, free_meister(), "lead", by=tanto)
    with pytest.raises(NeedsAcknowledgement, match=OVER):
        assignments.substitute(other.pk, meister, reason="病気", by=tanto, confirmed=True)
    assert Assignment.objects.standing().filter(session=days[3]).get() == other


def test_a_skilled_worker_beside_a_meister_of_the_trade_needs_a_reason(tanto):
    session = session_at()
    worker = SkilledWorkerFactory(trade=session.trade)
    assert kinds(session, worker) == []
    MeisterFactory()

    with pytest.raises(NeedsAcknowledgement) as refused:
        assignments.assign(session.pk, worker, "lead", by=tanto, confirmed=True)
    assert str(refused.value).endswith(
        f"{worker}さん（熟練技能者の資格）：建築大工には登録されたマイスターが1人いるため、"
        "基準では熟練技能者の対象になりません。"
    )
    given = {"eligibility": "マイスターの都合がつかない"}
    done = assignments.assign(
        session.pk, worker, "lead", by=tanto, confirmed=True, acknowledged=given
    )
    assert [one.reason for one in done.acknowledgements.all()] == ["マイスターの都合がつかない"]


def test_the_facts_of_many_are_read_by_few_questions(tanto, django_assert_num_queries):
    request = adjusting()
    days = [session_at(request=request, day=date(2025, 9, day)) for day in (10, 11, 16)]
    people = [free_meister(), free_meister(), SkilledWorkerFactory(), SkilledWorkerFactory()]

    with django_assert_num_queries(7):
        conflicts_of((day, person) for day in days for person in people)
