"""The printed form: everything that is known stands on it, the rest is left to the pen."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from meisters.models import CertificationApplication
from meisters.papers.application_form import file_name, render_form
from tests.factories.meisters import (
    ApplicationFactory,
    InstructionRecordFactory,
    PracticePeriodFactory,
)
from tests.factories.office import ProfileFactory

pytestmark = pytest.mark.django_db


def whole(application):
    return CertificationApplication.objects.whole().get(pk=application.pk)


def words(pdf) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def usual() -> CertificationApplication:
    """Two employers, three days of instruction, texts as long as the database takes them."""
    application = ApplicationFactory(
        complete=True,
        applied_on=date(2025, 7, 1),
        position="取締役工務部長",
        email="iwaki@example.jp",
        mobile="090-0000-0000",
        recommender_title="会長",
        profile_message="木の家を建ててきました。道具の手入れから順に伝えます。" * 7,
        profile_teaching="墨付け、刻み、建方までの指導ができます。" * 9,
        profile_career="平成10年に1級技能士を取得。審査員を務めました。" * 8,
    )
    for year in (2000, 2010):
        PracticePeriodFactory(
            application=application,
            employer_name="株式会社津軽りんご建設工務店",
            starts_on=date(year, 4, 1),
            ends_on=date(year + 9, 3, 31),
            duties="木造住宅の墨付け・刻み・建方、職長として若手の指導",
        )
    for month in (5, 6):
        InstructionRecordFactory(
            application=application,
            starts_on=date(2021, month, 1),
            place="青森県立青森工業高等学校",
            learners="建築科2年生",
            content="継手・仕口の加工",
        )
    return application


def test_a_usual_application_takes_two_pages():
    ProfileFactory()
    assert render_form(whole(usual())).pages == 2


def test_a_form_to_be_filled_by_hand_takes_two_pages():
    application = ApplicationFactory(applied_on=None, fiscal_year=2025, birth_date=None)
    assert render_form(whole(application)).pages == 2


def test_every_entered_fact_is_printed():
    ProfileFactory()
    application = ApplicationFactory(
        complete=True,
        family_name="髙﨑",
        given_name="𠮷男",
        family_kana="タカサキ",
        given_kana="ヨシオ",
        birth_date=date(1970, 5, 5),
        applied_on=date(2025, 7, 1),
        serial=7,
        profile_message="木の家を建てます。",
    )
    text = words(render_form(whole(application)))
    for expected in (
        "R7-007",
        "ものづくりマイスター認定申請書",
        "令和7年7月1日",
        "中央技能振興センター所長様",
        "髙﨑𠮷男",
        "タカサキヨシオ",
        "昭和45年5月5日（満55歳）",
        "〒030-0801",
        "建築大工",
        "1級技能士",
        "第12345号",
        "平成10年10月1日",
        "株式会社りんご工務店",
        "通算30年3か月",
        "八甲田次郎",
        "■なし",
        "木の家を建てます。",
    ):
        assert expected in text


def test_unknown_facts_leave_room_for_the_pen():
    application = ApplicationFactory(applied_on=None, fiscal_year=2025, birth_date=None)
    text = words(render_form(whole(application)))
    assert "通算年か月" in text
    assert "□あり□なし" in text
    assert "未確認" not in text
    assert "中央技能振興センター御中" in text


def test_overlapping_periods_are_printed_but_counted_once():
    application = ApplicationFactory(applied_on=date(2025, 3, 31), fiscal_year=2024)
    for name in ("甲建設", "乙建設"):
        PracticePeriodFactory(
            application=application,
            employer_name=name,
            starts_on=date(2010, 4, 1),
            ends_on=date(2025, 3, 31),
        )
    text = words(render_form(whole(application)))
    assert text.count("甲建設") == 1
    assert text.count("乙建設") == 1
    assert "通算15年（重なる期間は1回だけ数えています）" in text


def test_file_is_named_by_number_and_person():
    application = ApplicationFactory.build(
        candidate=None, employer=None, author=None, serial=7, family_name="岩木", given_name="太/郎"
    )
    assert file_name(application) == "認定申請書_R7-007_岩木太郎.pdf"
