"""打診: the answers, what they do to the sessions, and the way back from each."""

from datetime import time

import pytest
import time_machine
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Assignment
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.services import asks, assignments, request_cancelling, sessions
from meisters.choices import Mark
from meisters.models import WeekdayAvailability
from tests.dispatch.ask_situations import DAYS, NOW, TODAY, accepted, asked, booked, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.office import UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_acceptance_confirms_the_person_on_the_accepted_days():
    row, (first, second), tanto = planned()
    meister = free_meister()
    ask = asked(row, meister, tanto)

    asks.accept(ask.pk, [first.pk], answered_on=TODAY, by=tanto, note="2日目は都合がつかない")

    assert booked(first) == [(meister, "lead", "confirmed")]
    assert booked(second) == []
    now = told(ask)
    assert (now.state, now.answered_on, now.reason) == (
        "accepted",
        TODAY,
        "2日目は都合がつかない",
    )
    made = {one.session_id: one.assignment for one in now.sessions.all()}
    assert made == {first.pk: Assignment.objects.get(), second.pk: None}


def test_an_acceptance_confirms_who_was_booked_tentatively():
    row, (session,), tanto = planned(days=DAYS[:1])
    meister = free_meister()
    AssignmentFactory(session=session, meister=meister, role="further", state="tentative")

    accepted(row, meister, tanto)

    assert booked(session) == [(meister, "lead", "confirmed")]


def test_an_acceptance_books_all_days_or_none():
    row, (first, second), tanto = planned()
    meister = free_meister()
    elsewhere = SessionFactory(held_on=second.held_on, starts_at=time(14), ends_at=time(16))
    AssignmentFactory(session=elsewhere, meister=meister)
    ask = asked(row, meister, tanto)

    with pytest.raises(TransitionDenied, match="同じ時間帯に別の指導日が確定しています"):
        asks.accept(ask.pk, [first.pk, second.pk], answered_on=TODAY, by=tanto)

    assert (booked(first), booked(second), told(ask).state) == ([], [], "asked")


def test_what_speaks_against_it_is_asked_about_for_all_days_at_once():
    row, sessions, tanto = planned()
    meister = free_meister()
    WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.MAYBE)
    ask = asked(row, meister, tanto)
    days = [one.pk for one in sessions]

    with pytest.raises(NeedsAcknowledgement) as needed:
        asks.accept(ask.pk, days, answered_on=TODAY, by=tanto)
    assert [(one.session.pk, one.found.kind.value) for one in needed.value.conflicts] == [
        (day, "availability") for day in days
    ]
    assert told(ask).state == "asked"

    reasons = {"availability": "電話で確認した"}
    asks.accept(ask.pk, days, answered_on=TODAY, by=tanto, acknowledged=reasons)
    kept = [
        (one.conflict, one.text, one.reason, one.by)
        for booking in Assignment.objects.all()
        for one in booking.acknowledgements.all()
    ]
    assert kept == [("availability", "本人の都合が△です（午後）。", "電話で確認した", tanto)] * 2


def test_a_decline_leaves_the_days_to_the_next():
    row, (session, _), tanto = planned()
    meister = free_meister()
    ask = asked(row, meister, tanto)
    AssignmentFactory(session=session, meister=meister, state="tentative")

    asks.decline(ask.pk, answered_on=TODAY, reason="別の用務がある", by=tanto)

    now = told(ask)
    assert (now.state, now.answered_on, now.reason) == ("declined", TODAY, "別の用務がある")
    assert booked(session) == [(meister, "lead", "released")]
    assert Assignment.objects.get().release_reason == "辞退：別の用務がある"


def test_a_substitute_keeps_the_first_in_the_history():
    row, (session,), tanto = planned(days=DAYS[:1])
    first, second = free_meister(), free_meister()
    ask = accepted(row, first, tanto)

    asks.decline(ask.pk, answered_on=TODAY, reason="けがのため", by=tanto)
    accepted(row, second, tanto)

    assert booked(session) == [(first, "lead", "released"), (second, "lead", "confirmed")]
    assert Assignment.objects.get(meister=second).replaces == Assignment.objects.get(meister=first)
    assert told(ask).sessions.get().assignment == Assignment.objects.get(meister=first)
    notes = list(row.steps.order_by("pk").values_list("label", "comment"))
    assert notes == [("従事者の解除", f"{session}：{first}　辞退：けがのため")]


def test_who_is_not_wanted_any_more_is_set_free():
    row, (session,), tanto = planned(days=DAYS[:1])
    meister = free_meister()
    ask = accepted(row, meister, tanto)

    asks.withdraw(ask.pk, reason="日程が変わった", by=tanto)

    now = told(ask)
    assert (now.state, now.answered_on, now.reason) == ("withdrawn", None, "日程が変わった")
    assert booked(session) == [(meister, "lead", "released")]


def test_an_answer_written_down_by_mistake_was_never_given():
    row, _, tanto = planned(days=DAYS[:1])
    first, second = free_meister(), free_meister()
    gone = accepted(row, first, tanto)
    asks.decline(gone.pk, answered_on=TODAY, reason="けがのため", by=tanto)
    ask = accepted(row, second, tanto)
    asks.consent_received(ask.pk, TODAY, by=tanto)

    asks.undo(ask.pk, by=tanto)

    now = told(ask)
    assert (now.state, now.answered_on, now.consent_on) == ("asked", None, None)
    assert now.sessions.get().assignment is None
    wrong = Assignment.objects.get(meister=second)
    assert (wrong.state, wrong.release_reason, wrong.replaces) == (
        "released",
        "回答の入力の誤り",
        None,
    )
    third = free_meister()
    accepted(row, third, tanto)
    assert Assignment.objects.get(meister=third).replaces.person == first


LEAVING = {
    "declined": lambda ask, by: asks.decline(ask.pk, answered_on=TODAY, reason="多忙", by=by),
    "withdrawn": lambda ask, by: asks.withdraw(ask.pk, reason="日程が変わった", by=by),
    "asked": lambda ask, by: asks.undo(ask.pk, by=by),
}


@pytest.mark.parametrize("state", LEAVING)
def test_who_leaves_a_cancelled_session_does_not_come_back_with_it(state):
    row, (session, _), tanto = planned()
    meister = free_meister()
    ask = accepted(row, meister, tanto)
    sessions.cancel(session.pk, side="weather", reason="大雪", by=tanto)

    LEAVING[state](ask, tanto)
    sessions.revive(session.pk, by=tanto)

    assert (told(ask).state, booked(session)) == (state, [(meister, "lead", "released")])
    second = free_meister()
    accepted(row, second, tanto)
    assert booked(session)[1:] == [(second, "lead", "confirmed")]


def test_who_was_not_wanted_in_a_cancelled_request_does_not_come_back_with_it():
    row, (session,), tanto = planned(days=DAYS[:1])
    ask = accepted(row, free_meister(), tanto)
    request_cancelling.cancel(row.pk, side="client", comment="行事", by=tanto)

    asks.withdraw(ask.pk, reason="派遣依頼の取消", by=tanto)

    assert [state for _, _, state in booked(session)] == ["released"]


@pytest.mark.parametrize(
    ("act", "before"),
    [
        (lambda ask, by: ask, "prepared"),
        (lambda ask, by: asks.decline(ask.pk, answered_on=TODAY, reason="多忙", by=by), "asked"),
        (lambda ask, by: asks.withdraw(ask.pk, reason="日程が変わった", by=by), "asked"),
    ],
)
def test_each_step_has_a_way_back(act, before):
    row, _, tanto = planned()
    ask = act(asked(row, free_meister(), tanto), tanto)

    asks.undo(ask.pk, by=tanto)

    now = told(ask)
    assert (now.state, now.answered_on, now.reason) == (before, None, "")
    assert now.asked_on == (TODAY if before == "asked" else None)


def test_the_paper_of_consent_is_dated_and_can_be_taken_back():
    row, _, tanto = planned(days=DAYS[:1])
    ask = accepted(row, free_meister(), tanto)

    asks.consent_received(ask.pk, TODAY, by=tanto)
    assert told(ask).consent_on == TODAY
    asks.consent_received(ask.pk, None, by=tanto)
    assert told(ask).consent_on is None


@pytest.mark.parametrize(
    ("state", "after"), [("awaiting", "tentative"), ("decided", "released"), ("held", "released")]
)
def test_who_was_only_held_is_let_go_by_a_refusal_after_the_decision(state, after):
    row, (session,), tanto = planned(days=DAYS[:1])
    meister = free_meister()
    ask = asked(row, meister, tanto)
    assignments.assign(session.pk, meister, "lead", by=tanto)
    row.state = state
    if state != "awaiting":
        row.approved_at, row.approved_by = timezone.now(), UserFactory(shonin=True)
    row.save()

    asks.decline(ask.pk, answered_on=TODAY, reason="別の用務がある", by=tanto)

    assert booked(session) == [(meister, "lead", after)]
