"""宛名ラベル: as large as all of an address and a name allows, and nothing is cut."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from aomori_skills.paperwork.services import message_labels
from aomori_skills.paperwork.services.message_labels import Label

NAME = "岩木　太郎　様"
STREET = "青森県青森市新町1-1"
TOWER = "青森県青森市大字架空町字架空第三区二百番地百二十三　架空ビルディング東館10階1001号室"
SOCIETY = "一般社団法人架空青森県建築大工技能士会連合会　会長　岩木　太郎　様"


@pytest.mark.parametrize(
    ("address", "name", "size"),
    [
        (STREET, NAME, "large"),
        (TOWER, NAME, "large"),
        (STREET, SOCIETY, "long"),
        (TOWER, SOCIETY, "longest"),
        ("", NAME, "large"),
    ],
)
def test_letters_are_as_large_as_they_fit(address, name, size):
    assert Label("030-0801", address, name).size == size


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (NAME, [NAME]),
        ("株式会社架空木工　御中", ["株式会社架空木工　御中"]),
        (SOCIETY, ["一般社団法人架空青森県建築大工技能士会連合会", "会長　岩木　太郎　様"]),
        (
            "青森県立架空工業高等学校　建築科　教諭　岩木 太郎　様",
            ["青森県立架空工業高等学校", "建築科　教諭　岩木 太郎　様"],
        ),
        ("架空" * 20 + "　御中", ["架空" * 20, "御中"]),
    ],
)
def test_a_name_breaks_between_its_words(name, lines):
    assert Label("030-0801", STREET, name).name_lines == lines


def test_long_addresses_and_names_are_printed_to_their_end():
    rows = [
        SimpleNamespace(postcode="030-0801", address=address, addressee=name)
        for address in (STREET, TOWER)
        for name in (NAME, SOCIETY)
    ]

    (page,) = PdfReader(BytesIO(message_labels.render(rows))).pages

    words = "".join(page.extract_text().split())
    assert words.count("太郎様") == 4
    assert words.count("1001号室") == 2
    assert words.count("〒030-0801") == 4
