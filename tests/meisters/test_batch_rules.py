"""センター提出: what is refused, cancelled and kept apart."""

import time
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.models import Attachment, DisclosureLog, NumberSeries, OfficialDocument
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.services import documents
from meisters.choices import ApplicationState
from meisters.models import BatchFile, BatchItem, SubmissionBatch
from meisters.services import applications, batches
from tests.factories.meisters import RoundFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.bundling import submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


def test_only_approved_applications_can_be_sent():
    for state in set(ApplicationState.values) - {ApplicationState.APPROVED}:
        application = situations.approved()
        type(application).objects.filter(pk=application.pk).update(
            state=ApplicationState.WITHDRAWN
            if state in ("draft", "received", "checked", "awaiting", "withdrawn")
            else state
        )
        with pytest.raises(TransitionDenied, match="センター提出はできません"):
            submit(application)
    assert SubmissionBatch.objects.count() == 0


def test_who_may_submit():
    application = situations.approved()
    for trait in ("kaikei", "etsuran", "kanri"):
        with pytest.raises(TransitionDenied, match="権限がありません"):
            submit(application, by=UserFactory(**{trait: True}))
    assert submit(application, by=situations.shonin()).submitted_by == situations.shonin()


def test_nothing_chosen_is_refused():
    situations.office()
    with pytest.raises(TransitionDenied, match="1件以上選択してください"):
        submit()


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2025, 9, 2)])
def test_day_lies_between_approval_and_today(day):
    application = situations.approved()
    with pytest.raises(TransitionDenied, match="令和7年9月1日）から今日（令和7年9月1日）まで"):
        submit(application, submitted_on=day)


def test_missing_letter_symbol_blocks_and_leaves_nothing():
    application = situations.approved()
    OfficeProfile.objects.update(letter_symbol="")
    kept = Attachment.objects.count()

    with pytest.raises(TransitionDenied, match="公文書記号を設定してから"):
        submit(application)

    assert_nothing_sent(application, kept)


def test_failure_in_the_last_paper_leaves_nothing(monkeypatch):
    application = situations.approved()
    kept = Attachment.objects.count()

    def burst(entries):
        raise OSError("disk full")

    monkeypatch.setattr("meisters.papers.archive.pack", burst)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        submit(application)

    assert_nothing_sent(application, kept)
    monkeypatch.undo()
    assert submit(application).letter.number == "青技振第1号"


def assert_nothing_sent(application, kept):
    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert SubmissionBatch.objects.count() == 0
    assert OfficialDocument.objects.count() == 0
    assert NumberSeries.objects.filter(last_serial__gt=0).count() == 0
    assert Attachment.objects.count() == kept
    assert DisclosureLog.objects.count() == 0


def test_cancelling_frees_the_applications_and_voids_the_number():
    batch = situations.submitted(2)

    batches.cancel(batch.pk, by=situations.tanto(), reason="添付もれ")

    batch.refresh_from_db()
    assert (batch.state, batch.letter.void_reason) == ("cancelled", "提出取消：添付もれ")
    assert list(batch.items.values_list("cancelled", "application__state")) == [
        (True, "approved"),
        (True, "approved"),
    ]
    again = submit(*(item.application for item in batch.items.all()))
    assert (again.number, again.letter.number) == ("R7-提02", "青技振第2号")


def test_the_letter_of_a_bundle_is_voided_by_cancelling_only():
    batch = situations.submitted()
    with pytest.raises(DocumentRefused, match="業務の記録で使われている"):
        documents.void(batch.letter_id, by=situations.tanto(), reason="誤り")
    assert not OfficialDocument.objects.get(pk=batch.letter_id).is_voided
    batches.cancel(batch.pk, by=situations.tanto(), reason="添付もれ")
    assert OfficialDocument.objects.get(pk=batch.letter_id).is_voided


def test_cancelling_needs_a_reason():
    batch = situations.submitted()
    with pytest.raises(TransitionDenied, match="理由を入力してください"):
        batches.cancel(batch.pk, by=situations.tanto(), reason=" ")
    assert not OfficialDocument.objects.get().is_voided


def test_withdrawn_application_stays_withdrawn_when_its_bundle_is_cancelled():
    batch = situations.submitted(2)
    gone, left = (item.application for item in batch.items.all())
    applications.take_step(gone.pk, "withdraw", by=situations.tanto(), comment="本人の申出")

    batches.cancel(batch.pk, by=situations.tanto(), reason="添付もれ")

    gone.refresh_from_db()
    left.refresh_from_db()
    assert (gone.state, left.state) == ("withdrawn", "approved")


def test_database_keeps_an_application_in_one_bundle():
    batch = situations.submitted()
    item = batch.items.get()
    with pytest.raises(IntegrityError, match="application_in_one_batch"), transaction.atomic():
        BatchItem.objects.create(batch=batch, application=item.application, order=2)


def test_database_wants_deadlines_in_order():
    with pytest.raises(IntegrityError, match="corner_deadline_first"), transaction.atomic():
        RoundFactory(number=9, corner_deadline=date(2025, 9, 13), center_deadline=date(2025, 9, 12))


def test_twenty_applications_in_fifteen_seconds():
    """Measured as the time of this process, so that neighbours on the machine don't count."""
    rows = [situations.approved() for _ in range(20)]

    start = time.process_time()
    batch = submit(*rows)
    took = time.process_time() - start

    assert batch.files.filter(kind=BatchFile.Kind.FORM).count() == 20
    assert took < 15
