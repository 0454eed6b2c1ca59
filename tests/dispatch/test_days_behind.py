"""What was decided and held stays as it was: only 中止 is left, until results are recorded."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Assignment
from dispatch.services import asks, assignments, decisions, sessions
from tests.dispatch.ask_situations import told
from tests.dispatch.decision_situations import FIRST, SECOND, decided, helper, ready
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.asks import AskFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db
AFTER = date(2025, 9, 11)
SETTLED = (
    "R7.9.10 13:00～15:00の指導日は、決定した計画の実施日を過ぎているため変更できません。"
    "行われなかったときは中止にしてください。"
)
NOT_BACK = (
    "R7.9.10 13:00～15:00の指導日は、決定した計画の実施日を過ぎているため、"
    "中止を取りやめられません。"
    "別の日に行うときは「同じ内容で別の日を追加する」を選んでください。"
)
ACTS = {
    "confirm": lambda row, by: assignments.confirm(row.pk, by=by),
    "role": lambda row, by: assignments.change_role(row.pk, "lead", by=by),
    "release": lambda row, by: assignments.release(row.pk, reason="来なかった", by=by),
    "substitute": lambda row, by: assignments.substitute(
        row.pk, MeisterFactory(), reason="急病", by=by
    ),
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


def revised():
    """A request whose first day was held, and whose plan is being changed."""
    row = decided(UserFactory(shonin=True))
    with time_machine.travel(AFTER, tick=False):
        decisions.revise(row.pk, by=row.author, comment="2日目の会場が変わった")
    return row


@pytest.mark.parametrize("act", ACTS)
def test_nobody_of_a_day_that_was_held_changes_any_more(client, act):
    row = revised()
    going = helper(row, row.sessions.get(held_on=FIRST), state="tentative")
    before = Assignment.objects.filter(pk=going.pk).values().get()

    with time_machine.travel(AFTER, tick=False):
        client.force_login(row.author)
        with pytest.raises(TransitionDenied) as refused:
            ACTS[act](going, row.author)
        answer = client.get(reverse(f"dispatch:assignment_{act}", args=(going.pk,)))

    assert str(refused.value) == SETTLED
    assert answer.url == going.session.get_absolute_url()
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [SETTLED]
    assert Assignment.objects.filter(session=going.session).count() == 2
    assert Assignment.objects.filter(pk=going.pk).values().get() == before


def test_the_day_itself_and_a_plan_that_nobody_decided_still_change():
    row = decided(UserFactory(shonin=True))
    with time_machine.travel(FIRST, tick=False):
        decisions.revise(row.pk, by=row.author, comment="急病のため")
        going = row.sessions.get(held_on=FIRST).assignments.get()
        ACTS["substitute"](going, row.author)
    other = ready()
    with time_machine.travel(AFTER, tick=False):
        ACTS["release"](other.sessions.get(held_on=FIRST).assignments.get(), other.author)

    states = Assignment.objects.filter(session__held_on=FIRST).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["released", "tentative", "released"]


def test_a_day_that_was_held_can_be_cancelled_and_does_not_come_back(client):
    row = revised()
    day = row.sessions.get(held_on=FIRST)
    with time_machine.travel(AFTER, tick=False):
        client.force_login(row.author)
        sessions.cancel(day.pk, side="client", reason="休校", by=row.author)
        with pytest.raises(TransitionDenied) as refused:
            sessions.revive(day.pk, by=row.author)
        client.get(reverse("dispatch:session_revive", args=(day.pk,)))
        page = client.get(day.get_absolute_url()).content.decode()
        tab = client.get(f"{row.get_absolute_url()}?tab=sessions").content.decode()

    assert str(refused.value) == NOT_BACK
    day.refresh_from_db()
    assert day.state == "cancelled"
    assert NOT_BACK in page
    assert "中止を取りやめる</a>" not in page
    assert "同じ内容で別の日を追加する" in page
    assert reverse("dispatch:session_revive", args=(day.pk,)) not in tab


def test_who_falls_out_later_stays_on_the_day_that_was_held():
    row = revised()
    days = list(row.sessions.order_by("held_on"))
    meister = days[0].assignments.get().meister
    ask = AskFactory(request=row, meister=meister, accepted=True, sessions=days)

    with time_machine.travel(AFTER, tick=False):
        asks.decline(ask.pk, answered_on=AFTER, reason="けが", by=row.author)

    assert told(ask).state == "declined"
    states = Assignment.objects.filter(meister=meister).order_by("session__held_on")
    assert list(states.values_list("session__held_on", "state")) == [
        (FIRST, "confirmed"),
        (SECOND, "released"),
    ]
