"""派遣依頼 edited: judged anew, by two people, its rows, its history."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.dispatch.request_situations import TODAY, judged, masters, whole
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    masters()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def edit_url(row) -> str:
    return reverse("dispatch:request_edit", args=(row.pk,))


def edited(client, row) -> dict:
    """The form of a stored request as the browser has it."""
    form = forms_of(client.get(edit_url(row)).content.decode())[0]
    return {name: values[0] for name, values in form.data.items() if values}


def test_a_day_of_another_year_stays_outside_when_edited(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    data = edited(client, row) | {"wished_dates-0-day": "2026-05-01"}

    answer = client.post(edit_url(row), data)

    assert answer.status_code == 422
    assert "令和8年5月1日は令和7年度の日付ではありません。" in answer.content.decode()
    assert whole(row).wished_dates.get().day == date(2025, 9, 10)


def test_an_edit_is_saved_and_judged_anew(client, tanto):
    row = judged(RequestFactory(days=[date(2025, 9, 10)]))

    answer = client.post(edit_url(row), edited(client, row) | {"sessions_wanted": "30"})

    assert answer.url == row.get_absolute_url()
    after = whole(row)
    assert (after.sessions_wanted, after.version) == (30, row.version + 1)
    assert after.needs_exception
    assert after.holder == "承認者"


def test_two_people_at_one_request_lose_nothing(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    mine = edited(client, row) | {"content": "墨付けを習いたい"}
    client.post(edit_url(row), edited(client, row) | {"content": "継手を習いたい"})

    answer = client.post(edit_url(row), mine)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "ほかの職員がこの記録を保存しました。" in page
    assert "継手を習いたい" in page
    assert "墨付けを習いたい" in page
    assert whole(row).content == "継手を習いたい"


def test_rows_that_change_places_are_saved(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10), date(2025, 9, 17)])
    data = edited(client, row)
    days = {"wished_dates-0-day": "2025-09-17", "wished_dates-1-day": "2025-09-10"}

    answer = client.post(edit_url(row), data | days)

    assert answer.status_code == 302
    assert [one.day for one in whole(row).wished_dates.all()] == [
        date(2025, 9, 17),
        date(2025, 9, 10),
    ]


def test_an_ended_request_can_not_be_edited(client, tanto):
    row = RequestFactory(cancelled=True)

    answer = client.get(edit_url(row), follow=True)

    assert "「取消」のため編集できません。" in answer.content.decode()


def test_the_history_tells_who_changed_what(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    client.post(edit_url(row), edited(client, row) | {"content": "継手を習いたい"})

    page = client.get(f"{row.get_absolute_url()}?tab=history").content.decode()

    assert "継手を習いたい" in page
    assert "判定日時" not in page
