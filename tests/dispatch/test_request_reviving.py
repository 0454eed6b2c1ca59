"""A request that was cancelled by mistake comes back with its days."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from dispatch.models import Assignment, Session
from dispatch.services import request_cancelling, request_reviving, sessions
from tests.dispatch.ask_situations import NOW, planned
from tests.dispatch.request_situations import judged
from tests.dispatch.session_situations import booked, free_meister, session_at
from tests.factories.office import TradeFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db
DAYS = (date(2025, 9, 10), date(2025, 9, 17), date(2025, 9, 24))


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cancelled():
    """Three days with somebody confirmed on the first two; the last one fell before the request."""
    row, days, tanto = planned(DAYS)
    judged(row)
    meister = free_meister(family_name="岩木", given_name="太郎")
    for day in days[:2]:
        booked(day, meister)
    sessions.cancel(days[2].pk, side="meister", reason="けがのため", by=tanto)
    request_cancelling.cancel(row.pk, side="client", comment="選び間違い", by=tanto)
    return row, days, tanto, meister


def page_of(row):
    return reverse("dispatch:request_step", args=(row.pk, "revive"))


def states(row) -> list[str]:
    return list(row.sessions.order_by("held_on").values_list("state", flat=True))


def test_the_days_that_fell_with_it_are_offered_and_come_back_with_their_people(client, cancelled):
    row, days, tanto, _ = cancelled
    client.force_login(tanto)

    form = client.get(page_of(row)).context["form"]
    assert list(form.fields["sessions"].queryset) == days
    assert form.fields["sessions"].initial == [days[0].pk, days[1].pk]

    data = {"comment": "別の依頼と間違えた", "sessions": [days[0].pk, days[1].pk]}
    answer = client.post(page_of(row), data)

    assert answer.url == f"{row.get_absolute_url()}?tab=sessions"
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [
        f"{row}の派遣依頼の取消を取りやめ、受付に戻しました。"
        "次の指導日を予定に戻しました：R7.9.10 13:00～15:00、R7.9.17 13:00～15:00。"
    ]
    row.refresh_from_db()
    assert (row.state, states(row)) == ("received", ["planned", "planned", "cancelled"])
    assert set(Assignment.objects.values_list("state", flat=True)) == {"confirmed"}


def test_rooms_of_the_same_hours_are_told_by_their_trades(client):
    row, (first,), tanto = planned(DAYS[:1])
    judged(row)
    mats = SessionFactory(
        request=row,
        trade=TradeFactory(name="畳製作"),
        **{name: getattr(first, name) for name in ("held_on", "starts_at", "ends_at")},
    )
    request_cancelling.cancel(row.pk, side="client", comment="選び間違い", by=tanto)
    client.force_login(tanto)

    answer = client.post(page_of(row), {"comment": "間違い", "sessions": [first.pk, mats.pk]})

    (told,) = [str(one) for one in get_messages(answer.wsgi_request)]
    day = "R7.9.10 13:00～15:00"
    assert told.endswith(f"戻しました：{day}（{first.trade}）、{day}（畳製作）。")
    title = client.get(mats.get_absolute_url()).context["title"]
    assert title == "令和7年9月10日（水） 13:00～15:00（畳製作）"


def test_a_day_whose_meister_went_elsewhere_stays_cancelled_and_says_why(client, cancelled):
    row, days, tanto, meister = cancelled
    other = session_at(14, 16, day=DAYS[0], place="体育館")
    booked(other, meister)
    client.force_login(tanto)

    answer = client.post(page_of(row), {"comment": "間違い", "sessions": [days[0].pk, days[1].pk]})

    told = [str(one) for one in get_messages(answer.wsgi_request)]
    assert told[0].endswith("次の指導日を予定に戻しました：R7.9.17 13:00～15:00。")
    assert told[1].startswith(
        "R7.9.10 13:00～15:00の指導日は、中止のまま残しました。"
        "岩木 太郎さんは、同じ時間帯に別の指導日が確定しています："
    )
    assert states(row) == ["cancelled", "planned", "cancelled"]


def test_none_comes_back_that_was_not_chosen(client, cancelled):
    row, *_, tanto, _ = cancelled
    client.force_login(tanto)

    answer = client.post(page_of(row), {"comment": "間違い"})

    assert [str(one) for one in get_messages(answer.wsgi_request)] == [
        f"{row}の派遣依頼の取消を取りやめ、受付に戻しました。希望日を確認してください。"
    ]
    assert states(row) == ["cancelled"] * 3


def test_days_of_another_request_are_left_alone(cancelled):
    row, _, tanto, _ = cancelled
    strange = session_at(9, 11, day=date(2025, 10, 1))
    Session.objects.filter(pk=strange.pk).update(
        state="cancelled", cancel_side="client", cancel_reason="行事"
    )
    done = request_reviving.revive(row.pk, [strange.pk], by=tanto, comment="間違い")
    assert (done.back, done.left) == ((), ())
    strange.refresh_from_db()
    assert strange.state == "cancelled"
