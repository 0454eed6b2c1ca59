"""Two people at the register in the same moment, on real PostgreSQL."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from aomori_skills.base.workflow import TransitionDenied
from meisters.models import Meister
from meisters.papers.register_book import register_book
from meisters.services import register_import, registration
from tests.factories.meisters import MeisterFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters.register_books import NEW_PERSON, appended, upload

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run ``acts`` together; return how each ended: None, or the sentence of its refusal."""
    gate, ends = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            act()
        except TransitionDenied as denied:
            ends[place] = str(denied)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_one_number_is_given_once():
    tanto, trade = UserFactory(tanto=True), TradeFactory()

    def enter(name):
        meister = MeisterFactory.build(
            number="02-1", given_name=name, employer=None, municipality=None, trade=None
        )
        rows = {"trades": [{"trade": trade, "operation": None, "category": "meister"}]}
        return lambda: registration.register(meister, by=tanto, rows=rows, comment="登録")

    ends = at_once(enter("一郎"), enter("二郎"))

    assert sorted(ends, key=str) == [
        None,
        "認定番号02-1は、ほかの人に使われています。番号を確認してください。",
    ]
    assert Meister.objects.count() == 1
    assert Meister.objects.get().trades.count() == 1


def test_one_file_is_entered_once():
    tanto, shonin = UserFactory(tanto=True), UserFactory(shonin=True)
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON)
    record = register_import.keep(upload(content), adds_employers=False, by=tanto)
    shown = register_import.plan_of(record).fingerprint

    ends = at_once(
        *(
            lambda by=by: register_import.apply(record.pk, fingerprint=shown, by=by)
            for by in (tanto, shonin)
        )
    )

    assert sorted(ends, key=str) == [
        None,
        "「名簿.xlsx」はすでに取り込まれています。二重には取り込みません。",
    ]
    assert (Meister.objects.count(), Meister.objects.get().steps.count()) == (1, 1)


def test_one_step_is_taken_once():
    tanto, meister = UserFactory(tanto=True), MeisterFactory()

    ends = at_once(
        *(
            lambda name=name: registration.take_step(meister.pk, name, by=tanto, comment="理由")
            for name in ("resign", "move")
        )
    )

    assert ends.count(None) == 1
    assert meister.steps.count() == 1
