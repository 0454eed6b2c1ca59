"""活動継続の確認: answers typed on behalf, one who pauses, and the silent who stay in sight."""

import pytest

from meisters.models import Confirmation, ConfirmationRound, Meister
from tests.browser.taken import rows_of

ROUND = "令和8年度 活動継続の確認"
BY_KEY, BY_LIST = "梵珠 富士雄", "薬研 紅子"
SILENT = ["馬淵川 国男", "深浦 翠"]
PAUSING = "宇曽利 湖々"


@pytest.fixture
def desk(desk_of):
    return desk_of("tanto2")


def test_answers_are_typed_on_behalf_and_the_silent_stay_in_sight(desk):
    round_ = ConfirmationRound.objects.get(fiscal_year=2026)
    _find_late_answers(desk)
    _type_answers(desk, round_)
    _pause(desk)
    _note_call(desk)
    _close(desk, round_)
    _see_the_silent(desk, round_)


def _find_late_answers(desk):
    desk.go("/")
    desk.page.get_by_role("link", name="回答期限を過ぎた活動継続の未回答 4件").first.click()
    desk.look("confirmation_late")
    names = set(desk.page.locator("main tbody th").all_inner_texts())
    assert names == {BY_KEY, BY_LIST, *SILENT}


def _type_answers(desk, round_):
    rows = {str(row.meister): row.pk for row in round_.confirmations.select_related("meister")}
    desk.go(round_.get_absolute_url())
    desk.look("confirmation_detail")
    desk.follow("回答を入力する")
    desk.choose("answered_way", "電話")
    desk.page.locator(f"[name='{rows[BY_KEY]}-answer']").focus()
    desk.page.keyboard.press("1")
    desk.choose(f"{rows[BY_LIST]}-answer", "3 辞退したい")
    desk.write(f"{rows[BY_LIST]}-note", "高齢のため")
    desk.look("confirmation_answers")
    desk.press("保存する")
    assert desk.said == (
        "完了 2人の回答を保存しました。次は、登録の手続をしてください："
        f"{BY_LIST}さん（辞退を記録する）"
        " お知らせ 回答があったため、まだ送っていなかった依頼・催促のメールと文書2件を"
        "「取消」にしました。送る必要はありません。"
    )
    answers = Confirmation.objects.in_bulk([rows[BY_KEY], rows[BY_LIST]])
    assert [answers[rows[name]].answer for name in (BY_KEY, BY_LIST)] == ["continue", "resign"]


def _pause(desk):
    desk.go("/meisters/confirmations/people/")
    desk.look("confirmation_people")
    desk.row(PAUSING).get_by_role("link", name="休止にする").click()
    assert "「休止したい」との回答" in desk.page.input_value("main [name='comment']")
    desk.look("confirmation_step")
    desk.press("休止にする")
    assert Meister.objects.get(number="02-00129").state == "paused"


def _note_call(desk):
    desk.go("/meisters/confirmations/people/?answer=pending")
    desk.follow(SILENT[0])
    desk.open_more()
    desk.follow("連絡を記録する")
    desk.write("note", "不在。来週あらためて電話する。")
    desk.press("保存する")
    assert desk.said == f"完了 {SILENT[0]}さんへの連絡を記録しました。"
    desk.look("confirmation_person")


def _close(desk, round_):
    desk.go(round_.get_absolute_url())
    desk.open_more()
    desk.follow("確認を終了する")
    desk.look("confirmation_close")
    assert "回答していない2人は「未回答」のまま記録に残ります。" in desk.text
    desk.press("確認を終了する")
    assert desk.said == f"完了 {ROUND}を終了しました。"
    desk.look("confirmation_closed")
    desk.follow("確認を再開する")
    desk.press("確認を再開する")
    desk.go(f"{round_.get_absolute_url()}?tab=history")
    desk.look("confirmation_history")


def _see_the_silent(desk, round_):
    desk.go(f"/meisters/confirmations/people/?round={round_.pk}&answer=pending")
    _, content = desk.take_excel("派遣の調整")
    assert {row["氏名"]: row["回答"] for row in rows_of(content)} == dict.fromkeys(SILENT, "未回答")
