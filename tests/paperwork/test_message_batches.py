"""まとまり: 150 letters in one go, numbered in their order and printed as one PDF."""

import os
import re
import time
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import (
    DisclosureLog,
    Job,
    OfficialDocument,
    OutgoingMessage,
)
from aomori_skills.paperwork.services import (
    documents,
    drafting,
    message_batches,
    outbox,
    templates,
)
from aomori_skills.paperwork.services.outbox import Addressee
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import TEMPLATE
from tests.factories.paperwork import PDF, uploaded, xlsx
from tests.files import pdf as sample_pdf
from tests.paperwork.worker import work_off

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


@pytest.fixture
def tanto():
    ProfileFactory()
    return UserFactory(tanto=True)


def drafted(by, count, *, mails=0):
    templates.load((TEMPLATE,))
    rows = [
        (
            Addressee(f"岩木　{number:03}　様", email="a@example.jp" if number < mails else ""),
            {"氏名": f"岩木　{number:03}", "日時": "令和8年12月1日（火）13:30"},
        )
        for number in range(count)
    ]
    return outbox.draft_batch("説明会の案内", TEMPLATE.code, rows, by=by, dated_on=DAY)


def seconds() -> float:
    """Processor time of this process and of those it has started."""
    spent = os.times()
    return sum(spent[:4])


def letter_numbers(content: bytes) -> list[int]:
    pages = PdfReader(BytesIO(content)).pages
    return [int(re.search(r"第(\d+)号", page.extract_text())[1]) for page in pages]


def send(batch, messages, by):
    shown = {one.pk: one.version for one in messages}
    return message_batches.send(batch, shown, by=by, issued_on=DAY)


@pytest.mark.django_db(transaction=True)
def test_150_letters_come_as_one_pdf_in_under_ten_seconds_with_their_numbers_in_order(tanto):
    spent = numbered_and_timed(tanto, first=1)
    if spent >= 10:  # another process may have had the cores; two slow runs are no accident
        spent = numbered_and_timed(tanto, first=151)
    assert spent < 10


def numbered_and_timed(by, *, first: int) -> float:
    """Seconds of processor on each of two cores that 150 letters took."""
    batch, messages = drafted(by, 150)
    job = send(batch, messages, by)
    start, begun = seconds(), time.monotonic()

    work_off()

    spent, took = (seconds() - start) / 2, time.monotonic() - begun
    print(f"{spent:.1f} s of processor on each of two cores, {took:.1f} s by the clock")
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.state, job.done, job.error) == ("done", 150, "")
    assert letter_numbers(batch.print.read()) == list(range(first, first + 150))
    own = [
        (one.document.serial, one.addressee)
        for one in batch.messages.select_related("document").order_by("pk")
    ]
    assert own == [(first + number, f"岩木　{number:03}　様") for number in range(150)]
    return spent


def test_mails_and_letters_of_a_batch_leave_together(tanto):
    batch, messages = drafted(tanto, 6, mails=2)
    job = send(batch, messages, tanto)

    states = list(batch.messages.order_by("pk").values_list("channel", "state"))
    batch.refresh_from_db()
    assert states == [("email", "scheduled")] * 2 + [("letter", "sent")] * 4
    assert job.result_note == (
        "メール2通の送信を受け付けました。結果は一覧の状態で確かめてください。"
        "文書4通を発行しました。次は、まとめたPDFと宛名ラベルを印刷して送ってください。"
    )
    assert letter_numbers(batch.print.read()) == [1, 2, 3, 4]


def test_letters_issued_later_join_the_print_in_number_order(tanto):
    batch, messages = drafted(tanto, 4)
    send(batch, messages[2:], tanto)
    send(batch, messages[:2], tanto)

    batch.refresh_from_db()
    assert letter_numbers(batch.print.read()) == [1, 2, 3, 4]


def test_one_letter_that_can_not_leave_stops_all_of_them(tanto):
    batch, messages = drafted(tanto, 3)
    messages[1].body = "{{知らない}}"
    messages[1].save()

    with pytest.raises(TransitionDenied, match=r"岩木　001　様.*「\{\{知らない\}\}」"):
        send(batch, messages, tanto)
    assert set(batch.messages.values_list("state", flat=True)) == {MessageState.DRAFT}
    assert not OfficialDocument.objects.exists()


def test_the_confirm_page_says_what_is_left_out_and_why(client, tanto):
    client.force_login(tanto)
    batch, messages = drafted(tanto, 5, mails=1)
    outbox.cancel(messages[4].pk, by=tanto)
    messages[3].body = "{{知らない}}"
    messages[3].save()

    answer = client.get(reverse("paperwork:message_batch_send", args=(batch.pk,)))

    context = answer.context
    assert (context["mails"], context["letters"]) == (1, 2)
    assert [reason for _, reason in context["skipped"]] == [
        "「{{知らない}}」に入れる内容が分かりません。"
        "文面を編集して、実際の内容に書き換えてください。",
        "現在「取消」です。",
    ]


def test_letters_without_an_address_are_named_before_they_get_a_number(client, tanto):
    client.force_login(tanto)
    batch, (_, second, third) = drafted(tanto, 3, mails=1)
    OutgoingMessage.objects.filter(pk=second.pk).update(address="青森市新町1-1")
    url = reverse("paperwork:message_batch_send", args=(batch.pk,))

    page = client.get(url)
    assert page.context["nowhere"] == [third]
    assert "次の1件は送付先の住所がありません。" in page.content.decode()

    OutgoingMessage.objects.filter(pk=third.pk).update(address="青森市新町1-2")
    assert "送付先の住所がありません" not in client.get(url).content.decode()


def test_an_issued_batch_names_what_is_left_to_do_by_hand(client, tanto):
    client.force_login(tanto)
    batch, (first, second, third) = drafted(tanto, 3)
    OutgoingMessage.objects.filter(pk=first.pk).update(address="青森市新町1-1")
    drafting.attach(second.pk, uploaded("名簿.xlsx", xlsx()), by=tanto)
    before = client.get(batch.get_absolute_url()).content.decode()
    send(batch, list(batch.messages.order_by("pk")), tanto)
    documents.void(batch.messages.get(pk=third.pk).document_id, by=tanto, reason="宛名の誤り")

    answer = client.post(reverse("paperwork:message_batch_print", args=(batch.pk,)))
    page = client.get(batch.get_absolute_url())

    assert "文書の送り方" not in before
    left = page.context["posting"]
    assert (left.letters, left.without_address, left.enclosing) == (2, [second], 1)
    assert "次の1人は送付先の住所がないため、手渡ししてください。" in page.content.decode()
    assert letter_numbers(answer.content) == [1, 2]
    assert DisclosureLog.objects.get().purpose == "person"


def test_what_goes_along_is_printed_behind_its_letter(client, tanto):
    client.force_login(tanto)
    batch, (first, _) = drafted(tanto, 2)
    drafting.attach(first.pk, uploaded("回答票.pdf", sample_pdf("reply slip")), by=tanto)
    send(batch, list(batch.messages.order_by("pk")), tanto)

    answer = client.post(reverse("paperwork:message_batch_print", args=(batch.pk,)))
    page = client.get(batch.get_absolute_url())

    texts = [one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages]
    assert [("reply slip" in text, "第1号" in text, "第2号" in text) for text in texts] == [
        (False, True, False),
        (True, False, False),
        (False, False, True),
    ]
    assert page.context["posting"].enclosing == 0


def locked_pdf() -> bytes:
    writer = PdfWriter(BytesIO(PDF))
    writer.encrypt("secret", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("content", [locked_pdf(), b"%PDF-1.4 nothing"])
def test_what_could_not_be_printed_does_not_go_along(tanto, content):
    _, (message,) = drafted(tanto, 1)

    with pytest.raises(TransitionDenied) as refusal:
        drafting.attach(message.pk, uploaded("地図.pdf", content), by=tanto)

    assert str(refusal.value) == (
        "「地図.pdf」は開けないため、文書と一緒に印刷できません。"
        "パスワードを外すか、PDFを作り直してから選んでください。"
    )
    assert list(message.attachments.all()) == []


def test_letters_issued_one_by_one_are_printed_together(client, tanto):
    client.force_login(tanto)
    batch, messages = drafted(tanto, 2)
    for message in messages:
        outbox.issue(message.pk, by=tanto)

    answer = client.post(reverse("paperwork:message_batch_print", args=(batch.pk,)))

    assert letter_numbers(answer.content) == [1, 2]


def test_labels_hold_every_letter(client, tanto):
    client.force_login(tanto)
    batch, _ = drafted(tanto, 14, mails=1)
    url = reverse("paperwork:message_batch_labels", args=(batch.pk,))

    answer = client.post(url)

    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    names = [re.findall(r"岩木　\d{3}　様", text) for text in pages]
    assert [len(one) for one in names] == [12, 1]
    assert (DisclosureLog.objects.get().count, names[0][0]) == (13, "岩木　001　様")


def test_the_preview_of_all_is_a_draft_without_numbers(client, tanto):
    client.force_login(tanto)
    batch, _ = drafted(tanto, 3)
    client.post(reverse("paperwork:message_batch_preview", args=(batch.pk,)))

    content = Job.objects.get().result.read()
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert [("案" in text, "岩木" in text) for text in pages] == [(True, True)] * 3
    assert not OfficialDocument.objects.exists()
