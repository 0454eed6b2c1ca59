"""派遣希望調査 in a browser: started, sent, answered, returned, read from Excel, taken up."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from aomori_skills.base.workbook import CONTENT_TYPE
from aomori_skills.front import wording
from dispatch.models import DemandSurvey
from dispatch.papers.survey_reply_book import HEADINGS, reply_book, trade_names
from tests.factories.office import TradeFactory
from tests.factories.requests import FirmFactory, SchoolFactory


@pytest.fixture
def places(office):
    wording.load()
    TradeFactory(name="造園")
    return [
        FirmFactory(name="株式会社ねぶた木工", email="nebuta@example.jp"),
        SchoolFactory(name="青森県立りんご工業高等学校", address="青森市架空町1"),
        FirmFactory(name="有限会社ふじ板金", address="青森市架空町2"),
    ]


def reply_file(row) -> bytes:
    book = load_workbook(BytesIO(reply_book(row, trade_names())))
    line = {
        "派遣の希望": "あり",
        "派遣の区分": "実技指導（中小企業・業界団体）",
        "職種": "造園",
        "受講予定人数": 6,
    }
    for name, value in line.items():
        book.worksheets[0].cell(2, HEADINGS.index(name) + 1, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def tick(desk, places) -> None:
    for place in places:
        desk.page.get_by_label(f"{place}を選択", exact=True).check()


def test_a_wave_goes_out_and_comes_back(desk_of, places):
    desk = desk_of("tanto")
    today = timezone.localdate()

    desk.go("/dispatch/surveys/")
    desk.look("survey_list_empty")
    desk.follow("調査を始める")
    desk.write("reply_by", (today + timedelta(days=30)).isoformat())
    desk.look("survey_new")
    desk.press("保存する")
    survey = DemandSurvey.objects.get()
    desk.look("survey_choose")
    tick(desk, places)
    desk.press("選択した調査先を加える")
    assert "3件を" in desk.said
    groups = dict(survey.addressees.values_list("organization__name", "group"))
    assert groups["青森県立りんご工業高等学校"] == "education"

    desk.page.set_default_timeout(90_000)  # the first PDF of a process takes its time
    desk.follow("調査の文書を作る")
    desk.look("survey_letters")
    assert "メールアドレスがある調査先　1件" in desk.text
    desk.press("下書きを作る")
    assert "3件の調査の文書を下書きにしました。" in desk.said

    rows = {str(row.organization): row for row in survey.addressees.select_related("organization")}
    for row in rows.values():
        desk.go(f"/dispatch/addressees/{row.pk}/sent/")
        desk.press("送付を記録する")
    desk.go(survey.get_absolute_url())
    desk.look("survey_detail")

    school = rows["青森県立りんご工業高等学校"]
    desk.go("/dispatch/surveys/replies/")
    desk.look("reply_find")
    desk.write("code", school.code)
    desk.press("回答を入力する")
    desk.choose("replied_way", "FAX")
    desk.page.get_by_label("あり").check()
    desk.page.get_by_role("button", name="希望を追加する").click()
    desk.choose("wishes-0-kind", "実技指導（工業高校等）")
    desk.choose("wishes-0-trade", "造園")
    desk.look("survey_reply")
    desk.press("保存する")
    assert "派遣の希望が1件あります。" in desk.said
    desk.look("addressee_detail")

    lost = rows["有限会社ふじ板金"]
    desk.go(f"/dispatch/addressees/{lost.pk}/undeliverable/")
    desk.look("addressee_undeliverable")
    desk.press("宛先不明にする")
    assert "有限会社ふじ板金を宛先不明にしました。" in desk.said

    firm = rows["株式会社ねぶた木工"]
    desk.go("/dispatch/surveys/replies/files/")
    desk.attach("files", "回答.xlsx", reply_file(firm), CONTENT_TYPE)
    desk.press("内容を確認する")
    desk.look("reply_check")
    desk.press("取り込む")
    assert "1件の回答を取り込みました。" in desk.said
    desk.look("wish_list")

    desk.go(survey.get_absolute_url())
    assert "100.0％（2÷2）" in desk.text
    desk.go("/dispatch/wishes/")
    desk.follow("派遣依頼にする")
    desk.look("request_from_wish")
    assert "の回答から、分かっている内容を写しました。" in desk.text


def test_the_pages_fit_a_narrow_screen(desk_of, places):
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})
    desk.go("/dispatch/surveys/new/")
    desk.write("reply_by", (timezone.localdate() + timedelta(days=30)).isoformat())
    desk.press("保存する")
    survey = DemandSurvey.objects.get()
    tick(desk, places)
    desk.press("選択した調査先を加える")

    for name, url in (
        ("survey", survey.get_absolute_url()),
        ("choose", f"{survey.get_absolute_url()}choose/"),
        ("addressees", "/dispatch/addressees/"),
        ("addressee", survey.addressees.first().get_absolute_url()),
        ("import", "/dispatch/surveys/replies/files/"),
    ):
        desk.go(url)
        desk.look(f"survey_{name}_narrow")
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (name, width)
