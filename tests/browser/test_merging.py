"""統合 in the browser: a firm and a person that were entered twice become one."""

from datetime import date

import pytest

from aomori_skills.office.models import Contact, Organization
from meisters.models import Candidate
from tests.factories.meisters import CandidateFactory
from tests.factories.office import MunicipalityFactory, OrganizationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_firm_entered_twice_becomes_one(office, desk_of):
    kept = Organization.objects.get(name="株式会社りんご工務店")
    place = MunicipalityFactory(name="青森市")
    Organization.objects.filter(pk=kept.pk).update(municipality=place, note="旧社名は青森工務店")
    lost = OrganizationFactory(name="㈱リンゴ工務店", phone="017-700-0001", note="担当は総務")
    Contact.objects.create(organization=lost, name="里野 林吾")
    candidate = CandidateFactory(employer=lost)
    desk = desk_of("tanto")

    desk.go("/merging/")
    assert "株式会社りんご工務店" in desk.text
    desk.look("doubles")
    desk.go(f"/masters/organizations/{kept.pk}/")
    desk.page.get_by_text("その他の操作").click()
    desk.follow("別の記録と統合する")
    desk.look("merge_choose")
    desk.follow("㈱リンゴ工務店と見比べる")
    assert "担当者　1件" in desk.text
    assert "電話番号　017-700-0001" in desk.text
    desk.look("merge_confirm")
    desk.press("統合する")
    assert "統合する理由を入力してください" in desk.page.locator(".error-summary").inner_text()
    assert desk.page.get_by_label("両方をつなげて残す").is_checked()
    desk.write("reason", "電話番号の変更後に二重に登録したため")
    desk.press("統合する")

    assert "「㈱リンゴ工務店」の記録を「株式会社りんご工務店」に統合しました" in desk.said
    candidate.refresh_from_db()
    assert candidate.employer == kept
    assert Organization.objects.get(pk=kept.pk).note == "旧社名は青森工務店\n担当は総務"
    desk.go(f"/masters/organizations/{kept.pk}/?tab=history")
    assert desk.text.count("別の記録を統合") == 1
    assert "理由：電話番号の変更後に二重に登録したため" in desk.text
    desk.look("merged_history")
    desk.go(f"/masters/organizations/{lost.pk}/")
    assert f"/masters/organizations/{kept.pk}/" in desk.page.url
    assert "この記録に統合されています" in desk.said
    desk.go("/masters/organizations/?q=リンゴ工務店")
    assert "1件" in desk.page.locator(".results-count").inner_text()


def test_two_birth_dates_ask_for_the_name(office, desk_of):
    kept = CandidateFactory(family_name="岩木", given_name="太郎", phone="017-700-0009")
    lost = CandidateFactory(
        family_name="岩木", given_name="太朗", birth_date=date(1970, 5, 6), phone="017-700-0009"
    )
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})

    desk.go(f"/merging/candidates/{kept.pk}/{lost.pk}/")
    desk.look("merge_people")
    desk.write("reason", "生年月日の入力誤り")
    desk.write("typed_name", "岩木 次郎")
    desk.press("統合する")
    assert "残す記録の氏名「岩木 太郎」" in desk.page.locator(".error-summary").inner_text()
    desk.write("typed_name", "岩木　太郎")
    desk.press("統合する")

    assert "に統合しました" in desk.said
    assert Candidate.with_merged.get(pk=lost.pk).merged_into == kept


def test_two_people_of_one_telephone_are_told_apart_and_asked_about_again(office, desk_of):
    for given_name in ("太郎", "次郎"):
        CandidateFactory(family_name="岩木", given_name=given_name, phone="017-700-0009")
    desk = desk_of("tanto")

    desk.go("/merging/?q=イワキ")
    desk.follow("別人として除く（岩木 太郎と岩木 次郎）")
    desk.look("tell_apart")
    desk.write("comment", "兄弟で、同じ自宅の電話のため")
    desk.press("別人として除く")
    assert "「岩木 太郎」と「岩木 次郎」を、別人として一覧から除きました" in desk.said
    desk.go("/merging/?q=イワキ&scope=apart")
    assert "兄弟で、同じ自宅の電話のため" in desk.text
    desk.look("told_apart")
    desk.follow("除外を取り消す（岩木 太郎と岩木 次郎）")
    desk.press("除外を取り消す")

    assert "一覧に戻しました" in desk.said
    desk.go("/merging/?q=イワキ")
    assert "1件" in desk.page.locator(".results-count").inner_text()
