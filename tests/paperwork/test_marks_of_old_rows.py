"""What a database of before learns about its letters and its broken-off mails."""

from importlib import import_module

import pgtrigger
import pytest
from django.apps import apps

from aomori_skills.paperwork.models import OfficialDocument, OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import delivery, outbox
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, drafted
from tests.factories.paperwork import issued

pytestmark = pytest.mark.django_db
migration = import_module("aomori_skills.paperwork.migrations.0006_failures_and_personal_letters")


@pytest.fixture
def tanto():
    ProfileFactory()
    return UserFactory(tanto=True)


def test_letters_of_the_outbox_and_certificates_are_personal(tanto):
    letter = outbox.issue(drafted(by=tanto).pk, by=tanto).document
    certificate = issued(by=tanto, kind="other")
    issued(by=tanto, kind="submission")
    with pgtrigger.ignore("paperwork.OfficialDocument:document_as_issued"):
        OfficialDocument.objects.update(personal=False)
        migration.mark_personal(apps, None)

    assert set(OfficialDocument.objects.filter(personal=True)) == {letter, certificate}


def test_mails_that_were_broken_off_are_marked_also_after_they_were_put_back(tanto):
    broken, refused, sent = (drafted(by=tanto, addressee=MAIL) for _ in range(3))
    for message, reason in ((broken, rules.BROKEN_OFF), (refused, rules.UNWRITABLE)):
        outbox.schedule(message.pk, by=tanto)
        delivery.begin(message.pk)
        delivery.fail(message.pk, reason)
        outbox.unschedule(message.pk, by=tanto)
    outbox.schedule(sent.pk, by=tanto)
    delivery.begin(sent.pk)
    delivery.fail(sent.pk, rules.BROKEN_OFF)
    outbox.schedule(sent.pk, by=tanto)
    delivery.deliver(sent.pk)
    OutgoingMessage.objects.exclude(state="sent").update(maybe_sent=False)

    migration.mark_maybe_sent(apps, None)

    kept = OutgoingMessage.objects.exclude(pk=sent.pk).filter(maybe_sent=True)
    assert set(kept) == {broken}
