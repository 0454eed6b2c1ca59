"""Papers: what is on them in which order, what may not be on them, and how fast they come."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from threading import Thread
from time import process_time

import pytest
from django.template import engines
from PIL import ImageFile
from pypdf import PdfReader

from aomori_skills.base import pdf
from aomori_skills.base.pdf import engine, tables
from aomori_skills.base.workbook import Column

LETTER = pdf.Letter(
    number="青技振第12号",
    issued_on=date(2025, 7, 15),
    addressees=("中央技能振興センター所長　殿",),
    sender=("青森県技能振興コーナー", "コーナー長　津軽　太郎"),
    subject="ものづくりマイスター認定申請書類の提出について",
    paragraphs=("標記について、下記のとおり提出します。", "御査収ください。"),
    items=(
        pdf.Item("令和7年度第2回", heading="回"),
        pdf.Item("3名", heading="申請者数"),
        pdf.Item(
            heading="提出書類",
            items=(
                pdf.Item("認定申請書", items=(pdf.Item("合格証書の写し"), pdf.Item("証明書"))),
                pdf.Item("申請者一覧"),
            ),
        ),
    ),
    contact=pdf.Contact(
        "青森県技能振興コーナー", (("担当", "下北　花子"), ("電話", "017-111-2222"))
    ),
)


def pages_of(content: bytes) -> list[str]:
    """The text of each page, spaces and line ends removed."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def lines_of(content: bytes) -> list[str]:
    """The lines of the first page, spaces removed."""
    lines = PdfReader(BytesIO(content)).pages[0].extract_text().splitlines()
    return ["".join(line.split()) for line in lines]


def test_a_letter_reads_in_the_order_of_an_official_letter():
    assert lines_of(pdf.letter(LETTER)) == [
        "青技振第12号",
        "令和7年7月15日",
        "中央技能振興センター所長殿",
        "青森県技能振興コーナー",
        "コーナー長津軽太郎",
        "ものづくりマイスター認定申請書類の提出について",
        "標記について、下記のとおり提出します。",
        "御査収ください。",
        "記",
        "1回令和7年度第2回",
        "2申請者数3名",
        "3提出書類",
        "(1)認定申請書",
        "ア合格証書の写し",
        "イ証明書",
        "(2)申請者一覧",
        "以上",
        "青森県技能振興コーナー",
        "担当下北花子",
        "電話017-111-2222",
    ]


def test_a_memo_has_no_number_no_seal_and_without_items_no_ki():
    memo = replace(LETTER, number="", items=(), contact=None, seal=pdf.Seal.OMITTED)
    assert lines_of(pdf.letter(memo)) == [
        "事務連絡",
        "令和7年7月15日",
        "中央技能振興センター所長殿",
        "青森県技能振興コーナー",
        "コーナー長津軽太郎",
        "ものづくりマイスター認定申請書類の提出について",
        "標記について、下記のとおり提出します。",
        "御査収ください。",
    ]
    assert not memo.has_seal_space
    assert LETTER.has_seal_space


def test_an_omitted_seal_is_said_under_the_name():
    lines = lines_of(pdf.letter(replace(LETTER, seal=pdf.Seal.OMITTED)))
    assert lines[3:6] == ["青森県技能振興コーナー", "コーナー長津軽太郎", "（公印省略）"]


def test_a_draft_says_so():
    assert lines_of(pdf.letter(LETTER, draft=True)) == [*lines_of(pdf.letter(LETTER)), "案"]


def test_items_below_the_third_level_and_beyond_the_katakana():
    many = tuple(pdf.Item(f"項目{n}") for n in range(36))
    deep = pdf.Item(items=(pdf.Item(items=(pdf.Item(items=many[:2]), *many)),))
    entries = replace(LETTER, items=(deep,)).entries()
    assert [entry.label for entry in entries[:6]] == ["1", "(1)", "ア", "(ア)", "(イ)", "イ"]


def test_headings_are_spread_to_the_longest_one():
    entries = LETTER.entries()
    assert [(entry.heading, entry.longest_heading, entry.spread) for entry in entries[:3]] == [
        ("回", 4, 0),
        ("申請者数", 4, 0),
        ("提出書類", 4, 0),
    ]
    pair = replace(LETTER, items=(pdf.Item("x", heading="日時"), pdf.Item("y", heading="提出書類")))
    assert [entry.spread for entry in pair.entries()] == [2, 0]


def test_pages_are_numbered_only_when_there_are_two():
    one = pdf.letter(LETTER)
    two = pdf.letter(replace(LETTER, paragraphs=LETTER.paragraphs * 20))
    assert one.pages == 1
    assert two.pages == 2
    assert "1/1" not in pages_of(one)[0]
    assert [text[-3:] for text in pages_of(two)] == ["1/2", "2/2"]


def test_a_form_is_numbered_by_the_same_rule():
    short = [pdf.FormSection("欄", ((pdf.FormField("氏名"),),))]
    assert [text[-3:] for text in pages_of(pdf.form("申請書", short))] == ["欄氏名"]
    sections = [pdf.FormSection(f"欄{n}", ((pdf.FormField("氏名", lines=20),),)) for n in range(4)]
    assert [text[-3:] for text in pages_of(pdf.form("申請書", sections))] == ["1/2", "2/2"]


def test_a_letter_is_a4_portrait_with_embedded_noto():
    reader = PdfReader(BytesIO(pdf.letter(LETTER)))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    (font,) = reader.pages[0]["/Resources"]["/Font"].values()
    descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
    assert "Paper-Serif" in descriptor["/FontName"]
    assert "/FontFile3" in descriptor


def test_rare_characters_of_names_are_in_the_font():
    name = "髙﨑𠮷邉①㈱"
    paper = pdf.letter(replace(LETTER, subject=name))
    fonts = PdfReader(BytesIO(paper)).pages[0]["/Resources"]["/Font"]
    assert len(fonts) == 1
    assert name in pages_of(paper)[0]


def test_text_of_users_is_text_not_markup():
    wicked = replace(LETTER, subject="<img src='http://example.com/a.png'><b>件名</b>")
    assert "<imgsrc='http://example.com/a.png'><b>件名</b>" in pages_of(pdf.letter(wicked))[0]


def test_a_letter_survives_its_json():
    assert pdf.Letter.from_dict(LETTER.as_dict()) == LETTER
    plain = replace(LETTER, contact=None, items=(), seal=pdf.Seal.NONE, number="")
    assert pdf.Letter.from_dict(plain.as_dict()) == plain


def test_the_same_letter_gives_the_same_bytes_in_every_process():
    script = (
        "import django; django.setup();"
        "import hashlib; from aomori_skills.base import pdf;"
        "from tests.base.test_pdf import LETTER;"
        "print(hashlib.sha256(pdf.letter(LETTER)).hexdigest())"
    )
    run = [sys.executable, "-c", script]
    other = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert other.strip() == hashlib.sha256(pdf.letter(LETTER)).hexdigest()
    assert pdf.letter(LETTER) == pdf.letter(LETTER)


def test_one_letter_takes_less_than_a_second():
    pdf.letter(LETTER)
    start = process_time()
    pdf.letter(LETTER)
    assert process_time() - start < 1


def test_a_forked_worker_that_ends_leaves_the_fonts_to_the_others():
    script = (
        "import django; django.setup();"
        "import os, sys; from aomori_skills.base import pdf;"
        "from aomori_skills.base.pdf import engine;"
        "from tests.base.test_pdf import LETTER; pdf.letter(LETTER);"
        "folder = engine._fonts(os.getpid())._folder; child = os.fork();"
        "child or (pdf.letter(LETTER), sys.exit());"
        "os.waitpid(child, 0); print(folder.exists())"
    )
    run = [sys.executable, "-c", script]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "True\n"


def test_threads_may_print_at_the_same_time():
    expected, results = pdf.letter(LETTER), []
    threads = [Thread(target=lambda: results.append(pdf.letter(LETTER))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 6


# Missing values


def test_a_missing_value_prints_visibly_and_is_reported():
    paper = pdf.letter(replace(LETTER, number=pdf.Missing("公文書記号", "コーナーの設定")))
    assert lines_of(paper)[0] == "【未設定：公文書記号】"
    assert [(value.name, value.where) for value in paper.missing] == [
        ("公文書記号", "コーナーの設定")
    ]
    assert pdf.letter(LETTER).missing == ()


def test_the_sentence_names_what_to_set_and_where():
    error = pdf.MissingValues(
        [pdf.Missing("公文書記号", "コーナーの設定"), pdf.Missing("長の氏名", "コーナーの設定")]
    )
    assert str(error) == "「コーナーの設定」で公文書記号、長の氏名を設定してから発行してください。"
    error = pdf.MissingValues([*error.missing, pdf.Missing("住所")])
    assert str(error) == (
        "「コーナーの設定」で公文書記号、長の氏名を設定してから発行してください。"
        "住所を設定してから発行してください。"
    )


def test_missing_values_are_found_at_any_depth_and_once():
    @dataclass
    class Box:
        inside: object

    lost, other = pdf.Missing("記号"), pdf.Missing("氏名")
    context = {"a": [Box((lost, {"b": other})), lost], "c": "text", "d": None, "e": {lost}}
    assert pdf.missing_values(context) == (lost, other)
    assert pdf.missing_values({"a": "【未設定：記号】", "b": 1}) == ()


def test_a_missing_value_that_only_the_template_met_is_found_too(tmp_path, settings):
    class Record:
        @property
        def symbol(self):
            return pdf.Missing("記号", "コーナーの設定")

    (tmp_path / "late.html").write_text("<p>{{ record.symbol }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    engines.__init__(None)
    paper = pdf.render("late.html", {"record": Record()})
    assert [(value.name, value.where) for value in paper.missing] == [("記号", "コーナーの設定")]


# What a paper may fetch


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "https://example.com/x.png",
        "ftp://example.com/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "static:../manage.py",
        "static:css/../../aomori_skills/settings.py",
        "static:/etc/passwd.png",
        "static:",
        "static:nothing.css",
        "font:/etc/passwd.otf",
        "font:../NotoSerifJP-Regular.otf",
        "font:Other.otf",
        "javascript:alert(1)",
    ],
)
def test_everything_but_own_files_is_refused(url):
    with pytest.raises(pdf.ResourceRefused) as refusal:
        engine.OwnFilesFetcher().fetch(url)
    assert str(refusal.value) == f"PDFで使えないファイルです：{url}"


def test_own_files_are_served():
    css = engine.OwnFilesFetcher().fetch("static:css/pdf.css")
    font = engine.OwnFilesFetcher().fetch("font:NotoSansJP-Regular.otf")
    assert css.content_type == "text/css"
    assert b"Paper Serif" in css.read()
    assert font.read()[:4] == b"OTTO"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://127.0.0.1:1/x.png">',
        '<img src="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        "<style>@import url(http://127.0.0.1:1/x.css);</style>",
        "<style>@font-face { font-family: X; src: url(file:///etc/passwd) }</style>",
        '<p style="background: url(http://127.0.0.1:1/x.png)">x</p>',
        '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<object data="http://127.0.0.1:1/x.svg"></object>',
        '<embed src="data:image/svg+xml,<svg/>">',
    ],
)
def test_a_page_that_asks_for_a_foreign_file_is_not_printed(html):
    with pytest.raises(pdf.ResourceRefused):
        engine.write(f"<html><body>{html}</body></html>")


def test_after_a_refusal_the_next_paper_prints():
    with pytest.raises(pdf.ResourceRefused):
        engine.write('<img src="file:///etc/passwd">')
    assert pdf.letter(LETTER).pages == 1


def test_printing_does_not_make_damaged_uploads_acceptable():
    pdf.letter(LETTER)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


# Tables and forms

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
