"""Letters: what is on them in which order, and how fast they come."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from threading import Thread
from time import process_time

import pytest
from pypdf import PdfReader

from aomori_skills.base import pdf
from aomori_skills.base.pdf import render
from tests.base.papers import LETTER, lines_of, pages_of


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
        "from tests.base.papers import LETTER;"
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
        "from tests.base.papers import LETTER; pdf.letter(LETTER);"
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


def test_a_letter_that_just_spills_over_is_set_more_closely():
    def of(count):
        entries = tuple(pdf.Item("令和7年9月10日（水）", heading="日時") for _ in range(count))
        return replace(LETTER, items=entries)

    assert [(of(n).density, pdf.letter(of(n)).pages) for n in (14, 20, 24)] == [
        ("", 1),
        ("dense", 1),
        ("dense", 1),
    ]
    assert pdf.letter(of(34)).pages == 2
    assert pages_of(pdf.letter(of(34)))[1].count("令和7年9月10日") >= 3


def test_a_letter_of_two_pages_is_not_set_closely_for_nothing():
    many = replace(LETTER, items=(pdf.Item("令和7年9月10日（水）", heading="日時"),) * 29)
    usual = render("pdf/letter.html", {"letter": many, "density": ""})
    assert (many.density, pdf.letter(many)) == ("dense", usual)


DAY = "令和7年9月10日（水）10:00～12:00"
PEOPLE = "八甲田 春子、烏帽子 岳、広沢 青林、小川原 星一"


@pytest.mark.parametrize("head", ["", "取りやめる日時及び場所"])
def test_a_number_never_stands_alone_and_names_in_a_list_stay_whole(head):
    texts = (f"{DAY} → {'場' * length}　{PEOPLE}　主たる指導者" for length in range(1, 25))
    sheet = pdf.letter(replace(LETTER, items=tuple(pdf.Item(text, head) for text in texts)))
    printed = [page.extract_text().splitlines() for page in PdfReader(BytesIO(sheet)).pages]
    lines = ["".join(line.split()) for page in printed for line in page]
    begun = [line for line in lines if line.startswith(tuple(map(str, range(1, 10))))]
    assert [line for line in begun if DAY not in line and "/" not in line] == []
    assert len([line for line in lines if f"{head}{DAY}" in line]) == 24
    for name in PEOPLE.replace(" ", "").split("、"):
        assert sum(line.count(name) for line in lines) == 24, name


def test_names_places_and_roles_stay_whole():
    day = "令和7年9月10日（水）13:00～16:00　株式会社りんご工業 第2工場（六ヶ所村）　"
    for tail in ("小川原 星一", "主たる指導者"):
        inner = pdf.Item(day + tail)
        sheet = pdf.letter(replace(LETTER, items=(pdf.Item("次のとおり", "日時", (inner,)),)))
        assert any(line.endswith(tail.replace(" ", "")) for line in lines_of(sheet)), tail


def test_what_kind_of_letter_it_is_stays_on_one_line():
    subject = "令和7年度ものづくりマイスターの派遣希望調査について"
    printed = lines_of(pdf.letter(replace(LETTER, subject=f"{subject}（回答のお願い）")))
    assert printed[5:7] == [subject, "（回答のお願い）"]


def test_a_long_heading_does_not_stretch_the_others():
    items = (pdf.Item("x", heading="職種"), pdf.Item("y", heading="変更後の日時及び場所"))
    entries = replace(LETTER, items=items).entries()
    assert [entry.spreading for entry in entries] == [
        "width: 3.5em; letter-spacing: 0.0em",
        "width: 11.5em; letter-spacing: 0.0em",
    ]
