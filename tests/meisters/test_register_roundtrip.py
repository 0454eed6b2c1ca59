"""名簿の取込み: what goes out and comes back is the same, and what is absent stays."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from meisters import choices
from meisters.models import BankAccount, Meister
from meisters.services.register_columns import REQUIRED, optional, readable
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters.register_books import edited, exported
from tests.meisters.register_imports import applied, errors, full_meister, planned, tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def test_what_is_exported_changes_nothing_when_it_comes_back(tanto):
    full_meister()
    MeisterFactory(trade=None, employer=None, municipality=None, prefecture="", phone="")
    MeisterFactory(birth_date=date(1900, 1, 1), licence=choices.Licence.NOT_HELD)

    found = planned(exported())

    assert (len(found.rows), found.errors, found.new, found.changed) == (3, [], [], [])
    assert found.unchanged == 3
    with pytest.raises(TransitionDenied, match="名簿と同じ内容のため、取り込むものがありません。"):
        applied(exported(), tanto)


def test_the_office_can_open_and_save_the_file_in_between():
    full_meister()

    saved_by_excel = edited(exported(), {})

    assert planned(saved_by_excel).changed == []
    assert planned(saved_by_excel).errors == []


def test_a_register_brought_into_an_empty_office_comes_out_the_same(tanto):
    meister = full_meister(state=choices.MeisterState.ACTIVE)
    meister.consents.filter(item="photo").update(answered_on=date(2024, 9, 1))
    content = exported()
    before = planned(content)
    meister.steps.all().delete()
    meister.delete()
    assert Meister.objects.count() == 0

    record = applied(content, tanto)

    assert (record.added, record.changed, record.applied_by) == (1, 0, tanto)
    assert before.unchanged == 1
    assert planned(content).unchanged == 1
    again = Meister.objects.get(number="02-00012")
    assert again.regions == ["東青", "中南"]
    assert [(row.from_state, row.to_state, row.label) for row in again.steps.all()] == [
        ("", "active", "登録")
    ]
    assert again.steps.get().comment == "「名簿.xlsx」の取込み"
    assert [str(row) for row in again.trades.all()] == ["建築大工（大工工事作業）", "造園"]


def test_the_workbook_never_holds_a_bank_account():
    meister = full_meister()
    BankAccount.objects.create(
        meister=meister, bank="津軽銀行", branch="本店", number="7654321", holder_kana="タカサキ"
    )

    sheet = openpyxl.load_workbook(BytesIO(exported())).worksheets[0]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    assert [word for word in words if "7654321" in word or "銀行" in word or "口座" in word] == []
    assert len([word for word in words if word == "02-00012"]) == 1


def test_every_heading_of_the_export_is_known_to_the_import():
    full_meister()
    sheet = openpyxl.load_workbook(BytesIO(exported())).worksheets[0]

    headings = [cell.value for cell in sheet[1]]

    assert len(set(headings)) == len(headings)
    assert set(headings) <= {*REQUIRED, *optional(readable())}
    assert set(REQUIRED) <= set(headings)


def test_nothing_is_lost_of_somebody_with_more_rows_than_usual(tanto):
    known = full_meister()
    for number in range(10):
        MeisterTradeFactory(meister=known, trade=TradeFactory(name=f"職種の{number}"))
        known.titles.create(title="other", detail=f"表彰{number}")
    book = openpyxl.load_workbook(BytesIO(exported())).worksheets[0]
    headings = [cell.value for cell in book[1]]
    assert (known.trades.count(), known.titles.count()) == (12, 12)
    assert "職種12" in headings
    assert "称号12の内容" in headings
    assert errors(exported()) == []
    assert planned(exported()).changed == []

    applied(edited(exported(), {(2, "作業1"): None, (2, "称号1の授与日"): "H22.4.4"}), tanto)
    applied(edited(exported(), {(2, "区分12"): "", (2, "称号12の内容"): "表彰"}), tanto)

    assert (known.trades.count(), known.titles.count()) == (12, 12)
    assert known.titles.last().detail == "表彰"
    applied(edited(exported(), {(2, "職種1"): "職種の9", (2, "職種12"): "造園"}), tanto)
    assert known.trades.count() == 12


def test_columns_that_are_absent_stay_as_they_are(tanto):
    known = full_meister()
    every = [*REQUIRED, *optional(readable())]
    sheet = openpyxl.load_workbook(BytesIO(exported())).worksheets[0]
    present = [cell.value for cell in sheet[1]]
    content = edited(
        exported(),
        {(2, "姓"): "弘前"},
        drop=[heading for heading in every if heading in present and heading not in REQUIRED],
    )
    before = tables()

    applied(content, tanto)

    after = tables()
    assert after["meisters.MeisterTrade"] == before["meisters.MeisterTrade"]
    assert after["meisters.WeekdayAvailability"] == before["meisters.WeekdayAvailability"]
    changed = {
        key: value
        for key, value in after["meisters.Meister"][0].items()
        if before["meisters.Meister"][0][key] != value
    }
    assert changed == {"family_name": "弘前", "version": 2, "search_text": changed["search_text"]}
    known.refresh_from_db()
    assert known.name == "弘前 𠮷郎"
