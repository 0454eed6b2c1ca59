"""統合: the firm and the person that the demo office has twice become one, after a preview."""

import pytest

from aomori_skills.office.models import Organization
from meisters.models import Candidate


@pytest.fixture
def desk(desk_of):
    return desk_of("tanto")


def test_the_firm_entered_twice_becomes_one(desk):
    kept, lost = (Organization.objects.get(name=name) for name in ("国光石材店", "国光 石材店"))
    desk.go(f"/masters/organizations/{kept.pk}/")
    desk.open_more()
    desk.follow("別の記録と統合する")
    desk.look("merge_choose")
    desk.follow(f"{lost.name}と見比べる")
    desk.look("merge_firms")
    assert "担当者　1件" in desk.text
    desk.press("統合する")
    assert "統合する理由を入力してください" in desk.page.locator(".error-summary").inner_text()
    desk.page.get_by_label("両方をつなげて残す").check()
    desk.write("reason", "電話の相談で二重に登録したため")
    desk.press("統合する")

    assert f"「{lost.name}」の記録を「{kept.name}」に統合しました" in desk.said
    assert set(kept.contacts.values_list("name", flat=True)) == {"国野 光代", "国野 太一"}
    desk.go(f"/masters/organizations/{kept.pk}/?tab=history")
    desk.look("merged_history")
    assert desk.text.count("別の記録を統合") == 1
    assert "理由：電話の相談で二重に登録したため" in desk.text
    desk.go(f"/masters/organizations/{lost.pk}/")
    assert f"/masters/organizations/{kept.pk}/" in desk.page.url
    assert "この記録に統合されています" in desk.said
    desk.go("/masters/organizations/?q=国光石材店")
    assert "1件" in desk.count


def test_the_person_spelled_otherwise_becomes_one(desk):
    kept, lost = (
        Candidate.objects.get(family_name="弥栄", given_name=name) for name in ("平助", "平介")
    )
    before = _closed_year(desk)
    desk.go("/merging/")
    desk.look("doubles")
    desk.row(str(lost)).get_by_role("link", name="見比べる").click()
    desk.look("merge_people")
    desk.page.get_by_label("両方をつなげて残す").check()
    desk.write("reason", "名の漢字の聞き違い")
    desk.press("統合する")

    assert "に統合しました" in desk.said
    assert Candidate.with_merged.get(pk=lost.pk).merged_into == kept
    desk.go(f"/meisters/candidates/{kept.pk}/")
    desk.look("merged_person")
    assert "組合の会合で名刺を交換した。" in desk.text
    assert _closed_year(desk) == before


def _closed_year(desk) -> str:
    """The figures of the year that is closed."""
    desk.go("/meisters/figures/")
    desk.page.select_option("header select[name='fiscal_year']", "2025")
    desk.press("切り替える")
    desk.go("/meisters/figures/")
    assert "締めた年度" in desk.text
    return desk.text
