"""公表シート: what is in the file, and the warnings about its texts."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.services import attachments
from meisters.choices import Consent, ConsentState, DocumentKind
from meisters.models import Meister
from meisters.rules.publication import public_profile
from meisters.services import public_sheets
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.paperwork import PDF, uploaded
from tests.factories.publication import (
    agree,
    exported,
    public_meister,
)
from tests.meisters.public_sheet_rows import limit, limits, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_the_sheet_has_one_person_a_row_with_everything_agreed_to():
    public_meister()

    (row,) = rows_of(exported().file.read())

    assert row | {"認定年月日": row["認定年月日"].date()} == {
        "認定番号": "02-04321",
        "氏名": "津軽 林檎",
        "カナ": "ツガル リンゴ",
        "都道府県": "青森県",
        "認定職種": "こけし製造",
        "作業": "ろくろ作業",
        "区分": "ものづくり分野",
        "認定年月日": date(2024, 10, 1),
        "活動地域": "三八",
        "勤務先": "株式会社ほたて木工",
        "資格・受賞歴": "知事表彰の名称、あおもりマイスター",
        "自己紹介・抱負": "ひとことの抱負です。",
        "指導できる内容": "指導の中身です。",
        "主な経歴・実績": "これまでの実績です。",
        "写真の有無": "あり",
    }


def test_further_trades_stand_in_columns_of_their_own():
    MeisterTradeFactory(
        meister=public_meister(), trade=TradeFactory(name="漆器製造"), operation=None
    )
    second = MeisterFactory(number="02-05000")
    agree(second)

    first_row, second_row = rows_of(exported().file.read())

    assert {first_row["認定職種"], first_row["認定職種2"]} == {"こけし製造", "漆器製造"}
    assert second_row["認定職種2"] in ("", None)
    assert second_row["写真の有無"] == "なし"


def test_without_the_trade_no_name_of_a_qualification_tells_it():
    meister = public_meister()
    agree(meister, "trade", answer=Consent.REFUSED)

    shown = public_profile(Meister.objects.for_publication().get(pk=meister.pk))

    assert shown.qualifications == ("1級技能士", "あおもりマイスター")
    assert shown.trades == ()
    assert shown.withheld == ("認定職種",)


@pytest.mark.parametrize(
    ("more", "answer", "reason"),
    [
        ({}, Consent.AGREED, ""),
        ({}, Consent.REFUSED, "氏名の公表に同意していないため、載りません。"),
        (
            {},
            ConsentState.WITHDRAWN,
            "令和7年6月20日に氏名の公表の同意が撤回されたため、載りません。",
        ),
        ({}, Consent.UNKNOWN, "氏名の公表について本人の回答が未確認のため、載りません。"),
        ({"state": "paused"}, Consent.AGREED, "状態が「休止」のため、載りません。"),
        ({"state": "deceased"}, Consent.AGREED, "状態が「死亡」のため、載りません。"),
    ],
)
def test_the_queries_and_the_rule_leave_out_the_same_people(more, answer, reason):
    meister = MeisterFactory(**more)
    agree(meister, answer=answer)

    shown = Meister.objects.for_publication().get(pk=meister.pk)

    assert public_profile(shown).left_out == reason
    assert Meister.objects.in_public().exists() == (reason == "")
    if reason:
        assert (shown.public.name, shown.public.number) == ("", "")


def test_what_is_over_the_limit_is_shown_with_its_lost_end(client, tanto):
    limits()
    meister = public_meister(profile_teaching="あ" * 400 + "い" * 52)

    page = client.get(reverse("meisters:public_sheet")).content.decode()

    sentence = "指導できる内容は400字までのため、後ろの52字が表示されません。"
    assert page.count(sentence) == 1
    assert "表示されない部分：" + "い" * 52 in page
    assert reverse("meisters:meister_section", args=(meister.pk, "texts")) in page
    (row,) = rows_of(exported().file.read())
    assert len(row["指導できる内容"]) == 452


@pytest.mark.parametrize(("length", "warned"), [(399, 0), (400, 0), (401, 1)])
def test_the_limit_itself_is_within(length, warned):
    limits()
    public_meister(profile_career="あ" * length)

    assert [len(one.warnings) for one in public_sheets.sheet_now().people] == [warned]


def test_an_unset_limit_is_said_and_nothing_is_guessed(client, tanto):
    limits()
    limit("指導できる内容", None)
    public_meister(profile_teaching="あ" * 1999)

    page = client.get(reverse("meisters:public_sheet")).content.decode()

    assert "指導できる内容の文字数の上限が未定です。" in page
    assert "表示されません" not in page


def test_texts_that_tell_what_is_withheld_are_pointed_at():
    limits()
    meister = public_meister(profile_message="株式会社ほたて木工でこけし製造を教えます。")
    agree(meister, "trade", "employer", answer=Consent.REFUSED)

    (one,) = public_sheets.sheet_now().people

    assert [warning.sentence for warning in one.warnings] == [
        "自己紹介・抱負の文章に、公表の同意がない勤務先「株式会社ほたて木工」が書かれています。",
        "自己紹介・抱負の文章に、公表の同意がない認定職種「こけし製造」が書かれています。",
    ]


@pytest.mark.parametrize(
    ("name", "content", "labels"), [("写真.pdf", PDF, ["写真"]), ("", b"", [])]
)
def test_a_photograph_that_cannot_be_printed_is_pointed_at(name, content, labels):
    limits()
    meister = public_meister()
    application = meister.application
    application.documents.all().delete()
    if name:
        application.documents.create(
            kind=DocumentKind.PHOTO,
            attachment=attachments.store(uploaded(name, content), by=application.author),
        )

    (one,) = public_sheets.sheet_now().people

    assert [warning.label for warning in one.warnings] == labels
