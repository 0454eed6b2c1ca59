"""要件チェック: as a whole, and the qualifications and trades."""

from datetime import date

import pytest

from aomori_skills.base.verdict import blocking
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.services.masters import load_year_rules
from meisters.choices import Employment
from tests.factories.meisters import (
    ApplicationFactory,
    QualificationFactory,
)
from tests.factories.office import TradeFactory
from tests.meisters import situations
from tests.meisters.judging import NO, R7_RULES, UNKNOWN, YES, judged, outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    load_year_rules()


def test_a_complete_application_of_r7_has_nothing_in_its_way():
    found = judged(situations.complete())

    assert list(found) == R7_RULES
    assert blocking(found.values()) == []
    assert {rule for rule, verdict in found.items() if verdict.outcome != YES} == {
        "head_judgement",  # made with the approval
        "texts",  # the limit is not set yet
    }


def test_an_empty_draft_says_no_to_nothing():
    application = ApplicationFactory(
        applied_on=None,
        fiscal_year=2025,
        birth_date=None,
        employment=Employment.UNKNOWN,
        employer=None,
    )
    found = judged(application).values()
    assert [verdict.rule for verdict in found if verdict.outcome == NO] == []


def test_ground_asks_for_a_qualification_with_its_day():
    application = ApplicationFactory()
    assert outcome(application, "ground") == (UNKNOWN, "資格が入力されていません。")
    row = QualificationFactory(application=application, acquired_on=None)
    assert outcome(application, "ground") == (
        UNKNOWN,
        "建築大工の1級技能士の取得日が未入力です。",
    )
    row.acquired_on = date(2025, 7, 2)
    row.save()
    assert outcome(application, "ground") == (
        NO,
        "建築大工の1級技能士の取得日（令和7年7月2日）が申請日より後です。",
    )
    row.acquired_on = date(2025, 7, 1)
    row.save()
    assert outcome(application, "ground") == (YES, "建築大工：1級技能士を確認しました。")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, YES),
        (date(2025, 7, 1), None, YES),
        (date(2025, 7, 2), None, NO),
        (None, date(2025, 7, 1), YES),
        (None, date(2025, 6, 30), NO),
    ],
)
def test_a_trade_is_certifiable_between_its_days(since, until, expected):
    trade = TradeFactory(name="造園", certifiable_from=since, certifiable_to=until)
    application = ApplicationFactory(applied_on=date(2025, 7, 1))
    QualificationFactory(application=application, trade=trade, operation=None)

    assert judged(application)["trade"].outcome == expected


def test_a_trade_of_unconfirmed_source_is_marked():
    trade = TradeFactory(name="造園", status=SourceStatus.UNCONFIRMED)
    application = ApplicationFactory()
    QualificationFactory(application=application, trade=trade, operation=None)

    verdict = judged(application)["trade"]
    assert (verdict.outcome, verdict.confirmed) == (YES, False)
