"""決定通知 as acts: once to everybody, never about what holds no more, one by one or in one go."""

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front import wording
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.services import outbox
from dispatch.models import DecisionNotice, DispatchRequest
from dispatch.services import decision_notices, decisions
from dispatch.services.decision_notices import offers
from tests.dispatch.decision_situations import FIRST, decided
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        wording.load()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def draft(row, keys, by, **values):
    given = {"dated_on": TODAY, "sending": "each"} | values
    return decision_notices.draft(row.pk, keys, by=by, **given)


def told(row) -> list[tuple]:
    return [
        (one.key, one.word, one.due, bool(one.notice))
        for one in offers(row, list(row.versions.for_page()))
    ]


def lead_of(row):
    return row.sessions.get(held_on=FIRST).assignments.get(role="lead").meister


def test_nobody_is_written_to_twice(tanto, shonin):
    row = decided(shonin)
    (notice,), _ = draft(row, ["client"], tanto)

    with pytest.raises(TransitionDenied, match="決定通知を作る宛先がありません。"):
        draft(row, ["client"], tanto)
    outbox.cancel(notice.message_id, by=tanto)
    draft(row, ["client"], tanto)

    assert DecisionNotice.objects.count() == 2


def test_a_mail_goes_to_who_has_an_address_unless_all_get_letters(tanto, shonin):
    first, second = decided(shonin), decided(shonin)
    for row in (first, second):
        row.client.email = "firm@example.jp"
        row.client.save()

    (mail,), _ = draft(whole(first), ["client"], tanto)
    (letter,), _ = draft(whole(second), ["client"], tanto, sending="letters")

    assert (mail.message.channel, letter.message.channel) == (Channel.EMAIL, Channel.LETTER)


def test_a_change_withdraws_what_has_not_left(tanto, shonin):
    row = decided(shonin)
    notices, _ = draft(row, ["client", f"meister-{lead_of(row).pk}"], tanto)
    outbox.issue(notices[0].message_id, by=tanto)

    decisions.revise(row.pk, by=tanto, comment="変更")

    states = [one.message.state for one in DecisionNotice.objects.order_by("pk")]
    assert states == [MessageState.SENT, MessageState.CANCELLED]


def test_home_asks_for_notices_until_all_have_left(tanto, shonin):
    row = decided(shonin)
    rows = DispatchRequest.objects.to_notify
    notices, _ = draft(row, ["client", f"meister-{lead_of(row).pk}"], tanto)
    assert list(rows()) == [row]
    outbox.issue(notices[0].message_id, by=tanto)
    assert list(rows()) == [row]

    outbox.issue(notices[1].message_id, by=tanto)

    assert list(rows()) == []


def test_the_page_ticks_whom_it_concerns(client, tanto, shonin):
    row = decided(shonin)
    url = reverse("dispatch:request_notices", args=(row.pk,))
    key = f"meister-{lead_of(row).pk}"

    shown = client.get(url).content.decode()
    refused = client.post(url, {"dated_on": "2025-06-10", "sending": "each"})
    answer = client.post(
        url, {"to": ["client", key], "dated_on": "2025-06-10", "sending": "letters"}
    )

    assert shown.count("checked") == 3
    assert refused.status_code == 422
    assert "宛先を選択してください。" in refused.content.decode()
    batch = DecisionNotice.objects.first().message.batch
    assert answer.url == batch.get_absolute_url()
    again_shown = client.get(url).content.decode()
    assert "すべての宛先に、決定通知を作成済みです。" in again_shown


def test_before_the_decision_there_is_nothing_to_tell(client, tanto, shonin):
    row = decided(shonin)
    decisions.revise(row.pk, by=tanto, comment="変更")

    page = client.get(reverse("dispatch:request_notices", args=(row.pk,)), follow=True)

    assert "「調整中」のため、決定通知を作れません。" in page.content.decode()


def test_several_decisions_are_told_in_one_go(client, tanto, shonin):
    first, second, done = decided(shonin), decided(shonin), decided(shonin)
    draft(done, ["client", f"meister-{lead_of(done).pk}"], tanto)
    draft(second, ["client"], tanto)
    url = reverse("dispatch:notice_batch")
    assert list(DispatchRequest.objects.to_write_notices().order_by("pk")) == [first, second]

    shown = client.get(url).content.decode()
    answer = client.post(
        url,
        {"requests": [first.pk, second.pk], "dated_on": "2025-06-10", "sending": "letters"},
    )

    assert (first.number in shown, done.number in shown) == (True, False)
    batch = DecisionNotice.objects.order_by("pk").last().message.batch
    assert answer.url == batch.get_absolute_url()
    assert batch.title == "決定通知（派遣依頼2件）"
    assert [
        (one.version.request, one.to)
        for one in DecisionNotice.objects.filter(message__batch=batch).order_by("pk")
    ] == [(first, "client"), (first, "instructor"), (second, "instructor")]
    assert "決定通知を作っていない派遣依頼はありません。" in client.get(url).content.decode()
    refused = client.post(url, {"dated_on": "2025-06-10", "sending": "each"})
    assert "派遣依頼を選択してください。" in refused.content.decode()
