"""Excel out: typed values, texts that stay texts, and the look of each shape."""

import zipfile
from collections import namedtuple
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from aomori_skills.base.workbook import Column, Workbook, machine_table, people_table
from aomori_skills.base.workbook.text import CELL_LIMIT, CUT_MARK, display_width

Visit = namedtuple("Visit", "name held_on fee")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = [
    Column("名称", "name"),
    Column("実施日", "held_on", "date"),
    Column("謝金", "fee", "yen"),
]
PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "|calc",
    "%0A=1+1",
    "#N/A",
    "'=1+1",
    "2025-04-01",
    "0172",
    "TRUE",
]


def sheet_of(content, name=None):
    book = openpyxl.load_workbook(BytesIO(content))
    return book[name] if name else book.active


def texts_written(values):
    """A machine table of one text column, opened again."""
    return sheet_of(machine_table([Column("文字", "text")], [{"text": value} for value in values]))


def test_machine_table_is_headings_and_records_and_nothing_else():
    rows = [Visit("青森", date(2025, 4, 1), 12300), Visit("弘前", None, Decimal("1.5"))]
    sheet = sheet_of(machine_table(COLUMNS, iter(rows), name="訪問"))
    assert sheet.title == "訪問"
    assert list(sheet.values) == [
        ("名称", "実施日", "謝金"),
        ("青森", datetime(2025, 4, 1), 12300),
        ("弘前", None, 1.5),
    ]
    assert [cell.number_format for cell in sheet[2]] == ["@", "yyyy/m/d", "#,##0"]
    assert sheet["C3"].number_format == "#,##0.0##"
    assert sheet["B2"].is_date is True
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", None)
    assert sheet.merged_cells.ranges == set()
    assert sheet["A1"].font.bold is False
    assert sheet["A1"].border.top.style is None


def test_printing_is_set_up():
    sheet = sheet_of(machine_table(COLUMNS, []))
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.center.text == "&P / &N"


def test_people_table():
    content = people_table(
        "派遣実績",
        "令和7年度",
        COLUMNS,
        [Visit("青森", date(2019, 5, 1), 12300)],
        totals={"謝金": 12300},
        unit="円",
        issued_on=date(2026, 4, 1),
        landscape=False,
    )
    sheet = sheet_of(content)
    assert sheet.title == "派遣実績"
    assert list(sheet.values) == [
        ("派遣実績", None, None),
        ("令和7年度　単位：円　令和8年4月1日作成", None, None),
        (None, None, None),
        ("名称", "実施日", "謝金"),
        ("青森", datetime(2019, 5, 1), 12300),
        ("合計", None, 12300),
    ]
    assert sheet["B5"].number_format == '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@'
    assert sheet["B5"].is_date is True
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet["A4"].font.bold, sheet["A6"].font.bold, sheet["A5"].font.bold) == (
        True,
        True,
        False,
    )
    assert {cell.border.bottom.style for row in sheet["A4:C6"] for cell in row} == {"thin"}


@pytest.mark.parametrize("text", PAYLOADS)
def test_texts_stay_texts(text):
    content = machine_table([Column("文字", "text")], [{"text": text}])
    cell = sheet_of(content)["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    with zipfile.ZipFile(BytesIO(content)) as package:
        sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    written = next(cell for cell in sheet.iter(f"{MAIN}c") if cell.get("r") == "A2")
    assert written.get("t") == "inlineStr"
    assert list(sheet.iter(f"{MAIN}f")) == []
    look = styles.find(f"{MAIN}cellXfs")[int(written.get("s"))]
    assert look.get("quotePrefix") == ("1" if text[0] in "=+-@|%\t\r" else "0")


def test_control_characters_are_removed():
    sheet = texts_written(["a\x00b\x0bc\x1b\ufffe\x7fd", "一\r\n二"])
    assert [cell.value for cell in sheet["A"]] == ["文字", "abcd", "一\n二"]


def test_a_cell_is_cut_where_excel_ends_and_says_so():
    fits = "あ" * CELL_LIMIT
    sheet = texts_written([fits, fits + "い", "😀" * 20_000])
    assert sheet["A2"].value == fits
    assert sheet["A3"].value == "あ" * (CELL_LIMIT - len(CUT_MARK)) + CUT_MARK
    units = len(sheet["A4"].value.encode("utf-16-le")) // 2
    assert CELL_LIMIT - 1 <= units <= CELL_LIMIT
    assert sheet["A4"].value.endswith("😀" + CUT_MARK)


@pytest.mark.parametrize(
    ("kind", "value", "expected", "number_format"),
    [
        ("number", 1234, 1234, "#,##0"),
        ("number", "不明", "不明", "@"),
        ("plain", 2025, 2025, "General"),
        ("number", 10**15, "1000000000000000", "@"),
        ("number", float("nan"), None, "@"),
        ("text", True, "はい", "@"),
        ("text", None, None, "@"),
        ("date", date(1868, 1, 25), "1868-01-25", "@"),
        (
            "datetime",
            datetime(2025, 3, 31, 15, 30, tzinfo=ZoneInfo("UTC")),
            datetime(2025, 4, 1, 0, 30),
            "yyyy/m/d h:mm",
        ),
        (
            "date",
            datetime(2025, 3, 31, 15, 30, tzinfo=ZoneInfo("UTC")),
            datetime(2025, 4, 1),
            "yyyy/m/d",
        ),
    ],
)
def test_kinds_of_values(kind, value, expected, number_format):
    cell = sheet_of(machine_table([Column("値", "value", kind)], [{"value": value}]))["A2"]
    assert cell.value == expected
    assert cell.number_format == number_format


def test_values_come_by_path_or_function():
    class Client:
        name = "工業高校"

        def city(self):
            return "青森市"

    row = {"client": Client(), "none": None}
    columns = [
        Column("名称", "client__name"),
        Column("市", "client__city"),
        Column("なし", "none__name"),
        Column("計算", lambda row: len(row), "number"),
    ]
    assert [column.of(row) for column in columns] == ["工業高校", "青森市", None, 2]


def test_columns_fit_their_widest_text():
    columns = [Column("名", "name"), Column("長", "long"), Column("定", "name", width=5)]
    rows = [{"name": "青森県立青森工業高等学校", "long": "あ" * 100}]
    sheet = sheet_of(machine_table(columns, rows))
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [26, 60, 5]
    assert sheet["B2"].alignment.wrap_text is True
    assert display_width("ｱｵﾓﾘ") == 4
    assert display_width("青森\na") == 4


def test_a_book_of_several_sheets():
    book = Workbook(title="報告")
    book.add_machine_table(COLUMNS, [], name="4/1[認定]:一覧*")
    book.add_people_table("集計", "令和7年度", COLUMNS, [], name="集計")
    book.add_people_table("集計", "令和6年度", COLUMNS, [])
    book.add_machine_table(COLUMNS, [], name="あ" * 40)
    read = openpyxl.load_workbook(BytesIO(book.to_bytes()))
    assert read.sheetnames == ["4 1 認定  一覧", "集計", "集計 (2)", "あ" * 31]
    assert read.properties.title == "報告"


def test_a_table_to_fill_in_offers_its_values_and_takes_numbers_as_text():
    book = Workbook()
    columns = [Column("番号", "number"), Column("状態", "state"), Column("日付", "day", "date")]
    book.add_machine_table(columns, [], name="名簿", choices={"状態": ("活動可", "休止")})
    made = openpyxl.load_workbook(BytesIO(book.to_bytes()))

    assert made.sheetnames == ["名簿", "入力できる値"]
    assert [[cell.value for cell in row] for row in made["入力できる値"]] == [
        ["状態"],
        ["活動可"],
        ["休止"],
    ]
    offer = made["名簿"].data_validations.dataValidation[0]
    assert (str(offer.sqref), offer.formula1) == ("B2:B5001", "'入力できる値'!$A$2:$A$3")
    formats = [made["名簿"].column_dimensions[letter].number_format for letter in "ABC"]
    assert formats == ["@", "@", "yyyy/m/d"]
