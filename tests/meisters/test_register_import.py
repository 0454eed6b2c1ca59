"""名簿の取込み: told cell by cell, entered together, all or nothing, and once."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from meisters.models import Meister, MeisterTrade, RegisterImport
from meisters.papers.register_book import register_book
from meisters.services import register_import
from meisters.services.register_plan import Change
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters.register_books import NEW_PERSON, appended, edited, exported, upload
from tests.meisters.register_imports import applied, full_meister, planned, tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def test_the_form_offers_its_values_on_a_second_sheet():
    TradeFactory(name="造園")
    book = openpyxl.load_workbook(BytesIO(register_book(())))

    assert book.sheetnames == ["マイスター名簿", "入力できる値"]
    offered = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in book["入力できる値"].columns
    }
    assert offered["状態"] == ["活動可", "休止", "辞退", "取消", "転出", "死亡"]
    assert offered["職種1"] == ["造園"]
    sheet = book.worksheets[0]
    validated = {
        sheet[str(one.sqref).split(":")[0].replace("2", "1")].value
        for one in sheet.data_validations.dataValidation
    }
    groups = ("活動圏域（", "都合（", "公表同意（")
    assert sum(heading.startswith(groups) for heading in validated) == 6 + 14 + 7
    assert {heading for heading in validated if not heading.startswith(groups)} == {
        "状態",
        "都道府県（自宅）",
        "市町村（自宅・県内）",
        "就業の状況",
        "勤務先の市町村",
        "職業訓練指導員免許",
        *(f"{name}{slot}" for name in ("職種", "区分") for slot in (1, 2, 3)),
        "称号1",
        "称号2",
    }


def test_new_and_changed_people_are_told_cell_by_cell_and_entered_together(tanto):
    known = full_meister()
    TradeFactory(name="左官", kana="サカン")
    content = edited(
        exported(),
        {
            (2, "携帯電話"): "０９０ー９９９９ー００００",
            (2, "認定日"): date(2024, 10, 2),
            (2, "職種3"): "左官",
            (2, "活動圏域（東青）"): None,
            (2, "都合（月曜午前）"): "〇",
            (2, "都合（火曜午後）"): "x",
            (2, "公表同意（写真）"): "同意する",
            (2, "公表同意の回答日（写真）"): "令和7年8月31日",
            (2, "備考"): None,
        },
    )
    content = appended(content, NEW_PERSON)

    found = planned(content)

    assert found.errors == []
    assert [(row.row, row.number, row.name) for row in found.new] == [(3, "02-99999", "八戸 花子")]
    assert found.changed[0].changes == [
        Change("認定日", "令和6年10月1日", "令和6年10月2日"),
        Change("携帯電話", "090-1234-5678", "090-9999-0000"),
        Change("職種3", "", "左官"),
        Change("区分3", "", "未確認"),
        Change("活動圏域（東青）", "○", ""),
        Change("都合（火曜午後）", "未確認", "×"),
        Change("公表同意（写真）", "同意しない", "同意する"),
        Change("公表同意の回答日（写真）", "", "令和7年8月31日"),
        Change("備考", "00012", ""),
    ]

    record = applied(content, tanto)

    assert (record.added, record.changed) == (1, 1)
    known.refresh_from_db()
    assert (known.mobile, known.note, known.regions, known.version) == (
        "090-9999-0000",
        "",
        ["中南"],
        2,
    )
    assert [row.trade.name for row in known.trades.order_by("pk")] == ["建築大工", "造園", "左官"]
    assert sorted(known.weekdays.values_list("weekday", "half", "mark")) == [
        (0, "am", "free"),
        (1, "pm", "busy"),
        (6, "pm", "busy"),
    ]
    assert known.dates.count() == 1
    new = Meister.objects.get(number="02-99999")
    assert (new.name, new.kana, new.certified_on) == (
        "八戸 花子",
        "ハチノヘ ハナコ",
        date(2019, 10, 1),
    )
    assert (new.state, new.licence, new.employment) == ("active", "unknown", "unknown")


def test_one_wrong_row_keeps_all_the_others_out(tanto):
    full_meister()
    content = appended(edited(exported(), {(2, "備考"): "変更"}), NEW_PERSON | {"姓（カナ）": ""})
    before = tables()
    record = register_import.keep(upload(content), adds_employers=False, by=tanto)
    fingerprint = register_import.plan_of(record).fingerprint

    with pytest.raises(TransitionDenied, match="取り込みませんでした"):
        register_import.apply(record.pk, fingerprint=fingerprint, by=tanto)

    assert tables() == before
    record.refresh_from_db()
    assert record.applied_at is None


def test_a_failure_in_the_last_row_undoes_the_first(tanto, monkeypatch):
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON, NEW_PERSON | {"認定番号": "02-2"})
    enter, seen = register_import._enter, []

    def fail_at_the_second(row, *args, **kwargs):
        if seen:
            raise RuntimeError("disk full")
        seen.append(row)
        return enter(row, *args, **kwargs)

    monkeypatch.setattr(register_import, "_enter", fail_at_the_second)

    with pytest.raises(RuntimeError):
        applied(content, tanto)

    assert (Meister.objects.count(), MeisterTrade.objects.count()) == (0, 0)
    assert RegisterImport.objects.get().applied_at is None


def test_what_was_shown_is_what_is_entered(tanto):
    known = full_meister()
    content = edited(exported(), {(2, "備考"): "ファイルの備考"})
    record = register_import.keep(upload(content), adds_employers=False, by=tanto)
    shown = register_import.plan_of(record).fingerprint
    known.note = "ほかの職員の備考"
    known.save_version()

    with pytest.raises(TransitionDenied, match="確認した後に名簿が変更されたため"):
        register_import.apply(record.pk, fingerprint=shown, by=tanto)

    known.refresh_from_db()
    assert known.note == "ほかの職員の備考"
    shown = register_import.plan_of(record).fingerprint
    register_import.apply(record.pk, fingerprint=shown, by=tanto)
    known.refresh_from_db()
    assert known.note == "ファイルの備考"


def test_a_file_is_entered_once(tanto):
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON)
    record = applied(content, tanto)

    with pytest.raises(TransitionDenied, match="すでに取り込まれています"):
        register_import.apply(record.pk, fingerprint="", by=tanto)

    assert Meister.objects.count() == 1


def test_the_same_upload_waits_once(tanto):
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON)

    first, second = (
        register_import.keep(upload(content), adds_employers=False, by=tanto) for _ in "ab"
    )

    assert first == second
    assert RegisterImport.objects.count() == 1


def test_only_those_who_may_import_do(tanto):
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON)
    record = register_import.keep(upload(content), adds_employers=False, by=tanto)
    for trait in ("kaikei", "etsuran", "kanri"):
        other = UserFactory(**{trait: True})
        with pytest.raises(TransitionDenied, match="名簿を取り込む権限がありません"):
            register_import.keep(upload(content), adds_employers=False, by=other)
        with pytest.raises(TransitionDenied, match="名簿を取り込む権限がありません"):
            register_import.apply(record.pk, fingerprint="", by=other)
    assert Meister.objects.count() == 0
