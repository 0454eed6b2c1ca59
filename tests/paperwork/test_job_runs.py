"""Long acts: from the page through the queue to the worker, at once, and again."""

import json

import pghistory.models
import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ClosedDay
from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import Attachment, Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import job_runs, jobs
from tests.factories.office import UserFactory
from tests.factories.paperwork import JobFactory
from tests.paperwork import long_acts
from tests.paperwork.long_acts import LONG, begin
from tests.paperwork.worker import state_of, work_off, working

pytestmark = pytest.mark.django_db(transaction=True)
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


def lose_the_permission(user) -> None:
    user.roles = ["viewer"]
    user.save()


def ended(job) -> tuple:
    job.refresh_from_db()
    return job.state, job.error, ClosedDay.objects.count()


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
