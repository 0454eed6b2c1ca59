"""送信箱: drafting, and the way of each mail and letter until it has left."""

from datetime import date

import pytest
from django.core import mail

from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.services import outbox
from aomori_skills.paperwork.services.delivery import deliver
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, POST, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto():
    ProfileFactory()
    return UserFactory(tanto=True)


def test_a_draft_holds_the_values_of_its_addressee(tanto):
    message = drafted(by=tanto)

    assert (message.subject, message.state, message.channel) == (
        "岩木　太郎様への説明について",
        MessageState.DRAFT,
        Channel.LETTER,
    )
    assert message.items.splitlines()[0] == "日時：令和8年12月1日（火）13:30"
    assert [step.label for step in message.steps.all()] == ["下書き"]


@pytest.mark.parametrize(("addressee", "channel"), [(MAIL, "email"), (POST, "letter")])
def test_who_has_no_address_gets_a_letter(tanto, addressee, channel):
    assert drafted(by=tanto, addressee=addressee).channel == channel


def test_a_mail_leaves_and_its_copy_stays(tanto):
    message = drafted(by=tanto, addressee=MAIL)
    outbox.schedule(message.pk, by=tanto)
    assert mail.outbox == []

    deliver(message.pk)

    message.refresh_from_db()
    sent = mail.outbox[0]
    assert (message.state, message.sent_by) == (MessageState.SENT, tanto)
    assert message.copy.read() == sent.message().as_bytes()
    assert sent.to == ["iwaki@example.jp"]


def test_a_letter_is_numbered_and_in_the_register(tanto):
    message = drafted(by=tanto, dated_on=date(2026, 11, 1))

    message = outbox.issue(message.pk, by=tanto)

    assert message.state == MessageState.SENT
    assert message.document.number.endswith("第1号")
