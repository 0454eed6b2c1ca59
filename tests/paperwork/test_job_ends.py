"""Long acts that are cancelled or fail, and what stays of those that end."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ClosedDay
from aomori_skills.paperwork.models import Attachment, Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import job_watch, jobs
from tests.factories.office import UserFactory
from tests.factories.paperwork import JobFactory
from tests.paperwork import long_acts
from tests.paperwork.long_acts import LONG, begin
from tests.paperwork.worker import state_of, until, work_off, worker_process, working

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


@pytest.fixture(autouse=True)
def closed_gate():
    long_acts.begun.clear()
    long_acts.go_on.clear()
    yield
    long_acts.go_on.set()


def ended(job) -> tuple:
    job.refresh_from_db()
    return job.state, job.error, ClosedDay.objects.count()


def test_a_waiting_job_is_taken_back(tanto):
    job = begin(long_acts.close_days, tanto)

    jobs.cancel(job.pk, by=tanto)
    work_off()

    assert ended(job) == ("cancelled", "", 0)
    assert job.started_at is None


def test_a_running_job_stops_at_the_next_record_and_leaves_nothing(tanto):
    job = begin(long_acts.wait_at_the_second, tanto)

    with working():
        assert long_acts.begun.wait(20)
        jobs.cancel(job.pk, by=tanto)
        assert state_of(job)[0] == "running"
        long_acts.go_on.set()

    assert ended(job) == ("cancelled", "", 0)
    assert (job.done, job.current) == (2, "1月3日")


def test_a_cancel_after_the_last_record_still_counts(tanto):
    job = begin(long_acts.wait_at_the_second, tanto, number=2)

    with working():
        assert long_acts.begun.wait(20)
        jobs.cancel(job.pk, by=tanto)
        long_acts.go_on.set()

    assert ended(job) == ("cancelled", "", 0)


@pytest.mark.parametrize(("trait", "may"), [("shonin", True), ("kanri", True), ("kaikei", False)])
def test_managers_cancel_what_others_started(tanto, trait, may):
    job = begin(long_acts.close_days, tanto)
    other = UserFactory(**{trait: True})
    if may:
        jobs.cancel(job.pk, by=other)
    else:
        with pytest.raises(TransitionDenied, match="ほかの人の処理を取り消す権限がありません"):
            jobs.cancel(job.pk, by=other)

    assert ended(job)[0] == ("cancelled" if may else "waiting")


def test_what_is_finished_is_not_cancelled(tanto):
    job = begin(long_acts.close_days, tanto, total=1)

    with pytest.raises(TransitionDenied, match="すでに「完了」のため、取り消せません"):
        jobs.cancel(job.pk, by=tanto)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("denied", "様式がありません。何も保存されていません。"),
        ("own", "様式がありません。何も保存されていません。"),
        ("bug", rules.UNEXPECTED),
    ],
)
def test_a_failure_names_the_record_and_leaves_nothing(tanto, how, reason, caplog):
    job = begin(long_acts.stop_at_the_third, tanto, how=how)

    work_off()

    assert ended(job) == ("failed", f"1月3日で止まりました。{reason}", 0)
    assert ("KeyError" in caplog.text) == (how == "bug")


def test_an_act_that_is_gone_from_the_program_fails(tanto):
    job = begin(long_acts.close_days, tanto)
    Job.objects.update(act="tests.paperwork.long_acts.FIRST")

    work_off()

    assert ended(job) == ("failed", rules.UNEXPECTED, 0)


def test_the_worker_goes_on_after_a_failure(tanto):
    begin(long_acts.stop_at_the_third, tanto, how="bug")
    job = begin(long_acts.close_days, tanto)

    work_off()

    assert ended(job) == ("done", "", LONG)


def test_a_killed_worker_leaves_nothing_and_its_job_is_done_again(tanto):
    job = begin(long_acts.sleep_at_the_third, tanto, seconds=60)
    with worker_process() as process:
        until(lambda: state_of(job) == ("running", 2, "1月3日"))
        assert job_watch.is_worker_there()
        work_off()
        assert state_of(job)[0] == "running"
        process.kill()
    until(lambda: not job_watch.is_worker_there())

    until(lambda: job_watch.end_broken_off() == 1)

    assert ended(job) == ("failed", rules.BROKEN_OFF, 0)
    assert DBTaskResult.objects.get().status == "FAILED"

    Job.objects.update(params={"number": LONG, "seconds": 0})
    again = jobs.retry(job.pk, by=tanto)
    work_off()
    assert ended(again) == ("done", "", LONG)


def test_a_worker_that_is_asked_to_stop_ends_its_job_first(tanto):
    job = begin(long_acts.sleep_at_the_third, tanto, seconds=2)
    waiting = begin(long_acts.close_days, tanto)
    with worker_process() as process:
        until(lambda: state_of(job) == ("running", 2, "1月3日"))
        process.terminate()
        assert process.wait(30) == 0

    assert ended(job) == ("done", "", LONG)
    assert state_of(waiting)[0] == "waiting"


def test_a_task_that_was_taken_but_not_begun_goes_back_into_the_queue(tanto):
    job = begin(long_acts.close_days, tanto)
    task = DBTaskResult.objects.get()
    task.claim("a worker that is gone")
    assert job_watch.end_broken_off() == 0

    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    work_off()

    assert ended(job) == ("done", "", LONG)
    task.refresh_from_db()
    assert task.status == "SUCCESSFUL"


def test_a_file_stays_thirty_days(tanto):
    job = begin(long_acts.write_report, tanto)
    work_off()
    job.refresh_from_db()
    assert (job.result.read(), job.result_note) == (b"%PDF report", "1部です。")
    stored = job.result.file

    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        call_command("tidy")
        assert Job.objects.get().result == job.result
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        call_command("tidy")

    job.refresh_from_db()
    assert (job.result, job.result_deleted_at is not None) == (None, True)
    assert (Attachment.objects.count(), DBTaskResult.objects.count()) == (0, 0)
    assert not stored.storage.exists(stored.name)


def test_the_database_keeps_the_states_apart(tanto):
    now = timezone.now()
    for wrong in (
        {"state": "anything"},
        {"state": "waiting", "started_at": now},
        {"state": "running"},
        {"state": "done", "started_at": now},
        {"state": "failed", "finished_at": now},
        {"state": "cancelled", "finished_at": now},
        {"error": "止まりました。"},
        {"result_note": "できました。"},
        {"seen_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            JobFactory(by=tanto, **wrong)


def test_what_was_called_broken_off_is_not_saved_after_all(tanto):
    """A worker may lose its lock and live on."""
    job = begin(long_acts.wait_at_the_second, tanto)

    with working():
        assert long_acts.begun.wait(20)
        with patch.object(job_watch, "_is_locked", return_value=False):
            assert job_watch.end_broken_off() == 1
        long_acts.go_on.set()

    assert ended(job) == ("failed", rules.BROKEN_OFF, 0)
