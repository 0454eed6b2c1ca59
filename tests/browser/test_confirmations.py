"""活動継続の確認 in a browser: begun by mail and letter; its pages on a narrow screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.paperwork.services import templates
from meisters.models import ConfirmationRound
from meisters.papers.templates import TEMPLATES
from tests.factories.meisters import MeisterFactory


@pytest.fixture
def meisters(office):
    templates.load(TEMPLATES)
    return [
        MeisterFactory(family_name=name, given_name="太郎", family_kana=kana, email=email)
        for name, kana, email in (
            ("岩木", "イワキ", "iwaki@example.jp"),
            ("十和田", "トワダ", ""),
            ("八甲田", "ハッコウダ", ""),
        )
    ]


def test_a_year_is_asked(desk_of, meisters):
    desk = desk_of("tanto")
    today = timezone.localdate()
    year = fiscal_year.label(fiscal_year.of(today))

    desk.go("/meisters/confirmations/")
    desk.look("confirmation_list_empty")
    desk.follow("確認を始める")
    desk.write("reply_by", (today + timedelta(days=30)).isoformat())
    desk.look("confirmation_open")
    assert "メールアドレスがある人　1人" in desk.text
    desk.page.set_default_timeout(60_000)  # the first PDF of a process takes its time
    desk.press("確認を始める")
    assert f"3人を{year} 活動継続の確認の対象にし" in desk.said
    desk.look("confirmation_batch")

    assert ConfirmationRound.objects.get().confirmations.unanswered().count() == 3


def test_the_pages_fit_a_narrow_screen(desk_of, meisters):
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})
    desk.go("/meisters/confirmations/open/")
    desk.write("reply_by", (timezone.localdate() + timedelta(days=30)).isoformat())
    desk.press("確認を始める")
    round_ = ConfirmationRound.objects.get()

    for name, url in (
        ("round", round_.get_absolute_url()),
        ("answers", f"/meisters/confirmations/{round_.pk}/answers/"),
        ("people", "/meisters/confirmations/people/"),
        ("untold", "/meisters/untold/"),
    ):
        desk.go(url)
        desk.look(f"confirmation_{name}_narrow")
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (name, width)
