"""Answers of the center and other steps in the same moment, on real PostgreSQL."""

import time
from contextlib import contextmanager
from datetime import date
from threading import Thread

import pytest
import time_machine
from django.db import connection, transaction

from meisters.choices import BatchState, Result
from meisters.models import Candidate, Meister
from meisters.rules.results import Answered
from meisters.services import applications, batches, results
from tests.meisters import situations

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


class Act(Thread):
    """Something done by somebody else; ``error`` is how it failed."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.error = act, None

    def run(self):
        try:
            self.act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()


@contextmanager
def waiting(row, *acts):
    """Hold the lock of ``row`` until each of ``acts``, one after the other, waits for a lock."""
    threads = [Act(act) for act in acts]
    with transaction.atomic():
        held = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        for count, thread in enumerate(threads, 1):
            thread.start()
            until_blocked(count)
        yield held
    for thread in threads:
        thread.join(timeout=30)
    assert [thread.error for thread in threads] == [None] * len(threads)


def until_blocked(count):
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("select pg_stat_clear_snapshot()")
            cursor.execute(
                "select count(*) from pg_stat_activity"
                " where datname = current_database() and wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] == count:
                return
        time.sleep(0.02)
    raise AssertionError(f"{count} sessions should wait for a lock")


def rejected(item, comment):
    return Answered(item.pk, Result.REJECTED, DAY, "", comment)


def test_undoing_a_rejection_and_entering_results_do_not_block_each_other():
    batch = situations.submitted(2)
    first, second = batch.items.all()
    tanto, shonin = situations.tanto(), situations.shonin()
    results.record(batch.pk, [rejected(first, "経験が足りない")], by=tanto)
    answers = [
        rejected(first, "経験が1年足りない"),
        Answered(second.pk, Result.CERTIFIED, DAY, "02-00101"),
    ]

    with waiting(
        Candidate.objects.get(applications=first.application_id),
        lambda: applications.take_step(
            first.application_id, "correct_rejection", by=shonin, comment="入力誤り"
        ),
        lambda: results.record(batch.pk, answers, by=tanto),
    ):
        pass

    batch.refresh_from_db()
    assert batch.state == BatchState.ANSWERED
    assert [(item.result, item.comment) for item in batch.items.all()] == [
        ("rejected", "経験が1年足りない"),
        ("certified", ""),
    ]
    steps = first.application.steps.order_by("pk").values_list("transition", flat=True)
    assert list(steps)[-3:] == ["reject", "correct_rejection", "reject"]


def test_withdrawing_and_entering_results_do_not_block_each_other():
    batch = situations.submitted(2)
    first, second = batch.items.all()
    tanto = situations.tanto()
    answer = Answered(second.pk, Result.CERTIFIED, DAY, "02-00101")

    with waiting(
        Candidate.objects.get(applications=first.application_id),
        lambda: applications.take_step(
            first.application_id, "withdraw", by=tanto, comment="本人の申出"
        ),
        lambda: results.record(batch.pk, [answer], by=tanto),
    ):
        pass

    batch.refresh_from_db()
    assert batch.state == BatchState.ANSWERED


def test_a_corrected_number_waits_for_whoever_edits_the_meister():
    batch = situations.submitted()
    item, tanto = batch.items.get(), situations.tanto()
    results.record(batch.pk, [Answered(item.pk, Result.CERTIFIED, DAY, "02-00101")], by=tanto)
    batches.reopen(batch.pk, by=tanto)
    answer = Answered(item.pk, Result.CERTIFIED, DAY, "02-00999")

    with waiting(
        Meister.objects.get(), lambda: results.record(batch.pk, [answer], by=tanto)
    ) as held:
        held.note = "ほかの職員の備考"
        held.save_version()

    meister = Meister.objects.get()
    assert (meister.number, meister.note, meister.version) == ("02-00999", "ほかの職員の備考", 3)
