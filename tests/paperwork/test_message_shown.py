"""送信箱: what leaves is what the page has shown, and nothing leaves unlooked at."""

import smtplib
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import Job, OfficialDocument, OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import delivery, drafting, message_batches, outbox, templates
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, POST, TEMPLATE, VALUES, drafted
from tests.factories.paperwork import PDF

pytestmark = pytest.mark.django_db
CHANGED = "画面を開いている間に"
SERVER = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, row) -> str:
    return reverse(f"paperwork:{name}", args=(row.pk,))


def text_of(answer) -> str:
    return answer.content.decode()


def state_of(message) -> str:
    return OutgoingMessage.objects.get(pk=message.pk).state


def edit(message, by, body) -> None:
    message = outbox.locked(message.pk)
    message.body = body
    drafting.update(message, by=by)


def typed_on(client, url) -> dict:
    """What the page would send, as it was read."""
    form = client.get(url).context["form"]
    typed = {one.name: form.fields[one.name].prepare_value(one.value()) or "" for one in form}
    return typed | {"issued_on": timezone.localdate().isoformat()}


def batch_of(by, *rows):
    templates.load((TEMPLATE,))
    return outbox.draft_batch("説明会の案内", TEMPLATE.code, rows, by=by)


def failed(by, error) -> OutgoingMessage:
    """A mail at which the server stopped with ``error``."""
    message = drafted(by=by, addressee=MAIL)
    outbox.schedule(message.pk, by=by)
    step = "open" if isinstance(error, ConnectionRefusedError) else "send_messages"
    with patch(f"{SERVER}.{step}", side_effect=error):
        delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    return message


# One mail, one letter


@pytest.mark.parametrize(("name", "addressee"), [("message_send", MAIL), ("message_issue", POST)])
def test_what_was_edited_since_is_shown_before_it_leaves(client, tanto, name, addressee):
    message = drafted(by=tanto, addressee=addressee)
    url = page(name, message)
    typed = typed_on(client, url)
    edit(message, tanto, "日を改めて御説明します。")

    refused = client.post(url, typed)

    assert (refused.status_code, state_of(message)) == (422, MessageState.DRAFT)
    assert CHANGED in text_of(refused)
    assert refused.context["message"].body == "日を改めて御説明します。"
    again = typed | {"version": refused.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    assert state_of(message) != MessageState.DRAFT


@pytest.mark.parametrize("typed", [{}, {"version": ""}, {"version": "9"}])
def test_nothing_leaves_without_the_version_that_was_shown(client, tanto, typed):
    message = drafted(by=tanto, addressee=MAIL)
    answer = client.post(page("message_send", message), {"when": "now"} | typed)
    assert (answer.status_code, state_of(message)) == (422, MessageState.DRAFT)


def test_a_file_that_came_or_went_since_is_shown_too(client, tanto):
    message = drafted(by=tanto, addressee=MAIL)
    url = page("message_send", message)
    typed = typed_on(client, url)
    row = drafting.attach(message.pk, SimpleUploadedFile("地図.pdf", PDF), by=tanto)
    refused = client.post(url, typed)
    assert (CHANGED in text_of(refused), "地図.pdf" in text_of(refused)) == (True, True)

    typed["version"] = refused.context["form"]["version"].value()
    drafting.detach(message.pk, row.attachment_id, by=tanto)
    assert CHANGED in text_of(client.post(url, typed))
    assert state_of(message) == MessageState.DRAFT


@pytest.mark.parametrize(("days", "status"), [(31, 302), (32, 422)])
def test_a_letter_is_dated_a_month_ahead_at_most(client, tanto, days, status):
    message = drafted(by=tanto)
    day = timezone.localdate() + timedelta(days=days)
    typed = {"issued_on": day.isoformat(), "version": message.version}
    assert client.post(page("message_issue", message), typed).status_code == status


def test_no_letter_is_dated_into_a_year_that_is_over(client, tanto, time_machine):
    time_machine.move_to("2026-04-08 10:00+09:00")
    late = {"issued_on": "2026-03-31"}
    first, second = drafted(by=tanto), drafted(by=tanto)
    assert client.post(page("message_issue", first), late | {"version": 1}).status_code == 302

    outbox.issue(drafted(by=tanto).pk, by=tanto, issued_on=date(2026, 4, 8))
    answer = client.post(page("message_issue", second), late | {"version": 1})
    assert (answer.status_code, "令和8年4月1日" in text_of(answer)) == (422, True)
    assert OfficialDocument.objects.count() == 2


# All of a batch


def test_a_batch_sends_what_its_page_has_shown(client, tanto):
    batch, (first, second) = batch_of(tanto, (POST, VALUES), (POST, VALUES))
    url = page("message_batch_send", batch)
    typed = typed_on(client, url)
    edit(second, tanto, "日を改めて御説明します。")

    refused = client.post(url, typed)

    assert refused.status_code == 422
    assert f"{second}の内容または状態が変わりました" in text_of(refused)
    assert [state_of(one) for one in (first, second)] == [MessageState.DRAFT] * 2
    typed["messages"] = refused.context["form"]["messages"].value()
    assert client.post(url, typed).status_code == 302
    assert [state_of(one) for one in (first, second)] == [MessageState.SENT] * 2


def test_what_became_ready_since_waits_for_the_next_look(client, tanto):
    lacking = VALUES | {"日時": None}
    batch, (first, second) = batch_of(tanto, (POST, VALUES), (POST, lacking))
    url = page("message_batch_send", batch)
    typed = typed_on(client, url)
    late = outbox.locked(second.pk)
    late.items = ""
    drafting.update(late, by=tanto)

    assert client.post(url, typed).status_code == 302
    assert [state_of(one) for one in (first, second)] == [MessageState.SENT, MessageState.DRAFT]


def test_the_worker_asks_again_what_was_shown(tanto, settings):
    settings.SHORT_JOB = 0
    batch, messages = batch_of(tanto, (POST, VALUES))
    job = message_batches.send(batch, {messages[0].pk: 1}, by=tanto, issued_on=date(2026, 11, 2))
    edit(messages[0], tanto, "日を改めて御説明します。")

    with pytest.raises(TransitionDenied, match=CHANGED):
        message_batches.send_batch(None, **job.params)
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize("shown", ["", "1:x", ":", "a", "9" * 19 + ":1", "999999:1"])
def test_an_empty_batch_is_refused_with_a_sentence(client, tanto, shown):
    batch, _ = batch_of(tanto)
    typed = {"issued_on": timezone.localdate().isoformat(), "messages": shown}
    answer = client.post(page("message_batch_send", batch), typed)
    wanted = rules.NOTHING_TO_SEND if shown in ("", "999999:1") else "正しく届きませんでした"
    assert (answer.status_code, wanted in text_of(answer)) == (422, True)
    assert not Job.objects.exists()


# After a failure


def test_mails_that_met_no_server_are_sent_again_together(client, tanto):
    batch, messages = batch_of(tanto, (MAIL, VALUES), (MAIL, VALUES))
    for message in messages:
        outbox.schedule(message.pk, by=tanto)
        with patch(f"{SERVER}.open", side_effect=ConnectionRefusedError):
            delivery.deliver(message.pk)
    assert [state_of(one) for one in messages] == [MessageState.FAILED] * 2
    assert "送信・発行へ進む" in text_of(client.get(batch.get_absolute_url()))

    url = page("message_batch_send", batch)
    assert client.post(url, typed_on(client, url)).status_code == 302

    assert [state_of(one) for one in messages] == [MessageState.SCHEDULED] * 2


def test_a_mail_that_may_have_arrived_keeps_its_warning(client, tanto):
    message = failed(tanto, smtplib.SMTPServerDisconnected())
    assert message.maybe_sent
    outbox.unschedule(message.pk, by=tanto)

    for url in (message.get_absolute_url(), page("message_send", message)):
        assert rules.BROKEN_OFF in text_of(client.get(url))


def test_the_send_page_tells_why_it_failed_before(client, tanto):
    message = failed(tanto, ConnectionRefusedError())
    assert not message.maybe_sent
    assert message.error in text_of(client.get(page("message_send", message)))


def test_a_mail_that_may_have_arrived_leaves_alone_only(client, tanto):
    message = failed(tanto, smtplib.SMTPServerDisconnected())
    batch, _ = batch_of(tanto)
    outbox.unschedule(message.pk, by=tanto)
    OutgoingMessage.objects.filter(pk=message.pk).update(batch=batch)
    message.refresh_from_db()

    context = client.get(page("message_batch_send", batch)).context
    assert (context["ready"], context["skipped"]) == ([], [(message, rules.NOT_WITH_OTHERS)])
    shown = {message.pk: message.version}
    with pytest.raises(TransitionDenied, match="まとめて送れません"):
        message_batches.send(batch, shown, by=tanto, issued_on=date(2026, 11, 2))

    outbox.schedule(message.pk, by=tanto, version=message.version)
    delivery.deliver(message.pk)
    assert (state_of(message), len(mail.outbox)) == (MessageState.SENT, 1)
