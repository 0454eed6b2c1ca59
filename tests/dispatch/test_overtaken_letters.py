"""依頼状 never tell a day that was moved or cancelled since."""

from datetime import date

import pytest
import time_machine

from aomori_skills.front import wording
from aomori_skills.paperwork.services import outbox
from dispatch.services import ask_letters, asks, request_cancelling, sessions
from dispatch.services.ask_rows import rows_of
from tests.dispatch.ask_situations import NOW, TODAY, accepted, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.office import ProfileFactory

pytestmark = pytest.mark.django_db
DUE = date(2025, 6, 17)


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(NOW, tick=False):
        wording.load()
        ProfileFactory()
        yield


def written(row, by, **person):
    """Somebody asked by a letter of which the draft waits."""
    (ask,) = asks.add(row.pk, [free_meister(**person)], None, "lead", by=by)
    return lettered(row, ask, by)


def lettered(row, ask, by):
    values = {"day": TODAY, "reply_by": DUE, "sending": "each"}
    ((ask,), _) = ask_letters.write(row.pk, [ask.pk], by=by, **values)
    return ask


def move(session, by, **fields):
    session.refresh_from_db()
    return sessions.move(session.pk, fields, version=session.version, by=by)


def why_not(row, ask) -> str:
    return ask_letters.why_no_letter(next(one for one in rows_of(row) if one == ask), row)


def roles(moved) -> list[str]:
    return [one.role for one in moved.to_tell]


def test_a_draft_is_withdrawn_when_its_day_moves_and_a_new_one_tells_the_new_day():
    row, days, tanto = planned()
    ask = written(row, tanto)
    assert why_not(row, ask) == "依頼状を作成済みです。"

    moved = move(days[0], tanto, held_on=date(2025, 9, 11))

    assert told(ask).message.state == "cancelled"
    assert roles(moved) == ["依頼元", "打診中・依頼状を作り直す"]
    assert why_not(row, ask) == ""
    assert "令和7年9月11日（木）13:00～15:00" in lettered(row, ask, tanto).message.items


def test_a_letter_that_has_left_is_due_anew_only_for_those_who_are_asked_for_that_day():
    row, days, tanto = planned()
    ask = written(row, tanto)
    outbox.issue(told(ask).message_id, by=tanto)

    same = move(days[0], tanto, content="別の課題")
    assert (same.to_tell, why_not(row, ask)) == ((), "依頼状を作成済みです。")

    moved = move(days[0], tanto, held_on=date(2025, 9, 11))
    assert roles(moved) == ["依頼元", "打診中・依頼状を作り直す"]
    assert (told(ask).message.state, why_not(row, ask)) == ("sent", "")

    sessions.cancel(days[0].pk, side="client", reason="学校行事のため", by=tanto)
    assert why_not(row, ask) == "依頼状を作成済みです。"


@pytest.mark.parametrize("words", [{"content": "鉋の調整"}, {"place": "体育館"}])
def test_a_draft_goes_with_whatever_it_tells(words):
    row, days, tanto = planned()
    ask = written(row, tanto)
    move(days[0], tanto, people=9)
    assert told(ask).message.state == "draft"
    move(days[0], tanto, **words)
    assert told(ask).message.state == "cancelled"


def test_a_cancelled_and_a_revived_day_withdraw_the_drafts_that_tell_otherwise():
    row, days, tanto = planned()
    ask = written(row, tanto)

    moved = sessions.cancel(days[0].pk, side="client", reason="学校行事のため", by=tanto)
    assert told(ask).message.state == "cancelled"
    assert roles(moved) == ["依頼元", "打診中・依頼状を作り直す"]

    again = lettered(row, ask, tanto)
    sessions.revive(days[0].pk, by=tanto)
    assert told(again).message.state == "cancelled"


def test_a_cancelled_request_sends_no_letter_to_who_has_said_yes():
    row, _, tanto = planned()
    ask = lettered(row, accepted(row, free_meister(), tanto), tanto)

    request_cancelling.cancel(row.pk, by=tanto, side="client", comment="学校の都合")

    assert (told(ask).state, told(ask).message.state) == ("accepted", "cancelled")
