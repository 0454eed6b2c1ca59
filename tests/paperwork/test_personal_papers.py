"""Letters to people, their addresses and their prints: who takes them out, and what is told."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog, Job
from aomori_skills.paperwork.services import documents, message_batches, outbox, templates
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, POST, TEMPLATE, VALUES, drafted
from tests.factories.paperwork import issued

pytestmark = pytest.mark.django_db
PURPOSE = {"purpose": "内部での確認・点検"}
LIST = "/papers/messages/"


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def batch(tanto):
    """Three letters that are issued, and a mail."""
    templates.load((TEMPLATE,))
    rows = [(POST, VALUES)] * 3 + [(MAIL, VALUES)]
    batch, messages = outbox.draft_batch("説明会", TEMPLATE.code, rows, by=tanto)
    shown = {one.pk: one.version for one in messages[:3]}
    message_batches.send(batch, shown, by=tanto, issued_on=messages[0].dated_on)
    batch.refresh_from_db()
    return batch


def page(name, row) -> str:
    return reverse(f"paperwork:{name}", args=(row.pk,))


def text_of(answer) -> str:
    return answer.content.decode()


def told() -> list[int]:
    return list(DisclosureLog.objects.order_by("pk").values_list("count", flat=True))


def numbers_in(content: bytes) -> list[int]:
    pages = PdfReader(BytesIO(content)).pages
    return [int(re.search(r"第(\d+)号", one.extract_text())[1]) for one in pages]


# Letters in the register


@pytest.mark.parametrize(
    ("trait", "status"),
    [("tanto", 200), ("shonin", 200), ("kaikei", 403), ("etsuran", 403), ("kanri", 403)],
)
def test_a_letter_to_a_person_leaves_the_register_on_record(client, tanto, trait, status):
    document = outbox.issue(drafted(by=tanto).pk, by=tanto).document
    user = UserFactory(**{trait: True})
    client.force_login(user)

    offered = "PDFをダウンロードする" in text_of(client.get(document.get_absolute_url()))
    answer = client.post(page("document_file", document))

    assert (offered, answer.status_code) == (status == 200, status)
    log = list(DisclosureLog.objects.values_list("by", "what", "medium"))
    assert log == ([(user.pk, f"公文書 {document}", "pdf")] if status == 200 else [])


def test_a_letter_to_an_office_is_read_by_everybody(client, tanto):
    document = issued(by=tanto)
    client.force_login(UserFactory(etsuran=True))
    assert client.post(page("document_file", document)).status_code == 200
    assert told() == []


def test_no_paper_is_taken_by_a_link(client, tanto):
    assert client.get(page("document_file", issued(by=tanto))).status_code == 405


def test_a_letter_issued_again_is_as_personal_as_the_first(tanto):
    document = outbox.issue(drafted(by=tanto).pk, by=tanto).document
    assert documents.reissue(document, by=tanto, reason="宛先で破損したため").personal


# Addresses of the outbox


def test_addresses_are_not_taken_by_who_may_only_look(client, batch):
    client.force_login(UserFactory(kanri=True))

    for url in (LIST, batch.get_absolute_url()):
        assert client.get(url).status_code == 200
        assert client.post(url, {"_export": "xlsx"} | PURPOSE).status_code == 403
    assert "宛名ラベル" not in text_of(client.get(batch.get_absolute_url()))
    for name in ("labels", "print", "preview"):
        assert client.post(page(f"message_batch_{name}", batch)).status_code == 403
    assert (told(), Job.objects.filter(permission="paperwork.export_personal").count()) == ([], 0)


def test_the_log_counts_what_was_handed_out(client, batch, tanto):
    cancelled = outbox.draft(TEMPLATE.code, addressee=POST, values=VALUES, by=tanto, batch=batch)
    outbox.cancel(cancelled.pk, by=tanto)
    outbox.draft(TEMPLATE.code, addressee=POST, values=VALUES, by=tanto, batch=batch)

    client.post(page("message_batch_labels", batch))
    client.post(page("message_batch_print", batch))

    assert told() == [4, 3]


# The print of a batch


def test_the_print_leaves_out_what_became_void(client, batch, tanto):
    first = batch.messages.order_by("pk")[0]
    documents.void(first.document_id, by=tanto, reason="宛名の誤り")

    answer = client.post(page("message_batch_print", batch))

    assert (numbers_in(answer.content), told()) == ([2, 3], [2])


def test_a_print_is_made_again_only_after_a_change(client, batch):
    kept = batch.print_id
    client.post(page("message_batch_print", batch))
    batch.refresh_from_db()
    assert batch.print_id == kept


def test_a_batch_whose_letters_are_all_void_has_no_print(client, batch, tanto):
    for message in batch.messages.exclude(document=None):
        documents.void(message.document_id, by=tanto, reason="中止のため")

    answer = client.post(page("message_batch_print", batch), follow=True)

    assert "すべて欠番になっています" in text_of(answer)
    assert (told(), "発行した文書をまとめたPDF" in text_of(answer)) == ([], False)
