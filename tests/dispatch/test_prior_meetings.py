"""事前打合せ: written down by whoever was there, put right, taken away, printed."""

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.choices import RequestState
from dispatch.models import PriorMeeting
from dispatch.rules import plans as rules
from tests.dispatch.request_situations import TODAY, masters
from tests.dispatch.test_plans import put, tab
from tests.factories.office import UserFactory
from tests.factories.plans import PriorMeetingFactory
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db
ENDED = ("completed", "cancelled")
DATA = {
    "met_on": "2025-06-09",
    "way": "visit",
    "place": "木工室",
    "people": "藤野教諭、岩木マイスター",
    "content": "作業台の数を確かめた。",
    "agreed": "かんなは各自のもの。",
    "version": "1",
    "as_read": "",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_a_talk_is_written_down_and_put_right(client, tanto):
    row = RequestFactory(state="adjusting")
    new = reverse("dispatch:request_prior_meeting", args=(row.pk,))
    answer = client.post(new, DATA)

    assert answer.url == f"{row.get_absolute_url()}?tab=plan"
    meeting = PriorMeeting.objects.get()
    assert (meeting.request, meeting.author, meeting.agreed) == (row, tanto, "かんなは各自のもの。")
    edit = reverse("dispatch:prior_meeting_edit", args=(meeting.pk,))
    client.post(edit, DATA | {"agreed": "かんなは学校のもの。"})
    meeting.refresh_from_db()
    assert (meeting.agreed, meeting.version) == ("かんなは学校のもの。", 2)
    assert "かんなは学校のもの。" in tab(client, row).content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"met_on": "2025-06-11"}, "met_on", "打合せ日は今日以前の日付を入力してください。"),
        ({"people": ""}, "people", "出席者を入力してください。"),
        ({"content": ""}, "content", "打合せの内容を入力してください。"),
    ],
)
def test_what_is_missing_is_said(client, tanto, changes, field, sentence):
    row = RequestFactory(state="adjusting")
    answer = client.post(reverse("dispatch:request_prior_meeting", args=(row.pk,)), DATA | changes)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert PriorMeeting.objects.count() == 0


def test_a_record_made_by_mistake_goes_and_the_history_keeps_it(client, tanto):
    meeting = PriorMeetingFactory(agreed="取り違えた記録")
    row = meeting.request
    url = reverse("dispatch:prior_meeting_delete", args=(meeting.pk,))

    assert client.get(url).status_code == 200
    assert PriorMeeting.objects.count() == 1
    client.post(url)
    assert PriorMeeting.objects.count() == 0
    assert "取り違えた記録" in tab(client, row, "history").content.decode()


@pytest.mark.parametrize("state", RequestState)
def test_talks_are_written_down_until_all_is_closed(client, tanto, state):
    meeting = PriorMeetingFactory()
    put(meeting.request, state)
    open_ = state not in ENDED

    assert rules.allows(rules.check_can_meet, meeting.request, by=tanto) == open_
    for name, pk in (
        ("request_prior_meeting", meeting.request_id),
        ("prior_meeting_edit", meeting.pk),
        ("prior_meeting_delete", meeting.pk),
    ):
        answer = client.get(reverse(f"dispatch:{name}", args=(pk,)))
        assert (name, answer.status_code) == (name, 200 if open_ else 302)


def test_the_record_goes_out_on_record(client, tanto):
    meeting = PriorMeetingFactory()
    answer = client.post(reverse("dispatch:prior_meeting_paper", args=(meeting.pk,)))

    assert answer["Content-Type"] == "application/pdf"
    log = DisclosureLog.objects.get()
    assert (log.what, log.medium, log.purpose) == (
        f"事前打合せ記録 {meeting.request.number} {meeting.request}",
        "pdf",
        "review",
    )
