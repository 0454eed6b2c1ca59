"""説明 in a browser: who has not been told, a meeting with confirmations, letters for the rest."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from aomori_skills.base import wareki
from aomori_skills.paperwork.services import templates
from meisters.models import BriefedMeister, Briefing, Meister
from meisters.papers.templates import TEMPLATES
from tests.factories.meisters import MeisterFactory


@pytest.fixture
def meisters(office):
    templates.load(TEMPLATES)
    return [
        MeisterFactory(family_name=name, given_name="太郎", family_kana=kana, licence=licence)
        for name, kana, licence in (
            ("岩木", "イワキ", "held"),
            ("八甲田", "ハッコウダ", "not_held"),
            ("十和田", "トワダ", "unknown"),
        )
    ]


def tick(desk, name):
    desk.page.get_by_role("checkbox", name=f"{name} 太郎さんを選択").check()


def test_a_meeting_and_letters_tell_everybody(desk_of, meisters):
    desk = desk_of("tanto")
    today = timezone.localdate()

    desk.go("/meisters/untold/")
    desk.look("untold")
    assert "指導技法等講習の受講（免許が未確認）" in desk.text
    tick(desk, "岩木")
    tick(desk, "八甲田")
    desk.press("選んだ人の説明を記録する")
    desk.look("briefing_form")
    desk.choose("way", "集合説明会")
    desk.write("place", "青森県技能会館")
    desk.write("materials", "活動の手引き")
    desk.press("保存する")
    assert desk.said.startswith(
        f"完了 {wareki.format_date(today)}の集合説明会による説明を記録しました（2人）。"
    )
    desk.look("briefing_detail")

    name, content = desk.download(lambda: desk.press("説明確認書を出力する（PDF）"))
    assert name == f"説明確認書_{today:%Y%m%d}.pdf"
    assert len(PdfReader(BytesIO(content)).pages) == 1

    desk.follow("確認を入力する")
    desk.write("fill_on", today.isoformat())
    desk.choose("fill_way", "確認書に署名")
    desk.press("空いている人に入れる")
    desk.look("briefing_confirm")
    desk.press("保存する")
    assert desk.said == "完了 2人の確認を保存しました。"

    desk.go("/meisters/untold/")
    assert "八甲田" not in desk.text
    tick(desk, "十和田")
    desk.press("選んだ人の説明文書を作る")
    desk.look("briefing_letters")
    desk.press("1件の下書きを作る")
    assert "説明文書の下書きを1件作成しました。" in desk.said
    desk.look("briefing_batch")

    desk.go("/meisters/untold/")
    assert "未送信" in desk.text
    desk.go(f"{meisters[2].get_absolute_url()}?tab=training")
    desk.look("meister_training")
    assert "下書き" in desk.text
    assert BriefedMeister.objects.filter(confirmed_on=today).count() == 2
    assert list(Meister.objects.untold()) == [meisters[2]]


def test_a_record_is_made_by_searching_and_corrected(desk_of, meisters):
    desk = desk_of("tanto")
    desk.go("/meisters/briefings/new/")
    desk.choose("way", "電話")
    desk.search("people-0-meister", "とわだ", "十和田 太郎")
    desk.press("保存する")
    desk.look("briefing_by_phone")
    briefing = Briefing.objects.get()

    desk.go(f"/meisters/briefings/{briefing.pk}/edit/")
    desk.press("マイスターを追加する")
    desk.search("people-1-meister", "いわき", "岩木 太郎")
    desk.write("held_on", (timezone.localdate() - timedelta(days=1)).isoformat())
    desk.press("保存する")
    assert {row.meister for row in briefing.people.all()} == {meisters[0], meisters[2]}

    desk.page.get_by_text("その他の操作").click()
    desk.follow("記録を削除する")
    desk.look("briefing_delete")
    desk.press("削除する")
    assert "の記録を削除しました。" in desk.said
    desk.look("briefing_list")
    assert Meister.objects.untold().count() == 3
