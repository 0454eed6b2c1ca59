"""照会・補正: by when to answer, and what goes to the center again."""

from contextlib import contextmanager
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog, OfficialDocument
from meisters.choices import Result
from meisters.models import BatchFile
from meisters.rules import workflows
from meisters.rules.results import Answered
from meisters.services import inquiry_replies, results
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.forms_as_sent import sent_by

pytestmark = pytest.mark.django_db

ASKED_ON, DUE_ON = date(2025, 9, 10), date(2025, 9, 24)
LATER = "2025-09-16 10:00:00+09:00"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def inquired(*, due=DUE_ON, **fields):
    """A row of a bundle about which the center has asked."""
    item = situations.submitted(**fields).items.get()
    answer = Answered(item.pk, Result.INQUIRY, ASKED_ON, "", "実務経験の証明が不鮮明", due)
    results.record(item.batch_id, [answer], by=situations.tanto())
    item.refresh_from_db()
    return item


@contextmanager
def on_a_day(client, user, now=LATER):
    """Another day: the session of today has ended long before."""
    with time_machine.travel(now, tick=False):
        client.force_login(user)
        yield


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_day_is_recorded_and_shown_on_page_list_and_bundle(client, tanto):
    item = inquired(family_name="岩木", given_name="太郎")

    with on_a_day(client, tanto):
        page = client.get(item.application.get_absolute_url())
        listed = client.get(reverse("meisters:application_list"), {"scope": "due"})
        bundle = client.get(item.batch.get_absolute_url()).content.decode()

    assert item.reply_due_on == DUE_ON
    assert page.context["due"] == DUE_ON
    assert "センターから照会がありました" in page.content.decode()
    assert [row.record.due_on for row in listed.context["table"].rows] == [DUE_ON]
    assert "回答期限：令和7年9月24日（水）" in bundle


@pytest.mark.parametrize(
    ("now", "task", "others"),
    [
        ("2025-09-12 10:00:00+09:00", "due", "overdue"),
        ("2025-09-25 10:00:00+09:00", "overdue", "due"),
    ],
)
def test_home_counts_it_with_the_other_deadlines(client, tanto, now, task, others):
    item = inquired()

    with on_a_day(client, tanto, now):
        lines = {line.task.name: line for line in client.get("/").context["lines"]}
        page = client.get(lines[task].everybody.url)

    assert lines[task].everybody.count == 1
    assert others not in lines
    assert [row.record for row in page.context["table"].rows] == [item.application]


def test_an_inquiry_without_a_day_has_no_deadline(client, tanto):
    item = inquired(due=None)
    assert client.get(item.application.get_absolute_url()).context["due"] is None


@pytest.mark.parametrize(
    ("result", "due", "sentence"),
    [
        (
            Result.REJECTED,
            date(2025, 10, 1),
            "回答期限は、結果が「照会」の場合だけ入力してください。",
        ),
        (
            Result.INQUIRY,
            date(2025, 9, 9),
            "回答期限は、照会の日付以後の日付を入力してください。",
        ),
    ],
)
def test_a_day_that_fits_no_inquiry_is_refused(result, due, sentence):
    item = situations.submitted().items.get()
    answer = Answered(item.pk, result, ASKED_ON, "", "証明が不鮮明", due)
    with pytest.raises(results.ResultErrors) as raised:
        results.record(item.batch_id, [answer], by=situations.tanto())
    assert raised.value.errors == {item.pk: {"reply_due_on": sentence}}


def test_the_day_stays_on_record_when_the_last_word_has_come(tanto):
    item = inquired()
    final = Answered(item.pk, Result.CERTIFIED, date(2025, 10, 1), "02-00101", item.comment, DUE_ON)
    results.record(item.batch_id, [final], by=tanto)
    item.refresh_from_db()
    assert (item.result, item.reply_due_on) == (Result.CERTIFIED, DUE_ON)


def test_the_day_is_typed_or_pasted_in_the_grid(client, tanto):
    batch = situations.submitted()
    item = batch.items.get()
    url = reverse("meisters:batch_results", args=(batch.pk,))
    number = item.application.number
    row = f"{number}\t\t照会\tR7.9.10\t\t証明が不鮮明\tR7.9.24"

    pasted = client.post(url, {"pasted": row, "_paste": "1"})
    client.post(url, sent_by(pasted))

    item.refresh_from_db()
    assert (item.result, item.reply_due_on) == (Result.INQUIRY, DUE_ON)


def test_the_answer_makes_letter_form_and_archive(client, tanto):
    item = inquired(family_name="岩木", given_name="太郎")
    application, batch = item.application, item.batch
    application.practice_periods.update(employer_name="白神工務店")
    url = reverse("meisters:application_step", args=(application.pk, "answer_inquiry"))

    with on_a_day(client, tanto):
        sent = sent_by(client.get(url)) | {"comment": "証明書を撮り直しました。"}
        answer = client.post(url, sent)

    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.state == "submitted"
    reply = batch.files.get(kind=BatchFile.Kind.REPLY)
    form = batch.files.get(kind=BatchFile.Kind.CORRECTED)
    letter = reply.letter
    assert (letter.subject, letter.issued_on) == ("照会事項への回答について", date(2025, 9, 16))
    assert letter.serial == batch.letter.serial + 1
    text = words(letter.read())
    assert f"{batch.letter.number}で提出した認定申請書について" in text
    assert "令和7年9月10日に照会のありました事項" in text
    assert "実務経験の証明が不鮮明" in text
    assert "証明書を撮り直しました。" in text
    assert "白神工務店" in words(form.attachment.read())
    folder = f"{application.number}_岩木太郎"
    with ZipFile(BytesIO(reply.attachment.read())) as packed:
        names = packed.namelist()
        assert names[:2] == ["00_照会への回答文書.pdf", f"{folder}/01_申請書.pdf"]
        assert len(names) == 2 + len(situations.PAPERS)
        assert packed.read(names[0]) == letter.read()
        assert packed.read(names[1]) == form.attachment.read()
    log = DisclosureLog.objects.latest("pk")
    assert (log.what, log.count) == (f"{batch} {application.number} 照会への回答一式", 1)


def test_the_files_are_handed_out_with_the_bundle(client, tanto):
    item = inquired()
    with time_machine.travel(LATER, tick=False), situations.undrawn():
        inquiry_replies.answer(
            item.application_id, by=tanto, comment="撮り直した", replied_on=date(2025, 9, 16)
        )
    reply = BatchFile.objects.get(kind=BatchFile.Kind.REPLY)

    page = client.get(item.batch.get_absolute_url(), {"tab": "papers"}).content.decode()
    file = client.post(
        reverse("meisters:batch_file", args=(item.batch_id,)),
        {"purpose": "センターへの提出・報告", "file": reply.pk},
    )

    assert reply.letter.number in page
    assert "照会への回答一式（ZIP）" in page
    assert file.getvalue() == reply.attachment.read()


@pytest.mark.parametrize("day", [date(2025, 9, 9), date(2025, 9, 17)])
def test_the_letter_is_dated_between_inquiry_and_today(tanto, day):
    item, before = inquired(), OfficialDocument.objects.count()
    with (
        time_machine.travel(LATER, tick=False),
        situations.undrawn(),
        pytest.raises(TransitionDenied, match="回答日は、照会の日（令和7年9月10日）から"),
    ):
        inquiry_replies.answer(item.application_id, by=tanto, comment="済", replied_on=day)
    item.application.refresh_from_db()
    assert item.application.state == "inquiry"
    assert OfficialDocument.objects.count() == before


def test_a_second_inquiry_gets_a_letter_of_its_own(tanto):
    item = inquired()
    with time_machine.travel(LATER, tick=False), situations.undrawn():
        for comment in ("一度目", "二度目"):
            inquiry_replies.answer(
                item.application_id, by=tanto, comment=comment, replied_on=date(2025, 9, 16)
            )
            item.application.refresh_from_db()
            item.application.move(workflows.INQUIRE, by=tanto, comment="もう一度")
    replies = BatchFile.objects.filter(kind=BatchFile.Kind.REPLY)
    serials = [reply.letter.serial for reply in replies]
    sent = item.batch.letter.serial
    assert serials == [sent + 1, sent + 2]


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_who_may_not_answer(trait):
    item = inquired()
    with time_machine.travel(LATER, tick=False), pytest.raises(TransitionDenied):
        inquiry_replies.answer(
            item.application_id,
            by=UserFactory(**{trait: True}),
            comment="済",
            replied_on=date(2025, 9, 16),
        )
    assert BatchFile.objects.filter(kind=BatchFile.Kind.REPLY).count() == 0
