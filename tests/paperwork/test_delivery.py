"""A mail leaves once or not at all, and every end is told in words."""

import os
import signal
import smtplib
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr
from threading import Barrier, Thread
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import delivery, mail_queue, outbox
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, drafted, enclosed
from tests.paperwork.worker import until, work_off, worker_process

pytestmark = pytest.mark.django_db(transaction=True)
SENT, FAILED, SCHEDULED = MessageState.SENT, MessageState.FAILED, MessageState.SCHEDULED
OFFICE = ("青森県技能振興コーナー", "corner@example.jp")
DIES = "tests.paperwork.mail_servers.DiesAfterSending"


@pytest.fixture
def tanto():
    ProfileFactory(email="corner@example.jp")
    return UserFactory(tanto=True)


@pytest.fixture
def message(tanto):
    return drafted(by=tanto, addressee=MAIL)


def told(message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.error


def named(line: str) -> tuple[str, str]:
    name, address = parseaddr(line)
    return str(make_header(decode_header(name))), address


def the_server(**answers):
    """The mail server with other answers to the steps of a mail."""
    return patch.multiple("django.core.mail.backends.locmem.EmailBackend", **answers)


def raising(error):
    def act(*args, **kwargs):
        raise error

    return act


def test_a_mail_goes_to_its_addressee_from_the_office(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    work_off()

    [sent] = mail.outbox
    assert told(message) == (SENT, "")
    assert sent.to == ["iwaki@example.jp"]
    assert [named(line) for line in (sent.from_email, *sent.reply_to)] == [OFFICE] * 2
    assert sent.body.startswith("岩木　太郎　様\n\n下記のとおり御説明します。")


def test_nothing_leaves_when_the_transaction_is_undone(message, tanto):
    with transaction.atomic():
        outbox.schedule(message.pk, by=tanto)
        transaction.set_rollback(True)
    work_off()

    assert (told(message), mail.outbox) == ((MessageState.DRAFT, ""), [])


def test_a_mail_waits_for_its_hour(message, tanto):
    outbox.schedule(message.pk, by=tanto, send_at=timezone.now() + timedelta(hours=2))
    work_off()
    assert (told(message), mail.outbox) == ((SCHEDULED, ""), [])

    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=True):
        work_off()
    assert (told(message), len(mail.outbox)) == ((SENT, ""), 1)


def test_a_mail_taken_back_stays(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    outbox.unschedule(message.pk, by=tanto)
    work_off()

    assert (told(message), mail.outbox) == ((MessageState.DRAFT, ""), [])


def test_a_mail_put_off_does_not_leave_at_its_first_hour(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    outbox.unschedule(message.pk, by=tanto)
    outbox.schedule(message.pk, by=tanto, send_at=timezone.now() + timedelta(hours=2))
    work_off()

    assert (told(message), mail.outbox) == ((SCHEDULED, ""), [])


def test_the_files_go_along_and_the_copy_is_what_was_sent(tanto):
    message = drafted(by=tanto, addressee=MAIL, attachments=(enclosed(tanto),))
    outbox.schedule(message.pk, by=tanto)
    work_off()

    message.refresh_from_db()
    [sent] = mail.outbox
    assert [name for name, _, _ in sent.attachments] == ["案内図.pdf"]
    assert message.copy.read() == sent.message().as_bytes()
    assert message.copy.original_name.endswith(".eml")


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (
            {"open": raising(ConnectionRefusedError())},
            "接続できませんでした。メールは送られ",
        ),
        ({"open": raising(smtplib.SMTPAuthenticationError(535, b"no"))}, "EMAIL_HOST_USER"),
        (
            {"send_messages": raising(smtplib.SMTPRecipientsRefused({"a": (550, b"no")}))},
            "宛先のメールアドレスが受け付けられませんでした",
        ),
        ({"send_messages": raising(smtplib.SMTPDataError(552, b"big"))}, "断られました（応答552）"),
        ({"send_messages": raising(smtplib.SMTPServerDisconnected())}, rules.BROKEN_OFF),
        ({"send_messages": raising(TimeoutError())}, rules.BROKEN_OFF),
    ],
)
def test_a_mail_that_does_not_leave_says_why(message, tanto, answers, reason):
    outbox.schedule(message.pk, by=tanto)
    with the_server(**answers):
        work_off()

    state, error = told(message)
    assert (state, reason in error) == (FAILED, True)
    assert message.steps.last().comment == error


def test_a_failed_mail_is_sent_again_by_a_person(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    with the_server(open=raising(ConnectionRefusedError())):
        work_off()
    work_off()
    assert (told(message)[0], mail.outbox) == (FAILED, [])

    outbox.schedule(message.pk, by=tanto)
    work_off()
    assert (told(message), len(mail.outbox)) == ((SENT, ""), 1)


def test_a_lost_file_is_told(tanto):
    file = enclosed(tanto)
    message = drafted(by=tanto, addressee=MAIL, attachments=(file,))
    outbox.schedule(message.pk, by=tanto)
    default_storage.delete(file.file.name)
    work_off()

    state, error = told(message)
    assert (state, "見つかりません" in error, mail.outbox) == (FAILED, True, [])


def test_two_workers_at_once_send_it_once(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    together, sent = Barrier(2), []

    def slowly(self, messages):
        sent.extend(messages)
        return len(messages)

    def run():
        try:
            together.wait(10)
            delivery.deliver(message.pk)
        finally:
            connection.close()

    with the_server(send_messages=slowly):
        workers = [Thread(target=run) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(30)

    assert (told(message), len(sent)) == ((SENT, ""), 1)


def test_a_worker_that_stops_before_the_record_leaves_a_failure(message, tanto):
    """What was handed over is never handed over again unasked."""
    outbox.schedule(message.pk, by=tanto)
    broken = patch.object(delivery, "_record", raising(KeyboardInterrupt()))
    with broken, pytest.raises(KeyboardInterrupt):
        delivery.deliver(message.pk)
    assert (told(message), len(mail.outbox)) == ((SCHEDULED, ""), 1)

    work_off()
    work_off()

    assert (told(message), len(mail.outbox)) == ((FAILED, rules.BROKEN_OFF), 1)


def test_a_worker_that_is_killed_while_sending_leaves_a_failure(message, tanto, tmp_path):
    """A real process, killed by the mail server the moment the mail is out."""
    outbox.schedule(message.pk, by=tanto)
    environment = {"TEST_EMAIL_BACKEND": DIES, "SENT_MAILS": str(tmp_path)}
    with patch.dict(os.environ, environment), worker_process() as worker:
        assert worker.wait(60) == -signal.SIGKILL
    assert (told(message), len(list(tmp_path.iterdir()))) == ((SCHEDULED, ""), 1)

    with patch.dict(os.environ, environment), worker_process() as worker:
        until(lambda: told(message)[0] == FAILED)

    assert (told(message), len(list(tmp_path.iterdir()))) == ((FAILED, rules.BROKEN_OFF), 1)


def test_a_mail_in_the_hands_of_a_living_worker_is_left_alone(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    OutgoingMessage.objects.filter(pk=message.pk).update(sending_since=timezone.now())
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            keys = [delivery.MAIL_LOCK, message.pk]
            cursor.execute("select pg_try_advisory_lock(%s, %s)", keys)
            assert cursor.fetchone() == (True,)
        assert (delivery.end_broken_off(), told(message)) == (0, (SCHEDULED, ""))
    finally:
        other.close()
    until(lambda: delivery.end_broken_off() == 1)
    assert told(message) == (FAILED, rules.BROKEN_OFF)


def test_a_mail_that_lost_its_task_leaves_all_the_same(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    with connection.cursor() as cursor:
        cursor.execute("delete from django_tasks_database_dbtaskresult")
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        work_off()

    assert (told(message), len(mail.outbox)) == ((SENT, ""), 1)


def test_lost_mails_are_queued_once_and_not_sent_beside_the_queue(message, tanto):
    """A worker that is asked to stop in between sends no more of them."""
    outbox.schedule(message.pk, by=tanto)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        assert mail_queue.queue_lost() == 0
        DBTaskResult.objects.all().delete()
        delivery.end_broken_off()
        assert [mail_queue.queue_lost() for _ in range(2)] == [1, 0]
        assert (told(message), mail.outbox) == ((SCHEDULED, ""), [])


def test_nobody_takes_a_mail_back_while_it_is_handed_over(message, tanto):
    outbox.schedule(message.pk, by=tanto)
    OutgoingMessage.objects.filter(pk=message.pk).update(sending_since=timezone.now())

    for act in (outbox.unschedule, outbox.cancel):
        with pytest.raises(rules.MessageRefused, match="送信中です"):
            act(message.pk, by=tanto)
