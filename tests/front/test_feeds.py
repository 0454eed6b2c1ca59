"""予定表の購読: the secret address, what it gives to whom, and when it gives nothing any more."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.views import feed as views
from aomori_skills.office.choices import FeedScope
from aomori_skills.office.models import CalendarFeed
from aomori_skills.office.services import feeds
from dispatch.models import Session, Trainee
from tests.factories.calendar import september, session
from tests.factories.office import UserFactory
from tests.front.feed_reading import fetch

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 2)
PAGE = reverse("feed")


@pytest.fixture(autouse=True)
def today():
    cache.clear()
    with time_machine.travel(TODAY, tick=False):
        yield
    cache.clear()


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


@pytest.fixture
def other():
    return UserFactory(username="tanto2", given_name="次郎")


def read(token):
    return [
        (str(one["uid"]), str(one["summary"]), str(one["status"]), int(one["sequence"]))
        for one in Calendar.from_ical(fetch(token).content).events
    ]


def titles(token):
    return [summary for _, summary, _, _ in read(token)]


def test_the_page_shows_the_address_once_and_keeps_only_a_sum_of_it(client, tanto):
    client.force_login(tanto)

    answer = client.post(PAGE, {"scope": "own"})

    address = answer.context["address"]
    token = address.rpartition("/")[2].removesuffix(".ics")
    kept = CalendarFeed.objects.get()
    assert address == f"http://testserver/calendar/feed/{token}.ics"
    assert len(token) == 43
    assert kept.token_hash == sha256(token.encode()).hexdigest()
    assert address in answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert token not in repr(dict(client.session.items()))
    again = client.get(PAGE)
    assert (again.context["address"], token in again.content.decode()) == (None, False)
    assert again.context["current"] == kept
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from office_calendarfeedevent t where t::text like %s",
            [f"%{kept.token_hash}%"],
        )
        assert cursor.fetchone() == (0,)


def test_one_own_feed_holds_what_one_attends_and_coordinates(tanto, other):
    september(tanto, other)
    session(other, client="みかん工業高校", attendant=tanto, held_on=date(2025, 9, 11))

    assert titles(feeds.issue(tanto, FeedScope.OWN)) == [
        "八戸板金工業組合への訪問",
        "りんご工業高校（建築大工）の事前打合せ（訪問）",
        "【調整中】指導日：りんご工業高校 建築大工",
        "【調整中】指導日：みかん工業高校 建築大工",
        "期限：八戸板金工業組合：資料を送る",
    ]


def test_the_feed_of_the_office_holds_everything_a_quarter_back_and_a_year_ahead(tanto, other):
    days = [TODAY - timedelta(93), TODAY - timedelta(92), TODAY + timedelta(400)]
    for day in (*days, TODAY + timedelta(401)):
        session(other, held_on=day)
    september(tanto, other)

    found = Calendar.from_ical(fetch(feeds.issue(tanto, FeedScope.OFFICE)).content).events

    sessions = [one for one in found if "指導日" in one["summary"]]
    assert [one.start.date() for one in sessions] == [days[1], date(2025, 9, 10), days[2]]
    assert len(found) == 2 + 13


def test_a_moved_session_keeps_its_number_and_counts_on_and_a_cancelled_one_says_so(tanto):
    row = session(tanto)
    token = feeds.issue(tanto, FeedScope.OWN)
    (first,) = read(token)

    row.starts_at, row.ends_at = time(14), time(16)
    row.save_version()
    (moved,) = read(token)
    going = row.assignments.get()
    going.state, going.release_reason = "released", "けが"
    going.save_version()
    (released,) = read(token)
    row.state, row.cancel_side, row.cancel_reason = "cancelled", "weather", "大雪"
    row.save_version()
    (cancelled,) = read(token)

    uid, title = str(row.uid), "指導日：りんご工業高校 建築大工"
    assert first == (uid, f"【調整中】{title}", "TENTATIVE", first[3])
    assert [one[3] - first[3] for one in (moved, released, cancelled)] == [1, 2, 3]
    assert cancelled == (uid, f"【中止】{title}", "CANCELLED", first[3] + 3)


def test_no_trainee_is_named(tanto):
    row = session(tanto)
    Trainee.objects.create(request=row.request, order=1, name="小川 あきら", note="左利き")

    text = fetch(feeds.issue(tanto, FeedScope.OFFICE)).content.decode().replace("\r\n ", "")

    assert ("岩木 太郎" in text, "小川" in text, "左利き" in text) == (True, False, False)


def test_a_new_address_ends_the_old_one(tanto):
    old = feeds.issue(tanto, FeedScope.OWN)
    new = feeds.issue(tanto, FeedScope.OFFICE)

    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)
    assert CalendarFeed.objects.open().count() == 1


def test_one_ends_ones_own_address_at_once(client, tanto):
    token = feeds.issue(tanto, FeedScope.OWN)
    client.force_login(tanto)

    answers = [client.post(reverse("feed_end"), follow=True) for _ in range(2)]

    said = [str(message) for answer in answers for message in answer.context["messages"]]
    assert said == [
        "予定表の購読を停止しました。今までのアドレスは使えません。",
        "発行中の購読用アドレスはありません。",
    ]
    assert fetch(token).status_code == 404


def test_nobody_but_who_manages_users_ends_the_address_of_another(tanto, other):
    token = feeds.issue(tanto, FeedScope.OWN)

    with pytest.raises(TransitionDenied, match="管理者に依頼してください"):
        feeds.revoke(tanto.pk, by=other)
    assert fetch(token).status_code == 200
    assert feeds.revoke(tanto.pk, by=UserFactory(kanri=True)) is True
    assert fetch(token).status_code == 404


def test_who_has_left_gets_nothing_any_more(tanto):
    token = feeds.issue(tanto, FeedScope.OWN)
    tanto.is_active = False
    tanto.save()

    assert fetch(token).status_code == 404


def test_a_program_that_has_the_last_answer_is_told_so(tanto):
    row = session(tanto)
    token = feeds.issue(tanto, FeedScope.OWN)
    first = fetch(token)

    with time_machine.travel(datetime(2025, 9, 2, 3, tzinfo=UTC), tick=False):
        same = fetch(token, if_none_match=first["ETag"])
    Session.objects.filter(pk=row.pk).update(place="体育館")
    changed = fetch(token, if_none_match=first["ETag"])

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert (first["Cache-Control"], first["X-Robots-Tag"]) == ("private, no-cache", "noindex")


@pytest.mark.parametrize(
    "token", ["x", "A" * 43, "-" * 43, "0" * 2000, "select-1", "__proto__", "あ"]
)
def test_a_wrong_token_opens_nothing_and_learns_nothing(tanto, token):
    feeds.issue(tanto, FeedScope.OWN)

    answer = Client().get(f"/calendar/feed/{token}.ics")

    assert answer.status_code == 404
    assert "津軽" not in answer.content.decode()


def test_the_sum_that_is_kept_is_no_token(tanto):
    feeds.issue(tanto, FeedScope.OWN)

    assert fetch(CalendarFeed.objects.get().token_hash).status_code == 404


def test_who_tries_many_tokens_is_stopped_for_a_while(tanto):
    token = feeds.issue(tanto, FeedScope.OWN)
    tries = [fetch(f"{number:043}").status_code for number in range(views.WRONG.times)]

    stopped = fetch(token)

    assert tries == [404] * 30
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "600")
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.get(reverse("feed_file", args=(token,))).status_code == 200
    with time_machine.travel(datetime(2025, 9, 2, 0, 11, tzinfo=UTC), tick=False):
        assert fetch(token).status_code == 200


def test_a_program_that_asks_without_end_is_stopped_for_a_while(tanto, monkeypatch):
    monkeypatch.setattr(views, "OFTEN", views.Limit("feed", times=3, seconds=3600))
    token, other = (feeds.issue(one, FeedScope.OWN) for one in (tanto, UserFactory(shonin=True)))

    assert [fetch(token).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert fetch(other).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_address_is_only_read(tanto, method):
    token = feeds.issue(tanto, FeedScope.OWN)

    answer = getattr(Client(), method)(reverse("feed_file", args=(token,)))

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_the_database_keeps_one_open_address_a_user_and_no_bare_token(tanto):
    feeds.issue(tanto, FeedScope.OWN)
    wrong = [("a" * 64, "one_feed_a_user"), ("token", "feed_token_is_hashed")]

    for kept, name in wrong:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            CalendarFeed.objects.create(user=tanto, scope=FeedScope.OWN, token_hash=kept)


@pytest.mark.django_db(transaction=True)
def test_of_two_addresses_asked_for_at_once_one_stays(tanto):
    tokens = []

    def ask():
        try:
            tokens.append(feeds.issue(tanto, FeedScope.OWN))
        finally:
            connection.close()

    both = [threading.Thread(target=ask) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(fetch(token).status_code for token in tokens) == [200, 404]
