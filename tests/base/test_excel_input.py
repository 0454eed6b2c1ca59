"""Excel in: what is read, and what is refused with a sentence."""

import struct
import zipfile
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aomori_skills.base import excel_input
from aomori_skills.base.excel_input import WorkbookError, read_sheet
from aomori_skills.base.workbook import Column, machine_table

HEADINGS = ("氏名", "生年月日")
UNREADABLE = (
    "ファイルを読み取れませんでした。"
    "Excelで「Excel ブック（.xlsx）」として保存し直してから選択してください。"
)
NO_EXCEL = (
    "Excelファイルではありません。"
    "Excelで「Excel ブック（.xlsx）」として保存し直してから選択してください。"
)
TOO_LARGE = (
    "展開後の大きさが上限を超えるため読み込めません。"
    "必要な行だけを新しいブックに貼り付けて保存し、選択し直してください。"
)


def upload(content):
    return SimpleUploadedFile("名簿.xlsx", content)


def book(*rows):
    """A workbook whose first sheet has ``rows``."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content, name, data, *, mode=zipfile.ZIP_DEFLATED):
    """The package ``content`` with one more part, or with that part replaced."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", mode) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return stream.getvalue()


def refusal(content, headings=HEADINGS, **more):
    with pytest.raises(WorkbookError) as caught:
        read_sheet(upload(content), headings, **more)
    return str(caught.value)


def test_rows_keep_their_numbers_and_values_become_text_or_date():
    content = book(
        ["生年月日", "氏名 ", "年齢", None],
        [datetime(1980, 4, 1), " 青森\x09太郎", 45, "見出しのない列"],
        [None, None, None],
        ["昭和55年4月1日", 12.5, True],
        [date(1980, 4, 1), 172.0, time(9, 30)],
        [datetime(1980, 4, 1, 9, 30), 1e15, 0],
    )
    rows = read_sheet(upload(content), HEADINGS, optional=("年齢", "備考"))
    assert [(row.number, row.values) for row in rows] == [
        (2, {"生年月日": date(1980, 4, 1), "氏名": "青森\t太郎", "年齢": "45"}),
        (4, {"生年月日": "昭和55年4月1日", "氏名": "12.5", "年齢": "はい"}),
        (5, {"生年月日": date(1980, 4, 1), "氏名": "172", "年齢": "09:30"}),
        (6, {"生年月日": "1980-04-01 09:30", "氏名": "1000000000000000", "年齢": "0"}),
    ]
    assert (rows[0]["氏名"], rows[0].get("備考"), rows[0].get("年齢")) == ("青森\t太郎", "", "45")


def test_what_the_writer_writes_is_read_back():
    columns = [Column("氏名", "name"), Column("生年月日", "born_on", "date")]
    people = [
        {"name": "=1+1", "born_on": date(1980, 4, 1)},
        {"name": "一行目\n二行目", "born_on": None},
    ]
    rows = read_sheet(upload(machine_table(columns, people)), HEADINGS)
    assert [row.values for row in rows] == [
        {"氏名": "=1+1", "生年月日": date(1980, 4, 1)},
        {"氏名": "一行目\n二行目", "生年月日": ""},
    ]


def test_headings_may_lie_below_blank_rows_and_be_full_width():
    content = book([], ["氏　名", "TEL"], ["青森", "017"])
    rows = read_sheet(upload(content), ("氏名", "ＴＥＬ"))
    assert [(row.number, row.values) for row in rows] == [(3, {"氏名": "青森", "ＴＥＬ": "017"})]


def test_wrong_headings_are_named():
    content = book(["氏名", "氏名", "住所", "備考"])
    assert refusal(content, ("氏名", "生年月日", "電話")) == (
        "見出しの行を様式と同じにしてください"
        "（足りない見出し：生年月日、電話／様式にない見出し：住所、備考／重複している見出し：氏名）。"
    )


def test_too_many_rows():
    content = book(HEADINGS, *([["青森", None]] * 3))
    assert len(read_sheet(upload(content), HEADINGS, max_rows=3)) == 3
    assert refusal(content, max_rows=2) == (
        "一度に読み込めるのは2行までです。ファイルを分けて選択してください。"
    )


def test_error_values_are_named_with_their_row():
    assert refusal(book(HEADINGS, ["青森", None], ["#N/A", None])) == (
        "3行目の「氏名」がエラー値（#N/A）です。値を入力し直してから選択してください。"
    )


def test_an_empty_sheet():
    assert refusal(book()) == "シートが空です。様式の見出しと内容を記入してください。"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ファイルが空です。内容を確認して選択し直してください。"),
        ("氏名,生年月日".encode(), NO_EXCEL),
        (b"MZ\x90\x00" + b"\x00" * 200, NO_EXCEL),
        (b"PK\x03\x04" + b"\x00" * 200, NO_EXCEL),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
            "古い形式（.xls）かパスワード付きのファイルです。"
            "Excelで「Excel ブック（.xlsx）」として保存し直してから選択してください。",
        ),
        (with_part(book(), "xl/workbook.xml", "<broken"), UNREADABLE),
        (with_part(book(), "xl/worksheets/sheet1.xml", "<broken"), UNREADABLE),
        (
            with_part(book(), "xl/vbaProject.bin", b"macro"),
            "マクロ付きのファイルは読み込めません。"
            "Excelで「Excel ブック（.xlsx）」として保存し直してから選択してください。",
        ),
        (with_part(book(), "xl/media/bomb.xml", b"0" * 20_000_000), TOO_LARGE),
        (
            with_part(book(), "xl/media/big.bin", b"0" * 31_500_000, mode=zipfile.ZIP_DEFLATED),
            TOO_LARGE,
        ),
        (
            b"0" * (excel_input.MAX_FILE_BYTES + 1),
            "ファイルが大きすぎます。10MB以下に分けて選択してください。",
        ),
    ],
    ids=[
        "empty",
        "csv",
        "exe",
        "cut zip",
        "xls",
        "broken book",
        "broken sheet",
        "macro",
        "bomb",
        "huge",
        "large file",
    ],
)
def test_what_is_no_clean_workbook(content, sentence):
    assert refusal(content) == sentence


def test_a_zip_that_is_no_workbook():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert refusal(stream.getvalue()) == NO_EXCEL


def test_a_bomb_that_lies_about_its_size():
    """A forged size in the directory can't make the reader unpack more than it says."""
    content = bytearray(with_part(book(HEADINGS), "xl/worksheets/sheet1.xml", b" " * 20_000_000))
    real, forged = struct.pack("<L", 20_000_000), struct.pack("<L", 1000)
    assert content.count(real) == 2
    assert refusal(bytes(content.replace(real, forged))) == UNREADABLE


def test_entities_are_not_expanded():
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ははは"><!ENTITY b "&a;&a;&a;">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    assert refusal(with_part(book(), "xl/worksheets/sheet1.xml", laughs)) == UNREADABLE


def test_a_row_far_below_is_refused_in_time():
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert refusal(with_part(book(), "xl/worksheets/sheet1.xml", far)) == (
        "空白の行が10,000行を超えて続いています。空白の行を削除して保存してから選択してください。"
    )


def test_a_formula_without_a_result_is_refused_and_one_with_a_result_is_read():
    content = book(HEADINGS, ("=PHONETIC(A1)", date(1970, 5, 5)))

    assert refusal(content) == (
        "2行目のA列の数式に計算結果がありません。"
        "Excelで開いて保存し直すか、値を入力し直してから選択してください。"
    )

    sheet = zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    counted = sheet.replace(b"<v />", b"<v>7</v>").replace(b"<v></v>", b"<v>7</v>")
    rows = read_sheet(upload(with_part(content, "xl/worksheets/sheet1.xml", counted)), HEADINGS)

    assert [row["氏名"] for row in rows] == ["7"]
