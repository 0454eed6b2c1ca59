"""Rows of a roster from Excel: columns by headings or by order, words for the photo."""

import pytest

from dispatch.rules.trainee_rows import MOST_ROWS, read_pasted


def row(**values) -> dict[str, str]:
    empty = dict.fromkeys(("order", "name", "kana", "group", "age", "note"), "")
    return empty | {"photo_consent": "unknown"} | values


def test_columns_in_their_usual_order():
    found = read_pasted(
        "1\t小川 あきら\tオガワ アキラ\t2年1組\t１１歳\tはい\tアレルギー\n2\t森 ゆう"
    )

    assert found.problems == ()
    assert found.rows == (
        row(
            order="1",
            name="小川 あきら",
            kana="オガワ アキラ",
            group="2年1組",
            age="11",
            photo_consent="yes",
            note="アレルギー",
        ),
        row(order="2", name="森 ゆう"),
    )


def test_without_numbers_the_first_column_is_the_name():
    found = read_pasted("小川 あきら\tオガワ アキラ\n\n森 ゆう\tモリ ユウ\n")

    assert found.rows == (
        row(name="小川 あきら", kana="オガワ アキラ"),
        row(name="森 ゆう", kana="モリ ユウ"),
    )


def test_headings_say_which_column_is_which():
    found = read_pasted("学年・組\tフリガナ\t氏　名\t担任\n2年1組\tモリ ユウ\t森 ゆう\t工藤\n")

    assert found.rows == (row(name="森 ゆう", kana="モリ ユウ", group="2年1組"),)
    assert found.problems == ("次の見出しの列は、入れるところがないため読み取っていません：担任。",)


def test_what_two_columns_tell_of_the_class_is_put_together():
    found = read_pasted("番号\t学年\t組\t氏名\n7\t2年\t1組\t森 ゆう\n8\t製造課\t\t小川 南\n")

    assert found.rows == (
        row(order="7", name="森 ゆう", group="2年 1組"),
        row(order="8", name="小川 南", group="製造課"),
    )
    assert found.problems == ()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("○", "yes"),
        ("あり", "yes"),
        ("同意する", "yes"),
        ("×", "no"),
        ("なし", "no"),
        ("", "unknown"),
    ],
)
def test_words_for_the_consent(word, code):
    found = read_pasted(f"1\t森 ゆう\t\t\t\t{word}")

    assert (found.rows[0]["photo_consent"], found.problems) == (code, ())


def test_a_word_that_nobody_knows_is_unknown_and_told():
    found = read_pasted("番号\t氏名\t写真の同意\n1\t森 ゆう\tたぶん")

    assert found.rows == (row(order="1", name="森 ゆう"),)
    assert found.problems == (
        "2行目：写真の同意の「たぶん」は読み取れないため、未確認にしました。",
    )


def test_a_row_with_a_number_alone_is_nobody():
    assert read_pasted("1\n2\n3\t森 ゆう").rows == (row(order="3", name="森 ゆう"),)


def test_too_many_are_cut_with_a_word():
    found = read_pasted("\n".join(f"{number}\t人{number}" for number in range(1, MOST_ROWS + 3)))

    assert len(found.rows) == MOST_ROWS
    assert found.problems == ("500人を超えた分（501行目から）は読み取っていません。",)


@pytest.mark.parametrize("text", ["", "\n\n\t\t\n", '"', "番号\t氏名"])
def test_nothing_in_nothing_out(text):
    assert read_pasted(text).rows == ()


def test_what_many_rows_have_alike_is_told_once():
    text = "\n".join(f"小川 {number}\t\t\t\t{word}" for number, word in enumerate("丙乙乙乙"))
    assert read_pasted(text).problems == (
        "1行目：写真の同意の「丙」は読み取れないため、未確認にしました。",
        "2行目など3行：写真の同意の「乙」は読み取れないため、未確認にしました。",
    )


def test_numbers_that_come_twice_are_given_anew():
    found = read_pasted("番号\t氏名\n1\t小川 南\n2\t森 ゆう\n1\t工藤 あき")
    assert [one["order"] for one in found.rows] == ["", "", ""]
    assert found.problems == ("番号に同じものがあるため、番号は読み取らず、上から順に付けます。",)
