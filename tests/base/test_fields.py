"""Fields of text take what an office types and refuse in sentences; so do forms of models."""

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.fields import (
    JapanesePhoneField,
    KanaField,
    PlainTextField,
    PostcodeField,
    clean_text,
    formfield,
)
from tests.base.answers import answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("　青森\t太郎 ", "青森 太郎"),
        ("a\r\nb", "a b"),
        ("か\u3099", "が"),
        ("a\x00b\x1b[0m\u202ec\ufeff", "ab[0mc"),
        ("辻\U000e0100", "辻\U000e0100"),
        ("\ufa19\u3099", "\ufa19\u3099"),
        ("髙﨑𠮷", "髙﨑𠮷"),
    ],
)
def test_clean_text_on_one_line(text, expected):
    assert clean_text(text) == expected


def test_clean_text_keeps_lines_where_they_are_meant():
    assert clean_text("一\r\n\r\n二\u2028三\t四\r", multiline=True) == "一\n\n二\n三\t四"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    for multiline in (False, True):
        once = clean_text(text, multiline=multiline)
        assert clean_text(once, multiline=multiline) == once


NOTE = PlainTextField(label="備考", max_length=1000, widget=forms.Textarea)
NAME = PlainTextField(label="氏名", max_length=50)


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (NAME, "", ["氏名を入力してください。"]),
        (NAME, "　\u200b", ["氏名を入力してください。"]),
        (NAME, " 青森　太郎 ", "青森　太郎"),
        (NOTE, "あ" * 1000, "あ" * 1000),
        (NOTE, "あ\r\n" * 500, ("あ\n" * 500).strip()),
        (NOTE, "あ" * 1001, ["備考は1,000文字以内で入力してください（現在1,001文字）。"]),
        (NOTE, "あ" * 100_000, ["備考は1,000文字以内で入力してください（現在100,000文字）。"]),
        (
            NAME,
            "青森😀",
            ["氏名に使えない文字（😀）があります。絵文字を取り除いてください。"],
        ),
        (NAME, "☎①㈱★→", "☎①㈱★→"),
    ],
)
def test_plain_text(field, text, expected):
    assert answer(field, text) == expected


def test_browser_does_not_cut_what_is_pasted():
    assert NOTE.widget.attrs["data-max-length"] == "1000"
    assert "maxlength" not in NOTE.widget.attrs


KANA = KanaField(label="フリガナ")
KANA_REFUSED = ["フリガナはひらがなかカタカナだけで入力してください。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("やまだ　たろう", "ヤマダ　タロウ"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ　タロウ"),
        ("山田", KANA_REFUSED),
        ("YAMADA", KANA_REFUSED),
        ("", ["フリガナを入力してください。"]),
    ],
)
def test_kana(text, expected):
    assert answer(KANA, text) == expected


POSTCODE = PostcodeField(label="郵便番号", required=False, max_length=8)
POSTCODE_REFUSED = ["郵便番号は「030-0801」のように7桁の数字で入力してください。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("〒０３０－０８０１", "030-0801"),
        ("0300801", "030-0801"),
        ("030-0801", "030-0801"),
        ("", ""),
        ("030-080", POSTCODE_REFUSED),
        ("青森市0300801", POSTCODE_REFUSED),
    ],
)
def test_postcode(text, expected):
    assert answer(POSTCODE, text) == expected


PHONE = JapanesePhoneField(label="電話番号", max_length=20)
PHONE_REFUSED = ["電話番号は「017-123-4567」のように市外局番から入力してください。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("０１７（７２３）１２３４", "017-723-1234"),
        ("0177231234", "017-723-1234"),
        ("0178-12-3456", "0178-12-3456"),
        ("0178123456", "0178-12-3456"),
        ("09012345678", "090-1234-5678"),
        ("+81 90 1234 5678", "090-1234-5678"),
        ("0120123456", "0120-123-456"),
        ("03-1234-5678", "03-1234-5678"),
        ("03ー1234ー5678", "03-1234-5678"),
        ("0312345678", "0312345678"),
        ("723-1234", PHONE_REFUSED),
        ("017-723-1234（内線12）", PHONE_REFUSED),
        ("1" * 31, PHONE_REFUSED),
        ("なし", PHONE_REFUSED),
    ],
)
def test_phone(text, expected):
    assert answer(PHONE, text) == expected


@isolate_apps("aomori_skills.base")
def declared_form():
    """A ModelForm over every kind of field."""

    class Subject(models.Model):
        name = models.CharField("名称", max_length=5)
        note = models.TextField("備考", blank=True)
        begins_on = models.DateField("開始日")
        people = models.PositiveSmallIntegerField("人数", validators=[MinValueValidator(1)])
        hours = models.DecimalField("時間", max_digits=3, decimal_places=1)
        kind = models.CharField("種類", max_length=1, choices=[("a", "甲"), ("b", "乙")])
        mail = models.EmailField("メール")
        parent = models.ForeignKey(ContentType, models.PROTECT, verbose_name="親", related_name="+")

        class Meta:
            app_label = "base"

    class SubjectForm(forms.ModelForm):
        class Meta:
            model = Subject
            fields = ("name", "note", "begins_on", "people", "hours", "kind", "mail", "parent")
            formfield_callback = formfield

    return SubjectForm


@pytest.mark.django_db
def test_model_forms_speak_plainly():
    form_class = declared_form()
    assert form_class({}).errors == {
        "name": ["名称を入力してください。"],
        "begins_on": ["開始日を入力してください。"],
        "people": ["人数を入力してください。"],
        "hours": ["時間を入力してください。"],
        "kind": ["種類を選択してください。"],
        "mail": ["メールを入力してください。"],
        "parent": ["親を選択してください。"],
    }
    typed = {
        "name": "あいうえおか",
        "begins_on": "平成40年4月1日",
        "people": "0",
        "hours": "100",
        "kind": "c",
        "mail": "a@example.jp",
        "parent": "0",
    }
    assert form_class(typed).errors == {
        "name": ["名称は5文字以内で入力してください（現在6文字）。"],
        "begins_on": ["平成は31年4月30日までです。令和10年4月1日と入力してください。"],
        "people": ["人数は1以上の数字で入力してください。"],
        "hours": ["時間は99.9以下の数字で入力してください。"],
        "kind": ["種類は一覧から選択してください。"],
        "parent": ["親は一覧から選択してください。"],
    }
    assert form_class(typed | {"people": "99999"}).errors["people"] == [
        "人数は32,767以下の数字で入力してください。"
    ]
