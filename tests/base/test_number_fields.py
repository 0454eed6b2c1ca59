"""Fields of numbers take what an office types and refuse in sentences."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aomori_skills.base.fields import DecimalNumberField, WholeNumberField
from tests.base.answers import answer

FEE = WholeNumberField(label="謝金", unit="円", min_value=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１２，３００円", 12300),
        ("¥12,300", 12300),
        ("1 200", 1200),
        ("0", 0),
        (1200, 1200),
        ("", ["謝金を入力してください。"]),
        ("-1", ["謝金は0以上の数字で入力してください。"]),
        ("－１", ["謝金は0以上の数字で入力してください。"]),
        ("2147483648", ["謝金は2,147,483,647以下の数字で入力してください。"]),
        ("9" * 31, ["謝金は2,147,483,647以下の数字で入力してください（現在31桁）。"]),
        ("9" * 5000, ["謝金は「1200」のように数字だけで入力してください。"]),
        ("千円", ["謝金は「1200」のように数字だけで入力してください。"]),
        ("1.5", ["謝金は「1200」のように数字だけで入力してください。"]),
        ("😀", ["謝金は「1200」のように数字だけで入力してください。"]),
        ("٣", ["謝金は「1200」のように数字だけで入力してください。"]),
    ],
)
def test_whole_number(text, expected):
    assert answer(FEE, text) == expected


def test_an_age_is_explained_by_an_age():
    age = WholeNumberField(label="年齢", unit="歳")
    assert answer(age, "abc") == ["年齢は「20」のように数字だけで入力してください。"]
    assert answer(age, "２０歳") == 20


PRICE = WholeNumberField(label="単価", min_value=0)
EACH = DecimalNumberField(label="1回の時間", max_digits=4, decimal_places=1)


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (PRICE, "３，５００円", 3500),
        (PRICE, "￥３，５００", 3500),
        (PRICE, "１０名", 10),
        (EACH, "１．５", Decimal("1.5")),
        (FEE, "10人", ["謝金は「1200」のように数字だけで入力してください。"]),
        (EACH, "90分", ["1回の時間は「1.5」のように数字だけで入力してください。"]),
        (PRICE, "円", ["単価は「1200」のように数字だけで入力してください。"]),
    ],
)
def test_a_field_without_a_unit_takes_what_is_counted(field, text, expected):
    assert answer(field, text) == expected


HOURS = DecimalNumberField(label="時間", max_digits=4, decimal_places=1, unit="時間", min_value=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１．５時間", Decimal("1.5")),
        ("1.50", Decimal("1.50")),
        ("2", Decimal("2")),
        ("1.25", ["時間は小数点以下1桁までの数字で入力してください。"]),
        ("1000", ["時間は999.9以下の数字で入力してください。"]),
        ("9" * 31, ["時間は999.9以下の数字で入力してください（現在31桁）。"]),
        ("-0.5", ["時間は0以上の数字で入力してください。"]),
        ("NaN", ["時間は「1.5」のように数字だけで入力してください。"]),
        ("1e5", ["時間は「1.5」のように数字だけで入力してください。"]),
        (".", ["時間は「1.5」のように数字だけで入力してください。"]),
    ],
)
def test_decimal_number(text, expected):
    assert answer(HOURS, text) == expected


ASKS = re.compile(r"してください(（現在[0-9]+桁）)?。$")


@given(st.text())
@example("10000000000")
def test_numbers_answer_any_text(text):
    for field in (FEE, HOURS):
        found = answer(field, text)
        assert isinstance(found, int | Decimal) or ASKS.search(found[0])
