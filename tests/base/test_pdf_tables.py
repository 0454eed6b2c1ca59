"""Papers: tables and forms, whole and with what is missing."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from time import process_time

import pytest
from pypdf import PdfReader

from aomori_skills.base import pdf
from aomori_skills.base.pdf import tables
from aomori_skills.base.workbook import Column
from tests.base.papers import lines_of, pages_of


def test_a_form_is_numbered_by_the_same_rule():
    short = [pdf.FormSection("欄", ((pdf.FormField("氏名"),),))]
    assert [text[-3:] for text in pages_of(pdf.form("申請書", short))] == ["欄氏名"]
    sections = [pdf.FormSection(f"欄{n}", ((pdf.FormField("氏名", lines=20),),)) for n in range(4)]
    assert [text[-3:] for text in pages_of(pdf.form("申請書", sections))] == ["1/2", "2/2"]


COLUMNS = [
    Column("氏名", "name"),
    Column("認定日", "day", "date"),
    Column("回数", "count", "number"),
]


def row(name="津軽太郎", day=date(2025, 4, 1), count=1234):
    return {"name": name, "day": day, "count": count}


def test_a_table_says_title_period_unit_date_rows_and_totals():
    paper = pdf.table(
        "活動実績",
        "令和7年度",
        COLUMNS,
        [row(), row(day=None, count=None)],
        totals={"回数": 1234},
        unit="回",
        issued_on=date(2026, 4, 1),
        office="青森県技能振興コーナー",
        conditions="職種：とび",
        note="注　速報値です。",
    )
    assert lines_of(paper) == [
        "活動実績",
        "令和7年度（単位：回）令和8年4月1日作成青森県技能振興コーナー",
        "職種：とび",
        "氏名認定日回数",
        "津軽太郎令和7年4月1日1,234",
        "津軽太郎",
        "合計1,234",
        "注速報値です。",
        "1/1",
    ]


def test_the_heading_row_is_on_every_page_and_the_totals_only_at_the_end():
    paper = pdf.table("表", "", COLUMNS, [row(count=n) for n in range(100)], totals={"回数": 4950})
    pages = pages_of(paper)
    assert len(pages) == 3
    assert [page.count("氏名認定日回数") for page in pages] == [1, 1, 1]
    assert [page.count("合計4,950") for page in pages] == [0, 0, 1]
    assert "".join(pages).count("津軽太郎") == 100


def test_nothing_is_cut_however_long_and_it_does_not_take_minutes():
    start = process_time()
    paper = pdf.table("表", "", COLUMNS, [row(name="あ" * 5000), row(name="x" * 5000)])
    text = "".join(pages_of(paper))
    assert (text.count("あ"), text.count("x")) == (5000, 5000)
    assert process_time() - start < 10


def test_wide_tables_lie_on_their_side():
    def width(count, **more):
        paper = pdf.table("表", "", [Column(str(n), "name") for n in range(count)], [row()], **more)
        return round(PdfReader(BytesIO(paper)).pages[0].mediabox.width)

    assert [width(7), width(8), width(8, landscape=False), width(2, landscape=True)] == [
        595,
        842,
        595,
        842,
    ]


def test_an_empty_table_says_so():
    assert "該当するものはありません。" in pages_of(pdf.table("表", "", COLUMNS, []))[0]


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (None, "text", ""),
        (True, "text", "はい"),
        (False, "number", "いいえ"),
        (1234567, "number", "1,234,567"),
        (1234567, "plain", "1234567"),
        (Decimal("1234.50"), "yen", "1,234.50"),
        (0, "number", "0"),
        (date(2019, 5, 1), "date", "令和元年5月1日"),
        (datetime(2025, 4, 1, 9, 5), "datetime", "令和7年4月1日 09:05"),
        (datetime(2025, 4, 1, 9, 5), "date", "令和7年4月1日"),
    ],
)
def test_values_print_as_people_read_them(value, kind, printed):
    assert tables.text(value, kind) == printed


def test_a_form_has_its_boxes_its_table_and_its_code():
    paper = pdf.form(
        "認定申請書",
        [
            pdf.FormSection(
                "申請者",
                (
                    (
                        pdf.FormField("氏名", "津軽太郎"),
                        pdf.FormField("生年月日", date(1964, 5, 1)),
                    ),
                    (pdf.FormField("所在地", pdf.Missing("住所", "候補者")),),
                    (pdf.FormField("同意", pdf.tick((("y", "する"), ("n", "しない")), "y")),),
                ),
            ),
            pdf.FormSection(
                "経験",
                columns=(Column("勤務先", "name"), Column("月数", "count", "number")),
                records=({"name": "津軽工務店", "count": 1200},),
                blank_rows=2,
                note="重複は除きます。",
            ),
        ],
        name="様式第1号",
        code="R7-0012",
        issued_on=date(2025, 6, 20),
        addressee="センター所長　殿",
        lead="申請します。",
    )
    assert lines_of(paper) == [
        "様式第1号R7-0012",
        "認定申請書",
        "令和7年6月20日",
        "センター所長殿",
        "申請します。",
        "申請者",
        "氏名津軽太郎生年月日昭和39年5月1日",
        "所在地【未設定：住所】",
        "同意■する□しない",
        "経験",
        "勤務先月数",
        "津軽工務店1,200",
        "重複は除きます。",
    ]
    assert [value.name for value in paper.missing] == ["住所"]


def test_ticks_take_one_or_many():
    choices = ((1, "東青"), (2, "中南"), (3, "三八"))
    assert pdf.tick(choices, 2) == "□東青　■中南　□三八"
    assert pdf.tick(choices, [1, 3]) == "■東青　□中南　■三八"
    assert pdf.tick(choices, None) == "□東青　□中南　□三八"
