"""説明 in a browser: a record made by searching for people, corrected, deleted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aomori_skills.paperwork.services import templates
from meisters.models import Briefing, Meister
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
