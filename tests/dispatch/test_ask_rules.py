"""Which places are open, who is proposed for them, and when an ask may change; no database."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.office.rules import Rulebook
from dispatch.choices import AskState, InstructorRole, RequestState
from dispatch.rules import ask_gaps
from dispatch.rules import asks as rules
from tests.dispatch.request_cases import row as rule_row

LEAD, FURTHER = "lead", "further"


def session(pk=1, state="planned"):
    return SimpleNamespace(pk=pk, state=state, trade_id=pk)


def ask(order, state, *asked, role=LEAD, asked_on=date(2025, 6, 3)):
    """``asked``: keys of sessions, or pairs (session, assignment)."""
    rows = [one if isinstance(one, tuple) else (one, None) for one in asked]
    return SimpleNamespace(
        order=order,
        state=state,
        role=role,
        asked_on=asked_on,
        asked=[SimpleNamespace(session_id=day, assignment_id=made) for day, made in rows],
    )


def booking(pk, state, *, day=1, role=LEAD, replaces=None):
    return SimpleNamespace(pk=pk, session_id=day, role=role, state=state, replaces_id=replaces)


def open_places(sessions, bookings, asks) -> list[tuple]:
    """(session, role, order of who was asked, order of who is next, booking that fell out)."""
    return [
        (
            gap.session.pk,
            gap.role,
            gap.waits_for and gap.waits_for.order,
            gap.proposed and gap.proposed.order,
            gap.first and gap.first.pk,
        )
        for gap in ask_gaps.gaps(sessions, bookings, asks)
    ]


def test_every_day_wants_a_confirmed_lead():
    days = [session(1), session(2), session(3, "cancelled")]
    bookings = [booking(1, "confirmed", day=1), booking(2, "tentative", day=2)]

    assert open_places(days, bookings, []) == [(2, LEAD, None, None, None)]


def test_the_next_in_order_is_proposed():
    asks = [
        ask(1, "declined", 1),
        ask(2, "asked", 1),
        ask(3, "prepared", 2),
        ask(4, "prepared", 1, role=FURTHER),
        ask(5, "prepared", 1),
        ask(6, "prepared", 1),
    ]

    assert open_places([session()], [], asks) == [(1, LEAD, 2, 5, None)]


def test_who_fell_out_is_remembered_until_somebody_replaces_them():
    asks = [ask(1, "declined", (1, 7)), ask(2, "prepared", 1)]
    gone = booking(7, "released")

    assert open_places([session()], [gone], asks) == [(1, LEAD, None, 2, 7)]
    replaced = [gone, booking(8, "confirmed", replaces=7)]
    assert open_places([session()], replaced, asks) == []


@pytest.mark.parametrize(
    ("asks", "bookings", "is_open"),
    [
        ([], [], False),
        ([ask(1, "prepared", 1, role=FURTHER)], [], False),
        ([ask(1, "asked", 1, role=FURTHER)], [], False),
        ([ask(1, "declined", 1, role=FURTHER)], [], True),
        ([ask(1, "accepted", 1, role=FURTHER)], [], True),
        (
            [ask(1, "declined", 1, role=FURTHER), ask(2, "accepted", (1, 5), role=FURTHER)],
            [booking(5, "confirmed", role=FURTHER)],
            False,
        ),
        (
            [ask(1, "accepted", (1, 5), role=FURTHER)],
            [booking(5, "released", role=FURTHER)],
            True,
        ),
        (
            [ask(1, "accepted", (1, 5), role=FURTHER)],
            [
                booking(5, "released", role=FURTHER),
                booking(6, "confirmed", role=FURTHER, replaces=5),
            ],
            False,
        ),
    ],
)
def test_a_further_place_is_open_once_somebody_refused_it(asks, bookings, is_open):
    bookings = [booking(1, "confirmed"), *bookings]

    found = [place for place in open_places([session()], bookings, asks) if place[1] == FURTHER]

    assert bool(found) == is_open


STATES = st.sampled_from(AskState.values)


@given(states=st.lists(STATES, max_size=8), confirmed=st.booleans())
def test_a_day_is_open_for_a_lead_exactly_as_long_as_none_is_confirmed(states, confirmed):
    asks = [ask(order, state, 1) for order, state in enumerate(states, start=1)]
    bookings = [booking(1, "confirmed")] if confirmed else []

    found = ask_gaps.gaps([session()], bookings, asks)

    assert len(found) == (0 if confirmed else 1)
    for gap in found:
        waiting = [one.order for one in asks if one.state == "prepared"]
        assert (gap.proposed and gap.proposed.order) == min(waiting, default=None)


@given(trades=st.sets(st.integers(1, 4)), days=st.lists(st.integers(1, 4), max_size=6))
def test_a_person_is_asked_for_all_days_of_their_trades_or_else_for_all(trades, days):
    sessions = [session(pk) for pk in days]

    found = [one.pk for one in rules.sessions_of_trades(trades, sessions)]

    assert found == ([pk for pk in days if pk in trades] or days)
    assert rules.sessions_of_trades(None, sessions) == sessions


@pytest.mark.parametrize(
    ("value", "day"), [(7, date(2025, 6, 17)), (0, date(2025, 6, 10)), (None, None)]
)
def test_the_day_to_answer_is_the_years_rule_and_unknown_while_unset(value, day):
    rule = rule_row("回答期限", value, "日後", "打診")
    book = Rulebook("派遣の調整", 2025, 2025, (rule,))

    assert rules.reply_by(book, date(2025, 6, 10)) == day
    assert rules.reply_by(Rulebook("派遣の調整", 2025, None, ()), date(2025, 6, 10)) is None


@pytest.mark.parametrize("state", AskState.values)
@pytest.mark.parametrize("request_state", RequestState.values)
def test_who_goes_changes_only_while_the_request_is_being_adjusted(state, request_state):
    request = SimpleNamespace(state=request_state)
    one = ask(1, state, 1)

    allowed = {act for act in rules.SOURCES if rules.may(act, one, request)}

    by_state = {act for act, sources in rules.SOURCES.items() if state in sources}
    if request_state == "adjusting":
        assert allowed == by_state
    elif request_state not in rules.RUNNING:
        assert allowed == (by_state & {"withdraw"} if request_state == "cancelled" else set())
    elif state in ("accepted", "prepared"):
        assert allowed == by_state & {"consent", "letter"}
    else:
        assert allowed == by_state - {"change", "ask", "accept"}


@pytest.mark.parametrize(
    ("state", "asked_on", "before"),
    [
        ("asked", date(2025, 6, 3), "prepared"),
        ("accepted", date(2025, 6, 3), "asked"),
        ("declined", date(2025, 6, 3), "asked"),
        ("withdrawn", date(2025, 6, 3), "asked"),
        ("withdrawn", None, "prepared"),
    ],
)
def test_every_state_leads_one_back(state, asked_on, before):
    assert rules.state_before(ask(1, state, asked_on=asked_on)) == before


def test_a_helper_is_asked_to_help():
    rules.check_role("meister", InstructorRole.ASSISTANT)
    rules.check_role("assistant", InstructorRole.ASSISTANT)
    for kind, role in (("assistant", "lead"), ("meister", "somebody")):
        with pytest.raises(rules.TransitionDenied):
            rules.check_role(kind, role)
