"""まとまり: 150 letters in one go, numbered in their order and printed as one PDF."""

import os
import re
import time
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from aomori_skills.paperwork.services import message_batches, outbox, templates
from aomori_skills.paperwork.services.outbox import Addressee
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import TEMPLATE
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
    return message_batches.send(batch, [one.pk for one in messages], by=by, issued_on=DAY)


@pytest.mark.django_db(transaction=True)
def test_150_letters_come_as_one_pdf_in_under_ten_seconds_with_their_numbers_in_order(tanto):
    batch, messages = drafted(tanto, 150)
    job = send(batch, messages, tanto)
    start, begun = seconds(), time.monotonic()

    work_off()

    spent, took = (seconds() - start) / 2, time.monotonic() - begun
    print(f"{spent:.1f} s of processor on each of two cores, {took:.1f} s by the clock")
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.state, job.done, job.error) == ("done", 150, "")
    assert letter_numbers(batch.print.read()) == list(range(1, 151))
    own = [
        (one.document.serial, one.addressee)
        for one in batch.messages.select_related("document").order_by("pk")
    ]
    assert own == [(number + 1, f"岩木　{number:03}　様") for number in range(150)]
    assert spent < 10
