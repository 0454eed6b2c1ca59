"""活動継続の確認 in a browser: begun, answered, reminded, acted on, closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.paperwork.services import templates
from meisters.models import Confirmation, ConfirmationRound
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


def test_a_year_is_asked_answered_and_closed(desk_of, meisters):
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

    round_ = ConfirmationRound.objects.get()
    rows = {row.meister.family_name: row for row in round_.confirmations.select_related("meister")}
    desk.go(round_.get_absolute_url())
    desk.look("confirmation_detail")
    desk.follow("回答を入力する")
    desk.choose("answered_way", "FAX")
    answer = desk.page.locator(f"[name='{rows['岩木'].pk}-answer']")
    answer.focus()
    desk.page.keyboard.press("1")
    desk.choose(f"{rows['十和田'].pk}-answer", "2 休止したい")
    desk.write(f"{rows['十和田'].pk}-note", "膝の治療のため")
    desk.look("confirmation_answers")
    desk.press("保存する")
    assert desk.said == (
        "完了 2人の回答を保存しました。次は、登録の手続をしてください："
        "十和田 太郎さん（休止にする）"
    )
    assert set(round_.confirmations.values_list("meister__family_name", "answer")) == {
        ("岩木", "continue"),
        ("十和田", "pause"),
        ("八甲田", "pending"),
    }

    desk.go(f"/meisters/confirmations/people/?round={round_.pk}")
    desk.look("confirmation_people")
    desk.follow("休止にする")
    assert "「休止したい」との回答" in desk.page.input_value("main [name='comment']")
    desk.look("confirmation_step")
    desk.press("休止にする")
    meisters[1].refresh_from_db()
    assert meisters[1].state == "paused"

    waiting = rows["八甲田"]
    desk.go(waiting.get_absolute_url())
    desk.page.get_by_text("その他の操作").click()
    desk.follow("連絡を記録する")
    desk.write("note", "不在。来週あらためて電話する。")
    desk.press("保存する")
    assert desk.said == "完了 八甲田 太郎さんへの連絡を記録しました。"
    desk.look("confirmation_person")

    desk.go(round_.get_absolute_url())
    desk.page.get_by_text("その他の操作").click()
    desk.follow("確認を終了する")
    desk.look("confirmation_close")
    assert "回答していない1人は「未回答」のまま記録に残ります。" in desk.text
    desk.press("確認を終了する")
    assert desk.said == f"完了 {year} 活動継続の確認を終了しました。"
    desk.look("confirmation_closed")
    desk.follow("確認を再開する")
    desk.press("確認を再開する")
    desk.go(f"{round_.get_absolute_url()}?tab=history")
    desk.look("confirmation_history")
    assert Confirmation.objects.unanswered().get() == waiting


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
