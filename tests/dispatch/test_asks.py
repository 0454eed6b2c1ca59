"""打診: the list of a request, its order, the asking, and when it may change."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Ask
from dispatch.services import asks
from meisters.choices import Way
from tests.dispatch.ask_situations import DAYS, NOW, TODAY, accepted, asked, booked, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.sessions import SessionFactory

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


def test_a_cancelled_request_waits_for_nobody():
    row, _, tanto = planned()
    people = [free_meister() for _ in range(3)]
    accepted(row, people[0], tanto)
    asked(row, people[1], tanto, role="further")
    asks.add(row.pk, people[2:], None, "assistant", by=tanto)

    closed = asks.withdraw_open(row, reason="派遣依頼の取消", by=tanto)

    assert [one.meister for one in closed] == people[1:]
    assert [state for _, _, state in orders(row)] == ["accepted", "withdrawn", "withdrawn"]
