"""年度の数字 of plan area 1, and the reports that tell them."""

from dataclasses import FrozenInstanceError
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine

from aomori_skills.base.roles import PERMISSIONS
from meisters import figures
from meisters.models import BatchItem, SubmissionBatch
from meisters.reports import REPORTS
from meisters.services import registration
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    MeisterFactory,
    MeisterTradeFactory,
    RoundFactory,
)
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


def people():
    """Three active in two regions and two trades, one who is paused, one certified later."""
    hirosaki = MunicipalityFactory(name="弘前市", region="中南")
    garden = TradeFactory(name="造園", field="建設", order=1)
    at_work = MeisterFactory(employer=OrganizationFactory(municipality=hirosaki))
    MeisterTradeFactory(meister=at_work, trade=garden, operation=None)
    at_home = MeisterFactory(employer=None, municipality=hirosaki)
    away = MeisterFactory(employer=None, municipality=None)
    paused = MeisterFactory()
    tanto = UserFactory(tanto=True)
    with time_machine.travel("2025-04-01 00:30:00+09:00", tick=False):
        registration.take_step(paused.pk, "pause", by=tanto, comment="入院")
    MeisterFactory(certified_on=date(2025, 9, 2))
    return at_work, at_home, away, paused


def report(slug):
    return next(one for one in REPORTS if one.slug == slug)


def sheet_of(slug, year=2025):
    content, count = report(slug).render(year, issued_on=date(2025, 9, 1))
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()], count


def test_the_register_is_counted_by_people_by_trade_and_by_place():
    people()

    found = figures.yearly(2025)

    assert found.as_of == date(2025, 9, 1)
    assert found.active == 3
    assert found.active_by_trade == {"建築大工": 3, "造園": 1}
    assert found.active_by_region == {"中南": 2, "県外・未確認": 1}
    with pytest.raises(FrozenInstanceError):
        found.active = 4


def test_the_last_year_is_counted_as_it_ended():
    """休止 from 1 April on: 活動可 on 31 March, whatever has happened since."""
    people()

    found = figures.yearly(2024)

    assert (found.as_of, found.active) == (date(2025, 3, 31), 4)
    assert figures.yearly(2023).active == 0


def test_somebody_entered_later_counts_with_the_state_of_the_entry():
    resigned = MeisterFactory(certified_on=date(2015, 4, 1), state="resigned")
    registration.write_first_step(resigned, by=UserFactory(tanto=True), comment="取込み")

    assert figures.active_on(date(2020, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 3, 31), 2024), (date(2025, 4, 1), 2025), (date(2026, 3, 31), 2025)],
)
def test_results_count_in_the_year_of_the_centers_day(day, year):
    batch = SubmissionBatch.objects.create(
        round=RoundFactory(),
        fiscal_year=2024,
        serial=1,
        submitted_on=date(2025, 3, 1),
        submitted_by=UserFactory(tanto=True),
    )
    for order, result in enumerate(("certified", "certified", "rejected"), start=1):
        BatchItem.objects.create(
            batch=batch,
            application=ApplicationFactory(serial=order),
            order=order,
            result=result,
            result_on=day,
            meister_number=f"02-{order}" if result == "certified" else "",
            comment="" if result == "certified" else "要件を満たさない",
        )

    found = {one: figures.yearly(one) for one in (2024, 2025)}

    assert (found[year].certified, found[year].rejected) == (2, 1)
    other = found[2024 + 2025 - year]
    assert (other.certified, other.rejected) == (0, 0)


def test_candidates_count_in_the_year_of_their_entry():
    for moment in ("2025-03-31 23:59:59+09:00", "2025-04-01 00:00:00+09:00"):
        with time_machine.travel(moment, tick=False):
            CandidateFactory(explained_on=date(2025, 4, 1))

    assert (figures.yearly(2024).candidates, figures.yearly(2025).candidates) == (1, 1)
    assert (figures.yearly(2024).explained, figures.yearly(2025).explained) == (0, 2)


def test_the_table_of_trades_and_places_adds_up_to_people():
    people()

    rows, count = sheet_of("meisters-by-trade")

    assert count == 2
    assert rows[1][0] == "令和7年度　単位：人　令和7年9月1日作成"
    assert rows[3:] == [
        ["分野", "職種", "東青", "中南", "三八", "西北", "上北", "下北", "県外・未確認", "計"],
        ["建設", "建築大工", 0, 2, 0, 0, 0, 0, 1, 3],
        ["建設", "造園", 0, 1, 0, 0, 0, 0, 0, 1],
        ["実人数", None, 0, 2, 0, 0, 0, 0, 1, 3],
    ]


def test_the_register_lists_everybody_certified_by_the_day():
    people()

    rows, count = sheet_of("meister-register")

    assert count == 4
    assert rows[3] == [
        "認定番号",
        "氏名",
        "氏名（カナ）",
        "認定職種",
        "区分（認定時）",
        "認定日",
        "状態",
        "指導技法等講習",
        "活動圏域",
        "勤務先",
        "所在圏域",
    ]
    assert [row[6] for row in rows[4:]] == ["活動可", "活動可", "活動可", "休止"]


def test_the_results_of_the_year_in_one_table():
    people()
    CandidateFactory(explained_on=None)

    assert sheet_of("certification-results")[0][4:] == [
        ["1（1）開拓", "開拓訪問", 0, "回"],
        ["1（1）開拓", "うち制度を説明した訪問（延べ）", 0, "回"],
        ["1（1）開拓", "制度を説明した企業・団体（実）", 0, "団体"],
        ["1（1）開拓", "候補者の登録", 1, "人"],
        ["1（1）開拓", "制度を説明した候補者", 0, "人"],
        ["1（3）申請の取りまとめ", "認定申請", 0, "件"],
        ["1（3）申請の取りまとめ", "うち取下げ", 0, "件"],
        ["1（3）申請の取りまとめ", "認定", 0, "件"],
        ["1（3）申請の取りまとめ", "不認定", 0, "件"],
        ["1（4）研修・登録", "活動可のマイスター", 3, "人"],
    ]


def test_reports_are_declared_once_and_ask_for_permissions_that_exist():
    slugs = [one.slug for one in REPORTS]

    assert len(set(slugs)) == len(slugs) == 6
    assert {one.permission for one in REPORTS} <= set(PERMISSIONS)
    assert [one.slug for one in REPORTS if one.personal] == ["meister-register"]


def test_the_figures_ask_the_database_the_same_for_one_and_three(django_assert_num_queries):
    for count in (1, 3):
        while len(figures.active_on(date(2025, 9, 1))) < count:
            MeisterFactory()
        with django_assert_num_queries(12):
            figures.yearly(2025)
