"""センターの結果: recorded, corrected and refused."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base import history
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import BatchState, CandidateState, Result
from meisters.models import Meister
from meisters.rules.results import Answered
from meisters.services import applications, batches, inquiry_replies, results
from tests.factories.meisters import MeisterFactory
from tests.meisters import situations
from tests.meisters.center_answers import DAY, certified, errors, record, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


def test_certified_is_registered_with_number_and_date():
    batch = situations.submitted()
    item = batch.items.get()

    recorded = record(batch, certified(item, "０２−００１０１ ".replace("−", "-")))

    meister = Meister.objects.get()
    assert recorded == results.Recorded(1, (meister,), True)
    assert (meister.number, meister.certified_on, meister.application) == (
        "02-00101",
        DAY,
        item.application,
    )
    assert [str(row) for row in meister.trades.all()] == ["建築大工（大工工事作業）"]
    item.application.refresh_from_db()
    assert item.application.state == "certified"
    assert item.application.candidate.state == CandidateState.CERTIFIED
    batch.refresh_from_db()
    assert batch.state == BatchState.ANSWERED


def test_bundle_stays_open_until_all_have_answered():
    batch = situations.submitted(3)
    first, second, third = batch.items.all()

    one = record(batch, certified(first), refused(second), refused(third, Result.INQUIRY))
    assert (one.count, one.closed) == (3, False)
    assert [row.application.state for row in batch.items.all()] == [
        "certified",
        "rejected",
        "inquiry",
    ]
    assert second.application.candidate.state == CandidateState.OPEN

    with situations.undrawn(), time_machine.travel("2025-10-02 10:00:00+09:00", tick=False):
        inquiry_replies.answer(
            third.application_id,
            by=situations.tanto(),
            comment="証明を追加",
            replied_on=date(2025, 10, 2),
        )
    two = record(batch, certified(third, "02-00102"))
    assert (two.count, two.closed) == (1, True)


def test_withdrawn_row_takes_no_answer_and_holds_nothing_open():
    batch = situations.submitted(2)
    gone, other = batch.items.all()
    applications.take_step(
        gone.application_id, "withdraw", by=situations.tanto(), comment="本人の申出"
    )

    recorded = record(batch, certified(gone), certified(other, "02-00102"))

    assert (recorded.count, recorded.closed) == (1, True)
    gone.refresh_from_db()
    assert gone.result == Result.PENDING
    assert Meister.objects.count() == 1


def test_each_wrong_cell_has_its_sentence_and_nothing_is_saved():
    MeisterFactory(number="02-00001", family_name="津軽", given_name="花子")
    batch = situations.submitted(6)
    items = list(batch.items.all())

    found = errors(
        batch,
        certified(items[0], "02-00001"),
        Answered(items[1].pk, Result.CERTIFIED, None, ""),
        Answered(items[2].pk, Result.REJECTED, date(2025, 8, 31), "02-00009", " "),
        Answered(items[3].pk, Result.PENDING, DAY),
        certified(items[4], "02-00200"),
        certified(items[5], "02-00200"),
    )

    assert found == {
        items[0].pk: {"meister_number": "認定番号02-00001は津軽 花子さんに使われています。"},
        items[1].pk: {
            "result_on": "結果の日付を入力してください。",
            "meister_number": "認定の場合は、認定番号を入力してください。",
        },
        items[2].pk: {
            "result_on": "結果の日付は提出日以後の日付を入力してください。",
            "meister_number": "認定番号は、結果が「認定」の場合だけ入力してください。",
            "comment": "照会・不認定の場合は、内容を入力してください。",
        },
        items[3].pk: {"result": "結果を選択してください。"},
        items[5].pk: {"meister_number": "認定番号02-00200はこの表の別の行に使われています。"},
    }
    assert set(batch.items.values_list("result", flat=True)) == {Result.PENDING}
    assert Meister.objects.count() == 1


def test_saving_the_same_again_changes_nothing():
    batch = situations.submitted(2)
    first, _ = batch.items.all()
    record(batch, certified(first))
    assert record(batch, certified(first)) == results.Recorded(0, (), False)
    assert first.application.steps.filter(transition="certify").count() == 1


def test_closed_bundle_is_refused_until_it_is_reopened():
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, certified(item))
    with pytest.raises(TransitionDenied, match="は「結果入力済」のため、結果を入力できません"):
        record(batch, certified(item, "02-00999"))

    batches.reopen(batch.pk, by=situations.tanto())
    recorded = record(batch, certified(item, "02-00999", date(2025, 10, 2)))

    meister = Meister.objects.get()
    assert (recorded.count, recorded.registered, recorded.closed) == (1, (), True)
    assert (meister.number, meister.certified_on) == ("02-00999", date(2025, 10, 2))
    assert meister.trades.get().certified_on == date(2025, 10, 2)
    item.refresh_from_db()
    assert item.meister_number == "02-00999"


def test_two_numbers_that_were_mixed_up_are_swapped():
    batch = situations.submitted(3)
    first, second, third = batch.items.all()
    record(batch, certified(first), certified(second, "02-00102"), certified(third, "02-00103"))
    batches.reopen(batch.pk, by=situations.tanto())

    found = errors(batch, certified(first, "02-00103"), certified(second, "02-00101"))
    assert found == {
        first.pk: {
            "meister_number": f"認定番号02-00103は{third.application.name}さんに使われています。"
        }
    }

    recorded = record(batch, certified(first, "02-00102"), certified(second, "02-00101"))

    assert (recorded.count, recorded.closed) == (2, True)
    numbers = [row.application.meister.number for row in batch.items.all()]
    assert numbers == ["02-00102", "02-00101", "02-00103"]
    assert [row.meister_number for row in batch.items.all()] == numbers
    told = history.entries(first.application.meister)[0].changes
    assert [(change.before, change.after) for change in told] == [("02-00101", "02-00102")]


def test_bundle_is_answered_when_the_last_that_it_waited_for_is_withdrawn():
    batch = situations.submitted(2)
    first, second = batch.items.all()
    record(batch, certified(first))

    applications.take_step(
        second.application_id, "withdraw", by=situations.tanto(), comment="本人の申出"
    )

    batch.refresh_from_db()
    assert batch.state == BatchState.ANSWERED
    last = batch.steps.last()
    assert (last.label, last.comment) == ("結果入力", str(second.application))


def test_a_bundle_that_still_waits_stays_open_when_one_is_withdrawn():
    batch = situations.submitted(2)
    applications.take_step(
        batch.items.first().application_id, "withdraw", by=situations.tanto(), comment="申出"
    )

    batch.refresh_from_db()
    assert batch.state == BatchState.SENT
