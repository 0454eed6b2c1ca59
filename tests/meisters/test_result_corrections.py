"""センターの結果: changed afterwards, and what the database wants."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import BatchState, CandidateState, Result
from meisters.rules.results import Answered
from meisters.services import applications, results
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.center_answers import DAY, certified, errors, record, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.mark.parametrize(("state", "word"), [("declined", "見送り"), ("certified", "認定済")])
def test_a_rejection_stays_while_its_candidate_has_gone_another_way(state, word):
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, refused(item))
    candidate = item.application.candidate
    type(candidate).objects.filter(pk=candidate.pk).update(state=state)

    with pytest.raises(TransitionDenied) as denied:
        applications.take_step(
            item.application_id, "correct_rejection", by=situations.shonin(), comment="入力誤り"
        )

    assert str(denied.value) == (
        f"候補者の{candidate}さんが「{word}」のため、"
        f"{item.application.number}の不認定の記録は取り消せません。"
        "候補者の画面で状態を確認してください。"
    )
    item.refresh_from_db()
    assert item.result == Result.REJECTED


def test_recorded_answers_do_not_turn_into_others():
    batch = situations.submitted(3)
    first, second, third = batch.items.all()
    record(batch, certified(first), refused(second))

    found = errors(batch, refused(first), certified(second, "02-00102"))
    assert found[first.pk]["result"].startswith("認定は記録済みのため")
    assert found[second.pk]["result"].startswith("不認定は記録済みのため")

    record(batch, refused(third, Result.INQUIRY))
    found = errors(batch, Answered(third.pk, Result.PENDING))
    assert found == {third.pk: {"result": "照会は記録済みのため、回答待ちには戻せません。"}}


def test_corrected_rejection_reopens_its_bundle():
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, refused(item))
    applications.take_step(
        item.application_id, "correct_rejection", by=situations.shonin(), comment="入力誤り"
    )
    batch.refresh_from_db()
    item.refresh_from_db()
    assert (batch.state, item.result, item.comment) == (BatchState.SENT, Result.PENDING, "")
    assert [step.label for step in batch.steps.all()] == ["センター提出", "結果入力", "再開"]

    record(batch, certified(item))
    item.application.candidate.refresh_from_db()
    assert item.application.candidate.state == CandidateState.CERTIFIED


def test_wording_of_an_inquiry_can_be_corrected():
    batch = situations.submitted()
    item = batch.items.get()
    record(batch, refused(item, Result.INQUIRY, "証名"))
    record(batch, refused(item, Result.INQUIRY, "証明"))
    item.refresh_from_db()
    assert item.comment == "証明"
    assert item.application.steps.filter(transition="inquire").count() == 1


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_who_may_not_enter_results(trait):
    batch = situations.submitted()
    with pytest.raises(TransitionDenied, match="権限がありません"):
        record(batch, certified(batch.items.get()), by=UserFactory(**{trait: True}))


def test_number_taken_by_somebody_else_meanwhile(monkeypatch):
    batch = situations.submitted()
    item = batch.items.get()
    MeisterFactory(number="02-00101")
    monkeypatch.setattr(results, "_check", lambda batch, items, answers: None)
    with pytest.raises(TransitionDenied, match="ほかの画面で先に登録されました"):
        record(batch, certified(item))
    item.refresh_from_db()
    assert item.result == Result.PENDING


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"result": "certified", "result_on": DAY}, "certified_has_number"),
        ({"result": "certified", "meister_number": "1"}, "certified_has_number"),
        ({"result": "rejected", "result_on": DAY}, "refusal_has_text"),
        ({"result": "inquiry", "comment": "証明"}, "refusal_has_text"),
    ],
)
def test_database_wants_whole_answers(fields, constraint):
    item = situations.submitted().items.get()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(**fields)
