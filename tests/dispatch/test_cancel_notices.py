"""取りやめのお知らせ: who counted on a cancelled request is told so by a numbered letter."""

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.front import wording
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.services import documents, outbox
from dispatch.choices import RequestState
from dispatch.models import CancelNotice, DispatchRequest
from dispatch.services import asks, cancel_notices, decisions, request_cancelling, requests
from dispatch.services.notice_offers import offers
from tests.dispatch.decision_situations import FIRST, SECOND, again, decided, helper, ready, tell
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
DAYS = (
    "・令和7年9月10日（水）13:00～15:00　実習室",
    "・令和7年9月17日（水）13:00～15:00　実習室",
)
LEAD = "　主たる指導者"


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


def lead_of(row):
    return row.sessions.get(held_on=FIRST).assignments.get(role="lead").meister


def cancel(row, by, side="corner", comment="担当が倒れた"):
    request_cancelling.cancel(row.pk, by=by, side=side, comment=comment)
    return whole(row)


def draft(row, by, **values):
    given = {"dated_on": TODAY, "sending": "each"} | values
    keys = [one.key for one in cancel_notices.offers(row)]
    return cancel_notices.draft(row.pk, keys, by=by, **given)


def to_tell() -> list[tuple]:
    rows = CancelNotice.objects.order_by("pk")
    return [(one.person or "client", one.decided, one.days.splitlines()) for one in rows]


def waiting() -> list:
    return list(DispatchRequest.objects.to_tell_cancelled())


def test_only_the_reason_of_the_page_is_written(client, tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    url = reverse("dispatch:request_cancel", args=(row.pk,))
    answer = client.post(url, {"side": "corner", "comment": "担当が倒れた"}, follow=True)
    told = [str(one) for one in answer.context["messages"]]
    assert told == [
        f"{row}の派遣依頼（{row.number}）を取り消しました。取りやめのお知らせを2件お送りください。"
    ]
    url = reverse("dispatch:request_notices", args=(row.pk,))
    form = client.get(url).context["form"]
    assert form.initial["reason"] == "当コーナーの都合により、派遣できなくなったため"
    assert len(form.initial["to"]) == 2

    data = form.initial | {"dated_on": "2025-06-10", "reason": "指導者を確保できないため"}
    client.post(url, data)

    texts = [one.message.items for one in CancelNotice.objects.order_by("pk")]
    assert ["取りやめの理由：指導者を確保できないため" in one for one in texts] == [True, True]
    assert ["倒れた" in one for one in texts] == [False, False]
    page = client.get(url)
    assert "すべての宛先に、取りやめのお知らせを作成済みです。" in page.content.decode()


def test_the_days_are_those_that_each_was_told_of(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    lead, other = lead_of(row), MeisterFactory()
    decisions.revise(row.pk, by=tanto, comment="会場と補助")
    row.sessions.filter(held_on=SECOND).update(place="体育館")
    helper(row, row.sessions.get(held_on=SECOND), meister=other)
    row = again(row, tanto, shonin)

    cancel(row, tanto)

    moved = DAYS[1].replace("実習室", "体育館")
    assert to_tell() == [
        ("client", True, list(DAYS)),
        (f"meister-{lead.pk}", True, [f"{one}{LEAD}" for one in DAYS]),
        (f"meister-{other.pk}", False, [f"{moved}　指導者"]),
    ]


def test_who_was_only_asked_is_told_too(tanto, shonin):
    row = ready()
    asked, silent, refused = (MeisterFactory() for _ in range(3))
    first = row.sessions.get(held_on=FIRST)
    rows = asks.add(row.pk, [asked, silent, refused], [first.pk], "further", by=tanto)
    for one in (rows[0], rows[2]):
        asks.ask(one.pk, asked_on=TODAY, way="phone", reply_by=None, by=tanto)
    asks.decline(rows[2].pk, answered_on=TODAY, reason="多忙", by=tanto)

    cancel(row, tanto)

    assert to_tell() == [
        ("client", False, list(DAYS)),
        (f"meister-{lead_of(row).pk}", False, [f"{one}{LEAD}" for one in DAYS]),
        (f"meister-{asked.pk}", False, [f"{DAYS[0]}　指導者"]),
    ]
    (to_client, *_), _ = draft(whole(row), tanto)
    assert to_client.message.body.splitlines()[1].startswith(
        "お申込みをいただき、日程等を調整しておりました派遣"
    )


def test_a_client_who_withdraws_before_the_decision_is_told_if_anybody_is(tanto):
    row = ready()
    cancel(row, tanto, "client")
    assert [key for key, *_ in to_tell()] == ["client", f"meister-{lead_of(row).pk}"]


def test_a_client_who_withdraws_before_anybody_was_asked_needs_no_letter(tanto):
    row = ready()
    row.sessions.get(held_on=FIRST).assignments.all().delete()
    row.sessions.get(held_on=SECOND).assignments.all().delete()
    cancel(row, tanto, "client")
    assert to_tell() == []


def test_it_waits_until_sent_or_given_up(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    row = cancel(row, tanto)
    assert waiting() == [row]
    (first, second), _ = draft(row, tanto)
    assert waiting() == [row]
    assert list(DispatchRequest.objects.to_write_cancellations()) == []
    outbox.issue(first.message_id, by=tanto)
    assert waiting() == [row]
    outbox.cancel(second.message_id, by=tanto)
    assert waiting() == []

    document = CancelNotice.objects.get(pk=first.pk).message.document
    documents.void(document.pk, by=shonin, reason="宛先の誤り")

    assert waiting() == [row]
    assert [(one.due, bool(one.notice)) for one in cancel_notices.offers(row)] == [
        (True, False),
        (False, False),
    ]


def test_the_tab_keeps_all_notices_and_says_whom_to_tell(client, tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    row = cancel(row, tanto)

    page = client.get(f"{row.get_absolute_url()}?tab=decision")

    assert [one.name for one in page.context["offers"]] == [
        str(row.client),
        lead_of(row).name,
    ]
    shown = page.content.decode()
    assert len(page.context["earlier"]) == 2
    assert [one.message.subject in shown for one in page.context["earlier"]] == [True, True]
    assert shown.count("まだ作っていません") == 2
    assert page.context["primary"].label == "取りやめのお知らせを作る"


def test_a_cancellation_taken_back_needs_no_letter(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    row = cancel(row, tanto)
    (first, second), _ = draft(row, tanto)
    outbox.issue(first.message_id, by=tanto)

    requests.take_step(row.pk, "revive", by=tanto, comment="行う")

    assert list(CancelNotice.objects.all()) == [first]
    second.message.refresh_from_db()
    assert second.message.state == MessageState.CANCELLED
    assert waiting() == []


def test_who_got_the_letter_is_to_be_called_when_it_takes_place_after_all(client, tanto, shonin):
    row = decided(shonin)
    row = cancel(row, tanto)
    (to_client, _), _ = draft(row, tanto)
    outbox.issue(to_client.message_id, by=tanto)
    url = reverse("dispatch:request_step", args=(row.pk, "revive"))

    answer = client.post(url, {"comment": "行う"}, follow=True)

    assert [str(one) for one in answer.context["messages"]][-1] == (
        "次の相手には、取りやめのお知らせを送ってあります。行うことになったと電話で伝え、"
        f"都合を確かめてください：{row.client}。"
    )
    tab = f"{row.get_absolute_url()}?tab=decision"
    assert client.get(tab).context["called_off"] == [str(row.client)]
    requests.take_step(row.pk, "adjust", by=tanto)
    row.sessions.update(state="planned", cancel_side="", cancel_reason="")
    tell(again(row, tanto, shonin), tanto)
    decisions.revise(row.pk, by=tanto, comment="会場")
    assert client.get(tab).context["called_off"] == []


def test_who_was_told_of_the_cancellation_reads_a_first_decision(tanto, shonin):
    row = decided(shonin)
    tell(row, tanto)
    row = cancel(row, tanto)
    (to_client, _), _ = draft(row, tanto)
    outbox.issue(to_client.message_id, by=tanto)
    requests.take_step(row.pk, "revive", by=tanto, comment="行う")
    requests.take_step(row.pk, "adjust", by=tanto)
    row.sessions.update(state="planned", cancel_side="", cancel_reason="")
    row = again(row, tanto, shonin)

    found = {one.key: one.code for one in offers(row)}

    assert found["client"] == "dispatch-decision"
    assert found[f"meister-{lead_of(row).pk}"] == "dispatch-decision-instructor-changed"


def test_several_cancelled_requests_are_one_batch(client, tanto, shonin):
    rows = [decided(shonin, days=[FIRST]) for _ in range(2)]
    for row in rows:
        tell(row, tanto)
        cancel(row, tanto, "weather")
    url = reverse("dispatch:cancel_batch")
    initial = client.get(url).context["form"].initial
    assert initial["requests"] == sorted((row.pk for row in rows), reverse=True)

    client.post(url, initial | {"dated_on": "2025-06-10"})

    batches = {one.message.batch for one in CancelNotice.objects.all()}
    assert [one.title for one in batches] == ["取りやめのお知らせ（派遣依頼2件）"]
    assert CancelNotice.objects.count() == 4
    again_page = client.get(url).content.decode()
    assert "取りやめのお知らせを作っていない派遣依頼はありません。" in again_page


def test_a_decided_request_has_no_such_letters(tanto, shonin):
    row = decided(shonin)
    assert row.state == RequestState.DECIDED
    assert cancel_notices.offers(row) == []
    with pytest.raises(Exception, match="「決定」のため、取りやめのお知らせを作れません。"):
        cancel_notices.draft(row.pk, [], by=tanto, dated_on=TODAY, sending="each")
