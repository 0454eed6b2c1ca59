"""Long acts: from the page through the queue to the worker, and every way they end."""

import json
from datetime import timedelta
from unittest.mock import patch

import pghistory.models
import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ClosedDay
from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import Attachment, Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import job_runs, job_watch, jobs
from tests.factories.office import UserFactory
from tests.factories.paperwork import JobFactory
from tests.paperwork import long_acts
from tests.paperwork.worker import state_of, until, work_off, worker_process, working

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 30
NOW = timezone.now()


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


@pytest.fixture(autouse=True)
def closed_gate():
    long_acts.begun.clear()
    long_acts.go_on.clear()
    yield
    long_acts.go_on.set()


def begin(act, by, total=LONG, **params) -> Job:
    given = {"title": "休業日の登録", "permission": "office.edit_organizations", "total": total}
    return jobs.start(act, by=by, **given, **{"number": total} | params)


def lose_the_permission(user) -> None:
    user.roles = ["viewer"]
    user.save()


def ended(job) -> tuple:
    job.refresh_from_db()
    return job.state, job.error, ClosedDay.objects.count()


# From the queue to the end


def test_a_long_act_waits_in_the_queue_and_is_done_by_the_worker(tanto):
    job = begin(long_acts.close_days, tanto)
    assert (ended(job), job.landing_url) == (("waiting", "", 0), job.get_absolute_url())

    work_off()

    assert ended(job) == ("done", "", LONG)
    assert (job.done, job.current, job.seen_at) == (LONG, "", None)
    assert job.result_note == "30日を休業日にしました。"
    assert job.landing_url == "/masters/closed-days/"
    assert job.created_at <= job.started_at <= job.finished_at
    assert DBTaskResult.objects.get(pk=job.task_id).status == "SUCCESSFUL"


def test_what_the_worker_writes_is_the_act_of_the_one_who_started_it(tanto):
    begin(long_acts.write_report, tanto)

    work_off()

    event = pghistory.models.Events.objects.tracks(Attachment.objects.get()).get()
    assert event.pgh_context["user"] == tanto.pk


def test_a_job_of_a_transaction_that_is_undone_never_was(tanto):
    with transaction.atomic():
        begin(long_acts.close_days, tanto)
        transaction.set_rollback(True)

    work_off()

    assert [rows.objects.count() for rows in (Job, DBTaskResult, ClosedDay)] == [0, 0, 0]


def test_others_see_the_steps_while_nothing_is_saved_yet(tanto):
    job = begin(long_acts.wait_at_the_second, tanto)

    with working():
        assert long_acts.begun.wait(20)
        assert state_of(job) == ("running", 1, "1月2日")
        assert ClosedDay.objects.count() == 0
        long_acts.go_on.set()

    assert ended(job) == ("done", "", LONG)


def test_two_workers_never_do_the_same_job(tanto):
    job = begin(long_acts.wait_at_the_second, tanto)

    with working():
        assert long_acts.begun.wait(20)
        job_runs.run(job.pk)
        work_off()
        assert state_of(job) == ("running", 1, "1月2日")
        long_acts.go_on.set()

    job_runs.run(job.pk)
    assert ended(job) == ("done", "", LONG)


# At once


def test_a_short_act_is_done_in_the_request(tanto):
    job = begin(long_acts.close_days, tanto, total=20)

    assert ended(job) == ("done", "", 20)
    assert (job.task_id, job.landing_url) == (None, "/masters/closed-days/")
    assert job.seen_at is not None
    assert DBTaskResult.objects.count() == 0


def test_a_short_act_that_is_refused_names_the_record_and_leaves_no_job(tanto):
    with pytest.raises(TransitionDenied) as refused:
        begin(long_acts.stop_at_the_third, tanto, total=5, how="own")

    assert str(refused.value) == "1月3日で止まりました。様式がありません。"
    assert (Job.objects.count(), ClosedDay.objects.count()) == (0, 0)


def test_the_conditions_of_a_job_are_plain_values(tanto):
    with pytest.raises(TypeError):
        begin(long_acts.close_days, tanto, reason=timezone.now())

    job = begin(long_acts.close_days, tanto, reason=("大雪",))
    assert job.params == json.loads('{"number": 30, "reason": ["大雪"]}')


# Cancelling


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


# Failing


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


# Again


def test_again_means_the_same_conditions_and_once(tanto):
    job = begin(long_acts.stop_at_the_third, tanto, how="denied")
    work_off()

    again = jobs.retry(job.pk, by=tanto)

    same = ("title", "act", "params", "permission", "by", "total")
    assert [getattr(again, name) for name in same] == [getattr(job, name) for name in same]
    assert (again.pk != job.pk, again.retry_of, again.state) == (True, job, "waiting")
    with pytest.raises(TransitionDenied, match="すでにもう一度行われています"):
        jobs.retry(job.pk, by=tanto)


@pytest.mark.parametrize("state", sorted(set(JobState) - {JobState.FAILED, JobState.CANCELLED}))
def test_only_what_failed_or_was_cancelled_is_done_again(tanto, state):
    now = timezone.now()
    times = {
        JobState.WAITING: {},
        JobState.RUNNING: {"started_at": now},
        JobState.DONE: {"started_at": now, "finished_at": now},
    }
    job = JobFactory(by=tanto, state=state, **times[state])

    with pytest.raises(TransitionDenied, match=f"現在「{state.label}」のため"):
        jobs.retry(job.pk, by=tanto)


def test_nobody_does_again_what_another_started(tanto):
    job = begin(long_acts.close_days, tanto)
    jobs.cancel(job.pk, by=tanto)

    with pytest.raises(TransitionDenied, match="本人だけです"):
        jobs.retry(job.pk, by=UserFactory(kanri=True))


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_who_lost_the_permission_does_not_do_it_again(tanto, state):
    job = begin(long_acts.close_days, tanto)
    ends = {"failed": {"error": "止まりました。"}, "cancelled": {"cancel_requested_at": NOW}}
    Job.objects.update(state=state, finished_at=NOW, **ends[state])
    lose_the_permission(tanto)

    with pytest.raises(TransitionDenied, match=rules.NOT_ALLOWED):
        jobs.retry(job.pk, by=tanto)


def test_who_lost_the_permission_while_the_job_waited_changes_nothing(tanto):
    job = begin(long_acts.close_days, tanto)
    lose_the_permission(tanto)

    work_off()

    assert ended(job) == ("failed", f"{rules.NOT_ALLOWED}何も保存されていません。", 0)


# Files


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
