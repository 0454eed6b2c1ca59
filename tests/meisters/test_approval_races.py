"""承認: two people at the same moment."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import OfficialDocument
from meisters.models import (
    SubmissionBatch,
)
from meisters.services import applications, batches
from tests.factories.meisters import RoundFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.approving import approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def at_once(*acts) -> list:
    """Run all ``acts`` in threads of their own at the same moment; return answers or refusals."""
    barrier, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait(timeout=10)
            answers[place] = act()
        except TransitionDenied as denied:
            answers[place] = denied
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_make_one_approval():
    application = situations.awaiting()
    first, second = UserFactory(roles=["approver"]), UserFactory(roles=["approver"])

    answers = at_once(
        lambda: approve(application, by=first), lambda: approve(application, by=second)
    )

    refusals = [str(answer) for answer in answers if isinstance(answer, TransitionDenied)]
    assert refusals == [
        f"{application}は現在「承認」のため、承認はできません。"
        "画面を開き直して最新の状態を確認してください。"
    ]
    assert application.steps.filter(transition="approve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_approving_and_pulling_back_at_once_gives_one_of_both():
    application = situations.awaiting()
    staff, manager = situations.tanto(), situations.shonin()

    answers = at_once(
        lambda: approve(application, by=manager),
        lambda: applications.take_step(application.pk, "pull_back", by=staff),
    )

    assert sum(isinstance(answer, TransitionDenied) for answer in answers) == 1
    application.refresh_from_db()
    assert (application.state == "approved") == (application.approved_by is not None)


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_make_one_bundle_and_one_number():
    rows = [situations.approved() for _ in range(2)]
    keys, round_id, staff = [row.pk for row in rows], RoundFactory().pk, situations.tanto()

    def submit():
        return batches.submit(round_id, keys, by=staff, submitted_on=date(2025, 9, 1))

    with situations.undrawn():
        answers = at_once(submit, submit)

    assert sum(isinstance(answer, TransitionDenied) for answer in answers) == 1
    assert SubmissionBatch.objects.get().items.count() == 2
    assert OfficialDocument.objects.get().number == "青技振第1号"


@pytest.mark.django_db(transaction=True)
def test_overlapping_submissions_do_not_wait_for_each_other_forever():
    one, two, three = (situations.approved().pk for _ in range(3))
    round_id, staff = RoundFactory().pk, situations.tanto()

    def submit(*keys):
        return batches.submit(round_id, keys, by=staff, submitted_on=date(2025, 9, 1))

    with situations.undrawn():
        answers = at_once(lambda: submit(one, two), lambda: submit(three, two))

    assert sum(isinstance(answer, TransitionDenied) for answer in answers) == 1
    assert SubmissionBatch.objects.get().items.count() == 2
