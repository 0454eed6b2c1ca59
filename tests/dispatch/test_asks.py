"""打診: the list, the asking, the answers and what they do to the sessions."""

from datetime import date, time

import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Ask, Assignment
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.services import asks
from meisters.choices import Mark, Way
from meisters.models import WeekdayAvailability
from tests.dispatch.ask_situations import DAYS, NOW, TODAY, accepted, asked, booked, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def orders(row) -> list[tuple]:
    return list(row.asks.order_by("order").values_list("order", "meister", "state"))


def days_of(ask) -> list[int]:
    return list(ask.sessions.order_by("session").values_list("session_id", flat=True))


def test_people_come_to_the_end_of_the_list_each_once():
    row, (first, second), tanto = planned()
    a, b = free_meister(), free_meister()

    added = asks.add(row.pk, [a], [first.pk], "lead", by=tanto)
    more = asks.add(row.pk, [a, b], [first.pk], "lead", by=tanto)

    assert [one.meister for one in (*added, *more)] == [a, b]
    assert orders(row) == [(1, a.pk, "prepared"), (2, b.pk, "prepared")]
    with pytest.raises(TransitionDenied, match="すでに一覧にあります。"):
        asks.add(row.pk, [a, b], [first.pk], "lead", by=tanto)
    (other_day,) = asks.add(row.pk, [a], [second.pk], "lead", by=tanto)
    assert days_of(other_day) == [second.pk]


def test_each_person_is_asked_for_the_days_of_their_trade():
    row, (carpentry,), tanto = planned(days=DAYS[:1])
    tiles = TradeFactory(name="タイル張り", kana="タイルハリ")
    tiling = SessionFactory(request=row, trade=tiles, held_on=DAYS[0])
    tiler = MeisterFactory(trade=None)
    MeisterTradeFactory(meister=tiler, trade=tiles, operation=None)
    stranger = MeisterFactory(trade=None)

    added = asks.add(row.pk, [free_meister(), tiler, stranger], None, "lead", by=tanto)

    assert [days_of(one) for one in added] == [
        [carpentry.pk],
        [tiling.pk],
        [carpentry.pk, tiling.pk],
    ]


def test_who_declined_may_be_asked_again():
    row, _, tanto = planned()
    meister = free_meister()
    ask = asked(row, meister, tanto)
    asks.decline(ask.pk, answered_on=TODAY, reason="別の用務がある", by=tanto)

    (again,) = asks.add(row.pk, [meister], None, "lead", by=tanto)

    assert (again.order, again.state) == (2, "prepared")


def test_the_order_changes_among_those_who_were_not_asked():
    row, _, tanto = planned()
    people = [free_meister() for _ in range(3)]
    asked(row, people[0], tanto)
    second, third = asks.add(row.pk, people[1:], None, "lead", by=tanto)

    asks.reorder(third.pk, asks.UP, by=tanto)

    assert [key for _, key, _ in orders(row)] == [people[0].pk, people[2].pk, people[1].pk]
    with pytest.raises(TransitionDenied, match="打診前の人のなかで先頭です。"):
        asks.reorder(third.pk, asks.UP, by=tanto)
    with pytest.raises(TransitionDenied, match="打診前の人のなかで最後です。"):
        asks.reorder(second.pk, asks.DOWN, by=tanto)
    asks.reorder(third.pk, asks.DOWN, by=tanto)
    assert [key for _, key, _ in orders(row)] == [one.pk for one in people]


def test_the_asking_is_dated_and_needs_days():
    row, _, tanto = planned(days=())
    (ask,) = asks.add(row.pk, [free_meister()], None, "lead", by=tanto)
    values = {"asked_on": TODAY, "way": Way.PHONE, "by": tanto}

    with pytest.raises(TransitionDenied, match="打診する指導日がありません。"):
        asks.ask(ask.pk, reply_by=None, **values)
    session = SessionFactory(request=row)
    asks.change(ask.pk, role="further", session_ids=[session.pk], by=tanto)
    with pytest.raises(TransitionDenied, match="回答期限は打診日以後"):
        asks.ask(ask.pk, reply_by=date(2025, 6, 9), **values)
    asks.ask(ask.pk, reply_by=date(2025, 6, 17), **values)

    now = told(ask)
    assert (now.state, now.role, now.asked_on, now.way) == ("asked", "further", TODAY, "phone")
    assert (now.reply_by, now.by) == (date(2025, 6, 17), tanto)


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


def test_a_cancelled_request_waits_for_nobody():
    row, _, tanto = planned()
    people = [free_meister() for _ in range(3)]
    accepted(row, people[0], tanto)
    asked(row, people[1], tanto, role="further")
    asks.add(row.pk, people[2:], None, "assistant", by=tanto)

    closed = asks.withdraw_open(row, reason="派遣依頼の取消", by=tanto)

    assert [one.meister for one in closed] == people[1:]
    assert [state for _, _, state in orders(row)] == ["accepted", "withdrawn", "withdrawn"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("received", "先に調整を始めてください。"),
        ("awaiting", "先に承認の依頼を引き戻してください。"),
        ("cancelled", "派遣依頼の状態を確認してください。"),
    ],
)
def test_people_are_asked_only_while_the_request_is_being_adjusted(state, words):
    row, _, tanto = planned()
    row.state, row.cancel_side = state, "client" if state == "cancelled" else ""
    row.save()

    with pytest.raises(TransitionDenied) as denied:
        asks.add(row.pk, [free_meister()], None, "lead", by=tanto)
    assert str(denied.value).endswith(words)


def test_an_answer_after_the_plan_has_gone_changes_nobody_who_goes():
    row, (session,), tanto = planned(days=DAYS[:1])
    coming, other = free_meister(), free_meister()
    accept = accepted(row, coming, tanto)
    waiting = asked(row, other, tanto, role="further")
    row.state = "awaiting"
    row.save()

    asks.decline(waiting.pk, answered_on=TODAY, reason="別の用務がある", by=tanto)
    asks.consent_received(accept.pk, TODAY, by=tanto)
    with pytest.raises(TransitionDenied, match="先に承認の依頼を引き戻してください。"):
        asks.decline(accept.pk, answered_on=TODAY, reason="けがのため", by=tanto)

    assert told(waiting).state == "declined"
    assert booked(session) == [(coming, "lead", "confirmed")]


def test_only_who_edits_requests_asks():
    row, _, tanto = planned()
    ask = asked(row, free_meister(), tanto)
    reader = UserFactory(etsuran=True)

    for act in (
        lambda: asks.add(row.pk, [free_meister()], None, "lead", by=reader),
        lambda: asks.decline(ask.pk, answered_on=TODAY, reason="多忙", by=reader),
        lambda: asks.undo(ask.pk, by=reader),
        lambda: asks.withdraw(ask.pk, reason="多忙", by=reader),
    ):
        with pytest.raises(TransitionDenied, match="打診を記録する権限がありません。"):
            act()
    assert Ask.objects.get().state == "asked"
