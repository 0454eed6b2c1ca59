"""Two people in the same moment, on real PostgreSQL."""

from datetime import date

import pytest
import time_machine

from aomori_skills.paperwork.services import templates
from meisters.choices import StillActive, Way
from meisters.models import BriefedMeister, Confirmation, ConfirmationRound, Meister
from meisters.papers.templates import TEMPLATES
from meisters.rules.confirmations import Asking
from meisters.services import briefings, confirmations
from tests.factories.confirmations import ConfirmationFactory, ConfirmationRoundFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.test_result_races import Act, until_blocked, waiting

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


def answered(key):
    row = Confirmation.objects.get(pk=key)
    row.answer, row.answered_on, row.answered_way = StillActive.CONTINUE, DAY, Way.FAX
    return row


def test_nobody_is_taken_into_a_round_twice():
    templates.load(TEMPLATES)
    round_, by = ConfirmationRoundFactory(), UserFactory(tanto=True)
    keys = [MeisterFactory().pk for _ in range(2)]

    def take_in():
        confirmations.take_in(round_.pk, keys, by=by, day=DAY, channel=Asking.BY_PHONE)

    second = Act(take_in)
    with waiting(round_, take_in):
        second.start()
        until_blocked(2)
    second.join(timeout=30)

    assert Confirmation.objects.count() == 2
    assert "新しく対象にする人がいません。" in str(second.error)


def test_an_answer_waits_for_the_closing_and_is_then_refused():
    row, by = ConfirmationFactory(), UserFactory(tanto=True)
    late = Act(lambda: confirmations.record_answers(row.round_id, [answered(row.pk)], by=by))

    with waiting(row.round) as held:
        late.start()
        until_blocked(1)
        held.closed_on = DAY
        held.save(update_fields=("closed_on",))
    late.join(timeout=30)

    row.refresh_from_db()
    assert "は終了しています。" in str(late.error)
    assert row.answer == StillActive.PENDING
    assert ConfirmationRound.objects.get().closed_on == DAY


def test_two_who_draft_for_the_same_person_make_one_letter():
    templates.load(TEMPLATES)
    meister, by = MeisterFactory(), UserFactory(tanto=True)

    def draft():
        briefings.draft_letters([meister.pk], by=by, day=DAY, letters_only=True)

    first, second = Act(draft), Act(draft)
    with waiting(Meister.objects.get(pk=meister.pk)):
        first.start()
        second.start()
        until_blocked(2)
    first.join(timeout=30)
    second.join(timeout=30)

    refused = [str(act.error) for act in (first, second) if act.error]
    assert BriefedMeister.objects.count() == 1
    assert refused == [
        "説明文書を作る人がいません。ほかの職員が先に作成していないかを確認してください。"
    ]
