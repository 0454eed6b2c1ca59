"""Excel and print of a list: all that is filtered, with a purpose and a permission."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import BadRequest, ImproperlyConfigured, PermissionDenied

from tests.base.trade_lists import answer
from tests.factories.office import TradeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return UserFactory(shonin=True)


@pytest.fixture
def trades():
    return [
        TradeFactory(
            name=f"職種{number:03}",
            kana=f"ショクシュ{number:03}",
            order=number,
            certifiable_from=date(2025, 4, 1) if number % 2 else None,
        )
        for number in range(120)
    ]


def cells(response):
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_excel_holds_plain_typed_values(approver):
    TradeFactory(name="=1+1", kana="シキ", field="建設", order=7, certifiable_from=date(2025, 4, 1))
    response = answer(approver, data={"_export": "xlsx"})
    assert cells(response) == [
        ["職種名コード", "職種名", "分野", "認定対象の開始日", "根拠", "並び順", "カナ"],
        [7, "=1+1", "建設", datetime(2025, 4, 1), "確認済", 7, "シキ"],
    ]
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet["B2"].data_type == "s"


def test_excel_holds_all_pages_of_what_is_filtered_in_the_order_shown(approver, trades):
    response = answer(
        approver, "?certifiable_from=2025-04-01&sort=-order&page=2", data={"_export": "xlsx"}
    )
    assert [row[1] for row in cells(response)[1:]] == [
        f"職種{number:03}" for number in range(119, 0, -2)
    ]


def test_print_holds_all_pages_and_its_conditions(approver, trades):
    text = answer(approver, "?q=職種", data={"_export": "print"}).content.decode()
    assert text.count('scope="row"') == 120
    assert "検索：職種　120件" in text
    assert "sort=" not in text


def record_into(log):
    return lambda user, **what: log.append((user, what))


PERSONAL = {"personal": True, "purposes": ("会議の資料", "その他")}


def test_personal_data_leaves_with_a_purpose_and_a_line_in_the_log(approver, trades):
    log = []
    data = {"_export": "xlsx", "purpose": "会議の資料", "purpose_note": "6月"}
    response = answer(approver, "?q=職種00", data=data, record=record_into(log), **PERSONAL)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert log == [
        (
            approver,
            {
                "what": "職種一覧",
                "count": 10,
                "medium": "Excel",
                "purpose": "会議の資料：6月",
                "detail": "検索：職種00",
            },
        )
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"_export": "xlsx"}, "利用目的を選択してください。"),
        ({"_export": "print", "purpose": "ひみつ"}, "利用目的は一覧から選択してください。"),
        ({"_export": "xlsx", "purpose": "その他"}, "目的の内容を入力してください。"),
    ],
)
def test_no_personal_data_leaves_without_a_purpose(approver, trades, data, sentence):
    log = []
    response = answer(approver, data=data, record=record_into(log), **PERSONAL)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert log == []


@pytest.mark.parametrize("options", [{"purposes": ("会議",)}, {"record": print}])
def test_a_list_of_personal_data_must_be_logged(approver, options):
    with pytest.raises(ImproperlyConfigured):
        answer(approver, personal=True, **options)


def test_without_the_permission_there_is_no_export(trades):
    viewer = UserFactory(etsuran=True)
    options = {"export_permission": "meisters.export_personal"}
    assert "_export" not in answer(viewer, **options).content.decode()
    with pytest.raises(PermissionDenied):
        answer(viewer, data={"_export": "xlsx"}, **options)


def test_a_wrong_condition_exports_nothing(approver, trades):
    response = answer(approver, "?certifiable_from=2025-02-30", data={"_export": "xlsx"})
    assert response.status_code == 422
    assert "絞り込みの条件を直してください。" in response.content.decode()


def test_only_excel_and_print_exist(approver):
    with pytest.raises(BadRequest):
        answer(approver, data={"_export": "csv"})
