"""名簿の取込み: what is refused or pointed out, with which sentence at which cell."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base.excel_input import WorkbookError
from meisters.papers.register_book import register_book
from meisters.services.register_columns import REQUIRED
from meisters.services.register_plan import RowError
from tests.factories.meisters import MeisterFactory
from tests.factories.office import MunicipalityFactory, TradeFactory
from tests.factories.publication import agree
from tests.meisters.register_books import NEW_PERSON, appended, edited, exported
from tests.meisters.register_imports import errors, full_meister, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


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
        "認定日は今日以前の日付を入力してください。",
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


def test_a_withdrawal_is_not_taken_from_the_file_but_comes_back_as_it_is():
    meister = full_meister()
    agree(meister, "name")
    agree(meister, "photo", answer="withdrawn")
    heading = "公表同意（氏名）"

    unchanged, typed = exported(), edited(exported(), {(2, heading): "撤回"})

    assert errors(unchanged) == []
    assert errors(typed) == [
        (
            2,
            heading,
            "撤回は取り込めません。この列を元に戻し、"
            "マイスターの画面の「公表同意を撤回する」で記録してください。",
        )
    ]
