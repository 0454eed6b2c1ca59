"""要件チェック: practice and instruction by the version of the rules."""

from datetime import date

import pytest

from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule
from aomori_skills.office.services.masters import load_year_rules
from meisters.models import CertificationApplication
from meisters.rules.checklist import can_override
from meisters.services.facts import case_of
from tests.factories.meisters import (
    ApplicationFactory,
    InstructionRecordFactory,
    PracticePeriodFactory,
    QualificationFactory,
)
from tests.meisters import situations
from tests.meisters.judging import NO, R7_RULES, UNKNOWN, YES, judged, outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    load_year_rules()


@pytest.mark.parametrize(
    ("ends_on", "expected", "text"),
    [
        (date(2025, 3, 31), YES, "実務経験は通算15年です（基準は15年以上）。"),
        (date(2025, 3, 30), NO, "実務経験は通算14年11か月です（基準は15年以上）。"),
    ],
)
def test_r7_counts_practice_before_the_qualification_too(ends_on, expected, text):
    application = ApplicationFactory(applied_on=date(2025, 7, 1))
    QualificationFactory(application=application, acquired_on=date(2024, 10, 1))
    PracticePeriodFactory(application=application, starts_on=date(2010, 4, 1), ends_on=ends_on)

    assert outcome(application, "practice") == (expected, text)


def test_practice_without_entries_is_unknown():
    assert outcome(ApplicationFactory(), "practice") == (
        UNKNOWN,
        "実務経験が入力されていません。",
    )


@pytest.mark.parametrize(("times", "expected"), [(1, NO), (2, YES)])
def test_r7_counts_times_of_instruction_until_the_application(times, expected):
    application = ApplicationFactory(applied_on=date(2025, 7, 1))
    assert judged(application)["instruction"].outcome == UNKNOWN
    InstructionRecordFactory(application=application, times=times)
    InstructionRecordFactory(application=application, starts_on=date(2025, 7, 2), times=9)

    assert outcome(application, "instruction") == (
        expected,
        f"実技指導経験は{times}回です（基準は2回以上）。",
    )


def r6(**fields):
    application = ApplicationFactory(applied_on=date(2025, 3, 31), **fields)
    PracticePeriodFactory(
        application=application, starts_on=date(1990, 4, 1), ends_on=date(2025, 3, 31)
    )
    InstructionRecordFactory(
        application=application,
        starts_on=date(2010, 4, 1),
        ends_on=date(2025, 3, 31),
        times=1,
    )
    return application


@pytest.mark.parametrize(
    ("acquired_on", "practice", "instruction"),
    [
        (None, UNKNOWN, UNKNOWN),
        (date(2020, 4, 1), YES, YES),
        (date(2020, 4, 2), NO, YES),
        (date(2022, 4, 1), NO, YES),
        (date(2022, 4, 2), NO, NO),
    ],
)
def test_r6_counts_years_after_the_qualification(acquired_on, practice, instruction):
    application = r6()
    QualificationFactory(application=application, acquired_on=acquired_on)

    found = judged(application)
    assert (found["practice"].outcome, found["instruction"].outcome) == (practice, instruction)


def test_the_same_person_is_judged_by_the_version_of_the_application_date():
    application = r6()
    QualificationFactory(application=application, acquired_on=date(2020, 4, 1))
    before = judged(application)
    application.applied_on = date(2025, 4, 1)
    application.save()
    after = judged(application)

    assert before["practice"].text == "資格取得後の実務経験は通算5年です（基準は5年以上）。"
    assert before["instruction"].text == "資格取得後の実技指導経験は通算5年です（基準は3年以上）。"
    assert after["practice"].text == "実務経験は通算35年です（基準は15年以上）。"
    assert after["instruction"].text == "実技指導経験は1回です（基準は2回以上）。"
    assert list(before) == list(after) == R7_RULES


@pytest.mark.parametrize(
    ("name", "rule", "blocks"),
    [
        ("実務経験年数", "practice", True),
        ("実技指導経験", "instruction", True),
        ("コーナー長の判断", "head_judgement", False),
        ("第三者の推薦（二親等以内の親族を除く）", "recommendation", True),
        ("公表への同意", "publication", True),
    ],
)
def test_a_criterion_that_the_version_lacks_is_asked_for(name, rule, blocks):
    application = situations.complete()
    YearRule.objects.filter(fiscal_year=2025, area="認定", rule=name).delete()

    found = judged(application)
    verdict = found[rule]
    assert list(found) == R7_RULES
    assert (verdict.outcome, verdict.blocks) == (UNKNOWN, blocks)
    assert verdict.text == (
        f"令和7年度の基準に「{name}」が登録されていません。「年度の基準」で登録してください。"
    )


def test_r6_borrows_what_r7_asks_and_marks_it():
    found = judged(r6())
    borrowed = {rule: found[rule] for rule in ("head_judgement", "recommendation", "publication")}
    assert {(row.source, row.confirmed) for row in borrowed.values()} == {
        ("R7の基準を準用（要確認）", False)
    }


def test_a_year_without_rules_borrows_the_latest_and_says_so():
    application = ApplicationFactory(applied_on=date(2026, 4, 1))
    whole = CertificationApplication.objects.whole().get(pk=application.pk)

    criteria = case_of(whole).criteria
    assert (criteria.year, criteria.is_borrowed) == (2025, True)
    assert criteria.notice == (
        "令和8年度の認定の基準が未登録のため、令和7年度の基準で判定しています。"
    )


def test_without_any_rules_nothing_is_judged_and_nobody_can_let_it_pass():
    application = ApplicationFactory(applied_on=date(2023, 4, 1))
    verdict = judged(application)["criteria"]

    assert (verdict.outcome, verdict.blocks, can_override(verdict)) == (UNKNOWN, True, False)


def test_an_unset_value_is_unknown_and_not_zero():
    YearRule.objects.filter(fiscal_year=2025, rule="実務経験年数").update(
        value=None, status=SourceStatus.UNSET
    )
    application = ApplicationFactory()
    PracticePeriodFactory(application=application)

    assert outcome(application, "practice") == (
        UNKNOWN,
        "「実務経験年数」の基準値が未定です。「年度の基準」で設定してください。",
    )


def test_a_value_of_unconfirmed_source_is_marked():
    YearRule.objects.filter(fiscal_year=2025, rule="実務経験年数").update(
        status=SourceStatus.UNCONFIRMED
    )
    application = ApplicationFactory()
    PracticePeriodFactory(application=application)

    verdict = judged(application)["practice"]
    assert (verdict.outcome, verdict.confirmed, verdict.source) == (
        YES,
        False,
        "茨城県 R7認定基準",
    )
