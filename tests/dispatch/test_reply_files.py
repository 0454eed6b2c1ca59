"""Answers read from Excel: checked first, taken in together, refused cell by cell."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from dispatch.choices import AddresseeState
from dispatch.models import ReplyFile, SurveyAddressee, SurveyProposal, SurveyWish
from dispatch.papers.survey_reply_book import HEADINGS, reply_book, trade_names
from dispatch.services import survey_replies, survey_takeup
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.surveys import (
    AddresseeFactory,
)

pytestmark = pytest.mark.django_db
FILES = reverse("dispatch:reply_import")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


WISH = {
    "派遣の希望": "あり",
    "派遣の区分": "実技指導（中小企業・業界団体）",
    "職種": "造園",
    "受講予定人数": 6,
    "希望回数": 3,
    "希望時期": "秋ごろ",
    "希望する内容": "竹垣の製作",
}


@pytest.fixture
def trade():
    return TradeFactory(name="造園")


def filled(row, *lines, heading=None) -> SimpleUploadedFile:
    """The Excel form of an addressee with ``lines`` typed below the headings."""
    book = load_workbook(BytesIO(reply_book(row, trade_names())))
    sheet = book.worksheets[0]
    for number, line in enumerate(lines, start=2):
        for name, value in line.items():
            sheet.cell(number, HEADINGS.index(name) + 1, value)
    if heading:
        sheet.cell(1, HEADINGS.index(heading[0]) + 1, heading[1])
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile(f"{row.code}.xlsx", stream.getvalue())


def upload(client, *files):
    return client.post(FILES, {"files": list(files), "replied_on": "2025-06-09"})


def take_in(client, *files):
    check = upload(client, *files).url
    shown = client.get(check)
    return check, client.post(check, {"fingerprint": shown.context["fingerprint"]})


def test_forms_are_checked_first_and_taken_in_together(client, tanto, trade):
    one, two = (AddresseeFactory(sent=True) for _ in range(2))
    person = {"派遣の希望": "なし", "候補者の氏名": "八甲田 匠", "回答者の氏名": "藤野 つばさ"}
    check = upload(client, filled(one, WISH), filled(two, person)).url
    shown = client.get(check)

    assert SurveyWish.objects.count() == 0
    changes = [
        [(change.heading, change.before, change.after) for change in plan.changes]
        for plan in shown.context["plans"]
    ]
    assert changes == [
        [
            ("状態", "未回答", "回答"),
            ("派遣の希望", "", "あり"),
            (
                "希望する派遣",
                "",
                "実技指導（中小企業・業界団体）　造園　6　3　秋ごろ　竹垣の製作",
            ),
        ],
        [
            ("状態", "未回答", "回答"),
            ("回答者の氏名", "", "藤野 つばさ"),
            ("派遣の希望", "", "なし"),
            ("候補者の推薦", "", "八甲田 匠"),
        ],
    ]
    client.post(check, {"fingerprint": shown.context["fingerprint"]})
    found = SurveyAddressee.objects.values_list("pk", "state", "demand", "replied_way")
    assert set(found) == {
        (one.pk, "replied", True, "email"),
        (two.pk, "replied", False, "email"),
    }
    wish = SurveyWish.objects.get()
    assert (wish.addressee, wish.trade, wish.people, wish.sessions) == (one, trade, 6, 3)
    assert SurveyProposal.objects.get().addressee == two
    assert ReplyFile.objects.filter(applied_by=tanto).count() == 2


def test_the_same_file_again_changes_nothing(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    take_in(client, filled(row, WISH))
    before = SurveyWish.objects.get().pk
    check = upload(client, filled(row, WISH)).url
    shown = client.get(check)

    assert shown.context["changed"] == []
    answer = client.post(check, {"fingerprint": shown.context["fingerprint"]}, follow=True)
    assert "取り込むものがありません。" in answer.content.decode()
    assert SurveyWish.objects.get().pk == before


def test_a_corrected_file_replaces_what_nothing_came_of(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    take_in(client, filled(row, WISH))
    take_in(client, filled(row, WISH | {"受講予定人数": 8}))

    assert list(row.wishes.values_list("people", flat=True)) == [8]

    survey_takeup.drop(SurveyWish, row.wishes.get().pk, by=tanto, reason="時期が合わない。")
    take_in(client, filled(row, WISH | {"受講予定人数": 9}))
    assert list(row.wishes.order_by("pk").values_list("people", flat=True)) == [8, 9]


@pytest.mark.parametrize(
    ("line", "cell", "sentence"),
    [
        ({"派遣の希望": None}, "2行目の「派遣の希望」", "「あり」か「なし」を選択してください。"),
        ({"派遣の希望": "たぶん"}, "2行目の「派遣の希望」", "派遣の希望は「あり」、「なし」の"),
        ({"派遣の希望": "なし"}, "2行目の「派遣の希望」", "希望する派遣が入力されています"),
        ({"職種": "遠投"}, "2行目の「職種」", "遠投"),
        ({"職種": None}, "2行目の「職種」", "職種を選択してください。"),
        ({"受講予定人数": "六"}, "2行目の「受講予定人数」", "数字"),
        ({"整理番号": "調査R7-99999"}, "「整理番号」", "2種類以上書かれています"),
    ],
)
def test_a_wrong_cell_is_named(client, tanto, trade, line, cell, sentence):
    row = AddresseeFactory(sent=True)
    answer = upload(client, filled(row, WISH | line))

    assert answer.status_code == 422
    errors = answer.context["errors"]
    assert cell in [error.cell for error in errors]
    assert sentence in "".join(error.text for error in errors)
    assert ReplyFile.objects.count() == 0


def test_a_wrong_heading_a_wrong_code_and_no_excel_are_named(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    heading = upload(client, filled(row, WISH, heading=("職種", "しょくしゅ")))
    assert "足りない見出し：職種" in heading.context["errors"][0].text

    elsewhere = filled(row, *[WISH | {"整理番号": "調査R6-00001"}] * 10)
    errors = upload(client, elsewhere).context["errors"]
    assert ["「調査R6-00001」の調査先はありません。" in error.text for error in errors] == [True]

    broken = upload(client, SimpleUploadedFile("回答.xlsx", b"no excel"))
    assert broken.context["errors"][0].text.startswith("Excelファイルではありません。")


def test_two_files_of_one_addressee_and_an_unsent_one_are_refused(client, tanto, trade):
    row, unsent = AddresseeFactory(sent=True), AddresseeFactory()
    twice = upload(client, filled(row, WISH), filled(row, WISH)).context["errors"]
    assert [error.cell for error in twice] == ["「整理番号」"]

    early = upload(client, filled(unsent, WISH)).context["errors"]
    assert "にはまだ送付していません。" in early[0].text


def test_what_changed_after_the_check_is_not_overwritten(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    check = upload(client, filled(row, WISH)).url
    seen = client.get(check).context["fingerprint"]
    survey_replies.decline(row.pk, by=tanto, day=date(2025, 6, 9), way="phone")

    answer = client.post(check, {"fingerprint": seen}, follow=True)
    assert "確認した後に回答が変更されたため" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == AddresseeState.DECLINED


def test_an_answer_to_an_old_wave_keeps_a_newer_mark(client, tanto, trade):
    row = AddresseeFactory(undeliverable=True, organization__mail_returned_on=date(2025, 6, 2))
    AddresseeFactory(
        survey__name="派遣希望調査（後期）",
        organization=row.organization,
        undeliverable=True,
        undeliverable_on=date(2025, 6, 2),
    )
    take_in(client, filled(row, WISH))

    row.organization.refresh_from_db()
    assert row.organization.mail_returned_on == date(2025, 6, 2)


def test_a_late_answer_of_one_thought_lost_clears_the_mark(client, tanto, trade):
    row = AddresseeFactory(undeliverable=True, organization__mail_returned_on=date(2025, 4, 14))
    take_in(client, filled(row, WISH))

    row.refresh_from_db()
    row.organization.refresh_from_db()
    assert (row.state, row.undeliverable_on) == ("replied", None)
    assert row.organization.mail_returned_on is None
