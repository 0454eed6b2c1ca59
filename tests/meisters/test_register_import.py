"""名簿の取込み: what is read, what is refused with which sentence, all or nothing."""

from datetime import date
from io import BytesIO

import openpyxl
import pgtrigger
import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse

from aomori_skills.base.excel_input import WorkbookError
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import FormerTradeName, Organization
from meisters import choices
from meisters.models import BankAccount, Meister, MeisterTrade, RegisterImport
from meisters.papers.register_book import register_book
from meisters.services import register_import
from meisters.services.register_columns import REQUIRED, optional, readable
from meisters.services.register_plan import Change, RowError, plan
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import (
    MunicipalityFactory,
    OperationFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.meisters.register_books import NEW_PERSON, appended, edited, exported, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def full_meister(**fields):
    """A person of whom everything is known, with texts that Excel would like to change."""
    hirosaki = MunicipalityFactory(name="弘前市", region="中南")
    values = {
        "number": "02-00012",
        "family_name": "髙﨑",
        "given_name": "𠮷郎",
        "family_kana": "タカサキ",
        "given_kana": "キチロウ",
        "birth_date": date(1926, 12, 25),
        "postcode": "036-8001",
        "prefecture": "青森県",
        "municipality": hirosaki,
        "address": "弘前市代官町1-2-3\u3000ハイツ「岩木」 2-1",
        "phone": "0172-33-1111",
        "mobile": "090-1234-5678",
        "email": "takasaki@example.jp",
        "employment": choices.Employment.EMPLOYED,
        "employer": OrganizationFactory(name="株式会社岩木", municipality=hirosaki),
        "position": "2-1",
        "licence": choices.Licence.UNKNOWN,
        "regions": ["中南", "東青"],
        "profile_message": "=1+1 と書いても\n改行しても文字のままです。",
        "profile_teaching": "+実技",
        "profile_career": "-",
        "note": "00012",
        "state": choices.MeisterState.PAUSED,
    }
    meister = MeisterFactory(**values | fields)
    MeisterTradeFactory(
        meister=meister,
        trade=TradeFactory(name="造園", kana="ゾウエン"),
        operation=None,
        category=choices.Category.MONOZUKURI,
        certified_on=None,
    )
    meister.weekdays.create(weekday=0, half="am", mark="free")
    meister.weekdays.create(weekday=6, half="pm", mark="busy")
    meister.dates.create(day=date(2025, 12, 1), half="am", mark="maybe")
    meister.titles.create(title="hirosaki", detail="", awarded_on=date(2010, 3, 3))
    meister.titles.create(title="other", detail="県知事賞（2-1）")
    meister.consents.create(item="name", answer="agreed", answered_on=date(2024, 9, 1))
    with pgtrigger.ignore("meisters.MeisterConsent:new_consent_dated"):  # carried over undated
        meister.consents.create(item="photo", answer="refused")
    return meister


def planned(content, **options):
    return plan(BytesIO(content), **options)


def applied(content, by, **options):
    record = register_import.keep(
        upload(content), adds_employers=options.get("adds_employers", False), by=by
    )
    fingerprint = register_import.plan_of(record).fingerprint
    return register_import.apply(record.pk, fingerprint=fingerprint, by=by)


def errors(content, **options):
    return [(one.row, one.heading, one.text) for one in planned(content, **options).errors]


def tables():
    """Everything that the register holds, row by row."""
    models = (Meister, *(one.related_model for one in Meister._meta.related_objects))
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


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


WRONG_CELLS = [
    ("認定番号", "", "認定番号を入力してください。"),
    (
        "認定番号",
        date(2025, 2, 1),
        "認定番号が日付になっています。セルの書式を「文字列」にしてから、入力し直してください。",
    ),
    ("認定日", "", "認定日を入力してください。"),
    (
        "認定日",
        "2026-01-01",
        "認定日は明治元年1月25日から令和7年9月1日までの日付を入力してください。",
    ),
    ("姓", "", "姓を入力してください。"),
    ("姓", "あ" * 31, "姓は30文字以内で入力してください（現在31文字）。"),
    ("姓（カナ）", "青森", "姓（カナ）はひらがなかカタカナだけで入力してください。"),
    ("電話番号", "1234", "電話番号は「017-123-4567」のように市外局番から入力してください。"),
    ("郵便番号", "0301", "郵便番号は「030-0801」のように7桁の数字で入力してください。"),
    ("生年月日", "平成40年1月1日", "平成は31年4月30日までです。令和10年1月1日と入力してください。"),
    (
        "職業訓練指導員免許",
        "無",
        "職業訓練指導員免許は「あり」、「なし」、「未確認」のどれかを入力してください。",
    ),
    (
        "都合（月曜午前）",
        "？",
        "都合（月曜午前）は「○」、「△」、「×」、「未確認」のどれかを入力してください。",
    ),
    (
        "都道府県（自宅）",
        "青森",
        "都道府県（自宅）は「入力できる値」のシートにある値のどれかを入力してください。",
    ),
    ("作業1", "板金", "「造園」の作業「板金」は登録されていません。なければ空欄にしてください。"),
    ("作業2", "造園工事", "作業・区分・認定日に合わせて職種2を入力してください。"),
    ("職種2", "造園", "「造園」が重複しています。1つにしてください。"),
    ("称号1の内容", "県知事賞", "内容・授与日に合わせて称号1を入力してください。"),
    (
        "勤務先の市町村",
        "青森市",
        "勤務先の市町村だけが入力されています。勤務先も入力してください。",
    ),
    ("生年月日", "2020-01-01", "認定日より前の日付を入力してください。"),
    (
        "生年月日",
        "明治32年12月31日",
        "生年月日は明治33年1月1日から令和7年9月1日までの日付を入力してください。",
    ),
]


BLAMED = {
    ("作業2", "造園工事"): "職種2",
    ("職種2", "造園"): "職種1",
    ("称号1の内容", "県知事賞"): "称号1",
    ("勤務先の市町村", "青森市"): "勤務先",
}
"""Where another cell than the typed one has to be put right."""


@pytest.mark.parametrize(("heading", "value", "sentence"), WRONG_CELLS)
def test_a_wrong_cell_is_named_with_its_row_its_column_and_what_to_do(heading, value, sentence):
    TradeFactory(name="造園", kana="ゾウエン")
    MunicipalityFactory()
    content = appended(register_book(()), NEW_PERSON | {heading: value})

    found = planned(content).errors

    assert found == [RowError(2, BLAMED.get((heading, value), heading), sentence)]


def test_an_unknown_trade_is_answered_with_near_names_and_a_former_name_is_understood():
    for name in ("建築大工", "建築板金", "造園"):
        TradeFactory(name=name)
    edm = TradeFactory(name="非接触除去加工")
    FormerTradeName.objects.create(trade=edm, name="放電加工")
    content = appended(
        register_book(()),
        NEW_PERSON | {"職種1": "建築大エ"},
        NEW_PERSON | {"認定番号": "02-2", "職種1": "放電加工"},
        NEW_PERSON | {"認定番号": "02-3", "職種1": "宇宙飛行士"},
    )

    found = planned(content)

    assert [(one.row, one.heading, one.text) for one in found.errors] == [
        (
            2,
            "職種1",
            "職種「建築大エ」は登録されていません。近い名称は「建築大工」、「建築板金」です。"
            "「職種」の一覧にある名称で入力してください。",
        ),
        (
            4,
            "職種1",
            "職種「宇宙飛行士」は登録されていません。「職種」の一覧にある名称で入力してください。",
        ),
    ]
    assert found.notices == [
        (3, "「放電加工」は旧名称のため、現在の「非接触除去加工」として取り込みます。")
    ]


def test_a_former_name_of_two_trades_asks_which():
    for name in ("金型製作", "機械加工"):
        FormerTradeName.objects.create(trade=TradeFactory(name=name), name="旋盤")
    content = appended(register_book(()), NEW_PERSON | {"職種1": "旋盤"})

    assert errors(content) == [
        (
            2,
            "職種1",
            "職種「旋盤」は登録されていません。近い名称は「金型製作」、「機械加工」です。"
            "「職種」の一覧にある名称で入力してください。",
        )
    ]


def test_an_unknown_workplace_is_refused_or_added_if_asked_for(tanto):
    TradeFactory(name="造園")
    OrganizationFactory(name="株式会社りんご工務店")
    MunicipalityFactory(name="弘前市", region="中南")
    work = {"勤務先": "㈱りんご園", "勤務先の市町村": "弘前市"}
    content = appended(register_book(()), NEW_PERSON | work)

    assert errors(content) == [
        (
            2,
            "勤務先",
            "勤務先「㈱りんご園（弘前市）」は登録されていません。近い名称は「株式会社りんご工務店」です。"
            "「企業・学校・団体」で登録するか、"
            "「登録のない勤務先を新しく登録する」を選んで確認し直してください。",
        )
    ]

    found = planned(content, adds_employers=True)
    assert found.notices == [(2, "勤務先「㈱りんご園」を企業として新しく登録します。")]
    applied(content, tanto, adds_employers=True)

    firm = Organization.objects.get(name="㈱りんご園")
    assert (firm.kind, firm.municipality.name) == ("company", "弘前市")
    assert Meister.objects.get().employer == firm


def test_a_workplace_is_found_by_its_usual_abbreviation_and_by_its_town():
    TradeFactory(name="造園")
    aomori = OrganizationFactory(name="株式会社りんご園")
    content = appended(register_book(()), NEW_PERSON | {"勤務先": "(株)りんご園"})

    assert planned(content).rows[0].value("employer") == aomori

    hirosaki = MunicipalityFactory(name="弘前市", region="中南")
    second = OrganizationFactory(name="株式会社りんご園", municipality=hirosaki)
    assert errors(content) == [
        (
            2,
            "勤務先",
            "「(株)りんご園」は複数登録されています（青森市、弘前市）。"
            "「勤務先の市町村」を入力してください。",
        )
    ]
    content = appended(
        register_book(()), NEW_PERSON | {"勤務先": "(株)りんご園", "勤務先の市町村": "弘前"}
    )
    assert errors(content)[0][2] == (
        "市町村「弘前」は登録されていません。近い名称は「弘前市」です。県外の場合は空欄にしてください。"
    )
    content = appended(
        register_book(()), NEW_PERSON | {"勤務先": "(株)りんご園", "勤務先の市町村": "弘前市"}
    )
    assert planned(content).rows[0].value("employer") == second


def test_a_number_that_stands_twice_in_the_file_is_refused_in_both_rows():
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON, NEW_PERSON | {"認定番号": "０２－９９９９９"})

    text = "認定番号02-99999の行が2行あります。1行にまとめてください。"
    assert planned(content).errors == [
        RowError(2, "認定番号", text),
        RowError(3, "認定番号", text),
    ]


def test_somebody_who_looks_like_a_known_person_is_pointed_out():
    TradeFactory(name="造園")
    MeisterFactory(
        number="02-1",
        family_kana="ハチノヘ",
        given_kana="ハナコ",
        given_name="花子",
        birth_date=date(1970, 5, 5),
    )
    content = appended(register_book(()), NEW_PERSON | {"生年月日": "S45.5.5"})

    assert planned(content).notices == [
        (
            2,
            "岩木 花子さん（02-1）とカナ・生年月日が同じです。"
            "同じ人の場合は、認定番号を確認してください。",
        )
    ]


def test_a_state_is_changed_by_a_step_with_a_reason_and_not_by_a_file():
    full_meister()

    found = errors(edited(exported(), {(2, "状態"): "辞退"}))

    assert found == [
        (
            2,
            "状態",
            "「休止」から「辞退」への変更は取り込めません。"
            "この列を元に戻し、マイスターの画面で理由を付けて変更してください。",
        )
    ]


def test_a_known_person_keeps_at_least_one_trade():
    full_meister()
    empty = {(2, f"{name}{slot}"): None for name in ("職種", "作業", "区分") for slot in (1, 2)} | {
        (2, "職種1の認定日"): None
    }

    assert errors(edited(exported(), empty)) == [(2, "職種1", "職種を1つ以上入力してください。")]


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


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_file_with_other_headings_is_refused_as_a_whole(missing):
    content = edited(register_book(()), {}, drop=[missing])

    with pytest.raises(WorkbookError) as caught:
        planned(content)

    assert str(caught.value) == (
        f"見出しの行を様式と同じにしてください（足りない見出し：{missing}）。"
    )


def test_a_formula_without_result_is_refused():
    TradeFactory(name="造園")
    content = appended(register_book(()), NEW_PERSON | {"備考": "=HYPERLINK(A1)"})

    with pytest.raises(WorkbookError, match="数式に計算結果がありません"):
        planned(content)


def test_a_file_that_is_wrong_all_over_is_not_read_to_its_end():
    people = [NEW_PERSON | {"認定番号": f"02-{number}"} for number in range(150)]

    found = planned(appended(register_book(()), *people))

    assert (len(found.errors), found.is_cut) == (100, True)


# the pages


def test_upload_check_and_entry_on_the_pages(client, tanto):
    TradeFactory(name="造園")
    client.force_login(tanto)
    content = appended(register_book(()), NEW_PERSON)

    checked = client.post(reverse("meisters:meister_import"), {"file": upload(content)})

    record = RegisterImport.objects.get()
    assert checked["Location"] == reverse("meisters:meister_import_check", args=(record.pk,))
    page = client.get(checked["Location"])
    assert "新規1人、変更0人、変更なし0人です。" in page.content.decode()
    assert Meister.objects.count() == 0

    fields = {"fingerprint": page.context["plan"].fingerprint}
    done = client.post(checked["Location"], fields, follow=True)

    assert Meister.objects.count() == 1
    assert "「名簿.xlsx」を取り込みました（新規1人、変更0人）。" in done.content.decode()
    again = client.post(checked["Location"], fields, follow=True)
    assert Meister.objects.count() == 1
    assert "すでに取り込まれています。二重には取り込みません。" in again.content.decode()


def test_errors_are_shown_and_nothing_is_kept(client, tanto):
    client.force_login(tanto)
    content = appended(register_book(()), NEW_PERSON)

    answer = client.post(reverse("meisters:meister_import"), {"file": upload(content)})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "取り込めません。Excelで次の1か所を直し、ファイルを選択し直してください。" in text
    assert "職種「造園」は登録されていません。" in text
    assert RegisterImport.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "名簿.xlsx", "名簿のファイルには中身のあるファイルを選択してください。"),
        (b"MZ\x90\x00", "名簿.xlsx", "Excelファイルではありません。"),
        (b"\xd0\xcf\x11\xe0", "名簿.xls", "古い形式（.xls）かパスワード付きのファイルです。"),
    ],
)
def test_what_is_no_workbook_is_refused_at_the_field(client, tanto, content, name, sentence):
    client.force_login(tanto)

    answer = client.post(reverse("meisters:meister_import"), {"file": upload(content, name)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith(sentence)


def test_a_kept_file_that_is_gone_is_told_and_harms_nothing(client, tanto):
    TradeFactory(name="造園")
    client.force_login(tanto)
    content = appended(register_book(()), NEW_PERSON)
    record = register_import.keep(upload(content), adds_employers=False, by=tanto)
    record.attachment.file.storage.delete(record.attachment.file.name)
    url = reverse("meisters:meister_import_check", args=(record.pk,))

    for answer in (client.get(url, follow=True), client.post(url, {}, follow=True)):
        assert "「名簿.xlsx」のファイルが見つかりません。" in answer.content.decode()
    assert Meister.objects.count() == 0


@pytest.mark.parametrize("trait", ["tanto", "shonin", "kaikei", "etsuran", "kanri"])
def test_who_may_open_the_import(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    expected = 200 if trait in ("tanto", "shonin") else 403

    for name in ("meister_import", "meister_import_template"):
        assert client.get(reverse(f"meisters:{name}")).status_code == expected
    assert get_user_model().objects.count() == 1


def test_the_check_page_asks_the_database_the_same_for_one_and_three(
    client, tanto, django_assert_num_queries
):
    TradeFactory(name="造園")
    OperationFactory()
    client.force_login(tanto)
    for count in (1, 3):
        people = [NEW_PERSON | {"認定番号": f"02-{count}{number}"} for number in range(count)]
        content = appended(register_book(()), *people)
        record = register_import.keep(upload(content), adds_employers=False, by=tanto)
        with django_assert_num_queries(CHECK_QUERIES):
            client.get(reverse("meisters:meister_import_check", args=(record.pk,)))


CHECK_QUERIES = 13
