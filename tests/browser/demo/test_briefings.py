"""説明: who has not been told; a meeting with confirmations; letters, their PDF and the answers."""

import pytest

from meisters.models import BriefedMeister, Meister
from tests.browser.taken import pages_of, rows_of
from tests.demo_office import TODAY

AT_THE_MEETING = ("千畳敷 恋空", "梵珠 富士雄")
BY_LETTER = ("広沢 青林", "傘松 小夏", "田代平 夏緑")


@pytest.fixture
def desk(desk_of):
    return desk_of("tanto")


def test_a_meeting_and_letters_tell_those_who_were_not(desk):
    assert _untold(desk) == 14
    _hold_a_meeting(desk)
    assert _untold(desk) == 12
    _write_letters(desk)
    _issue_letters(desk)
    assert _untold(desk) == 9
    _confirm_letters(desk)


def _untold(desk) -> int:
    desk.go("/meisters/untold/")
    desk.look("untold")
    _, content = desk.take_excel("派遣の調整")
    rows = rows_of(content)
    assert f"{len(rows)}件" in desk.count
    return len(rows)


def _tick(desk, names):
    desk.go("/meisters/untold/")
    for name in names:
        desk.page.get_by_role("checkbox", name=f"{name}さんを選択").check()


def _hold_a_meeting(desk):
    _tick(desk, AT_THE_MEETING)
    desk.press("選んだ人の説明を記録する")
    desk.look("briefing_form")
    desk.choose("way", "集合説明会")
    desk.write("place", "青森県技能会館")
    desk.write("materials", "活動の手引き")
    desk.press("保存する")
    assert desk.said.startswith("完了 令和8年11月24日の集合説明会による説明を記録しました（2人）。")
    desk.look("briefing_detail")
    name, content = desk.download(lambda: desk.press("説明確認書を出力する（PDF）"))
    assert name == f"説明確認書_{TODAY:%Y%m%d}.pdf"
    (page,) = pages_of(content)
    assert all(one.replace(" ", "") in page for one in AT_THE_MEETING)
    _confirm(desk, "確認書に署名", 2)


def _write_letters(desk):
    _tick(desk, BY_LETTER)
    desk.press("選んだ人の説明文書を作る")
    desk.page.get_by_label("全員に文書").check()
    desk.look("briefing_letters")
    desk.press("3件の下書きを作る")
    assert "説明文書の下書きを3件作成しました。" in desk.said
    desk.look("briefing_batch")


def _issue_letters(desk):
    desk.follow("送信・発行へ進む")
    desk.look("briefing_batch_send")
    desk.press("3件を送信・発行する")
    desk.look("briefing_batch_issued")
    _, content = desk.download(lambda: desk.press("発行した文書をまとめたPDF"))
    letters = "".join(pages_of(content))
    assert all(one.replace(" ", "") in letters for one in BY_LETTER)
    assert [f"青技振第{number}号" in letters for number in (26, 27, 28, 29)] == [True] * 3 + [False]


def _confirm_letters(desk):
    row = BriefedMeister.objects.get(meister=Meister.objects.get(number="02-00126"))
    desk.go(row.briefing.get_absolute_url())
    _confirm(desk, "返信で確認", 3)
    desk.go(f"{row.meister.get_absolute_url()}?tab=training")
    desk.look("meister_training")
    assert "返信で確認" in desk.text


def _confirm(desk, way: str, count: int):
    desk.follow("確認を入力する")
    desk.write("fill_on", TODAY.isoformat())
    desk.choose("fill_way", way)
    desk.press("空いている人に入れる")
    desk.look("briefing_confirm")
    desk.press("保存する")
    assert desk.said == f"完了 {count}人の確認を保存しました。"
