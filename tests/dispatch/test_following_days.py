"""指導日 that still say what the request said follow it; what they have of their own stays."""

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from dispatch.models import Session
from dispatch.rules.decision_checks import decision_checks
from dispatch.services.decision_case import decision_case
from dispatch.services.request_judging import judge_and_keep
from tests.dispatch.decision_situations import FIRST, SECOND, ready
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.dispatch.session_situations import free_meister, session_at
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.requests import RequestFactory
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def planned(tanto, **own):
    """A request with a day just as it told, and one with values of its ``own``."""
    row = RequestFactory(state="adjusting", content="墨付け", place="実習室", days=[FIRST])
    return row, session_at(request=row, by=tanto), session_at(
        request=row, by=tanto, day=SECOND, **own
    )  # fmt: skip


def edit(client, row, **changes) -> list[str]:
    """Messages after the form of the request was sent with ``changes``."""
    url = reverse("dispatch:request_edit", args=(row.pk,))
    form = forms_of(client.get(url).content.decode())[0]
    data = {name: values[0] for name, values in form.data.items() if values}
    answer = client.post(url, data | changes)
    assert answer.status_code == 302
    return [str(one) for one in get_messages(answer.wsgi_request)]


def told(row) -> list[tuple]:
    rows = Session.objects.filter(request=row).order_by("held_on")
    return [(one.trade, one.people, one.place, one.content) for one in rows]


def test_an_edit_changes_the_days_that_had_the_same(client, tanto):
    row, same, _ = planned(tanto, people=3, place="体育館", content="継手")
    trade = TradeFactory(name="左官", kana="サカン")

    messages = edit(
        client, row, trade=trade.pk, people="10", place="工場", content="足場", operation=""
    )

    assert told(row) == [(trade, 10, "工場", "足場"), (trade, 3, "体育館", "継手")]
    assert messages[1].startswith(
        "変更前の派遣依頼と同じだった指導日も2件直しました（"
        "R7.9.10 13:00～15:00、R7.9.17 13:00～15:00）。次の相手に連絡してください："
    )
    assert Session.objects.get(pk=same.pk).version == same.version + 1


def test_an_edit_that_is_none_of_the_days_leaves_them(client, tanto):
    row, same, _ = planned(tanto)

    assert len(edit(client, row, note="メモ")) == 1
    assert Session.objects.get(pk=same.pk).version == same.version


def test_a_day_whose_people_can_not_teach_the_new_trade_stays_and_is_named(client, tanto):
    row, same, _ = planned(tanto)
    meister = free_meister()
    same.assignments.create(meister=meister, role="lead", state="confirmed")
    trade = TradeFactory(name="左官", kana="サカン")

    messages = edit(client, row, trade=trade.pk, operation="")

    assert [one for one, *_ in told(row)] == [row.trade, trade]
    assert messages[-1] == (
        f"R7.9.10 13:00～15:00の指導日は、元のまま残しました。{meister}さんは{trade}の認定を"
        f"受けていないため、主たる指導者にできません。先に{meister}さんをこの指導日から外してください。"
    )
    judge_and_keep(row.pk)
    check = next(one for one in decision_checks(decision_case(whole(row))))
    assert (check.outcome.value, check.hard) == ("×", False)
    assert check.text.endswith(
        f"R7.9.10 13:00～15:00 {row.trade}の職種が派遣依頼にありません。"
        "指導日か派遣依頼を直してください。"
    )


def test_the_number_of_the_roster_goes_to_the_days_too(client, tanto):
    row, *_ = planned(tanto, people=3)
    TraineeFactory.create_batch(10, request=row)
    action = client.get(f"{row.get_absolute_url()}?tab=roster").context["follow"]

    answer = client.post(action.url, dict(action.fields))

    assert [people for _, people, *_ in told(row)] == [10, 3]
    assert [str(one) for one in get_messages(answer.wsgi_request)][-1] == (
        "変更前の派遣依頼と同じだった指導日も1件直しました（R7.9.10 13:00～15:00）。"
    )


def test_days_with_another_number_are_said_before_the_decision():
    row = ready()
    TraineeFactory.create_batch(5, request=row)
    found = {one.rule: one for one in decision_checks(decision_case(whole(row)))}
    assert found["roster"].text == "受講者数と同じ5人です。"

    row.sessions.filter(held_on=FIRST).update(people=4)

    found = {one.rule: one for one in decision_checks(decision_case(whole(row)))}
    assert (found["roster"].outcome.value, found["roster"].text) == (
        "×",
        "名簿と依頼は5人ですが、R7.9.10 13:00～15:00の受講予定人数が違います。"
        "違いに理由があるかを確認してください。",
    )
