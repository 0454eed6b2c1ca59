"""統合 in the browser: a firm and a person that were entered twice become one."""

from datetime import date

import pytest

from meisters.models import Candidate
from tests.factories.meisters import CandidateFactory

pytestmark = pytest.mark.django_db(transaction=True)


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
    desk.follow("別人として除く")
    desk.look("tell_apart")
    desk.write("comment", "兄弟で、同じ自宅の電話のため")
    desk.press("別人として除く")
    assert "「岩木 太郎」と「岩木 次郎」を、別人として一覧から除きました" in desk.said
    desk.go("/merging/?q=イワキ&scope=apart")
    assert "兄弟で、同じ自宅の電話のため" in desk.text
    desk.look("told_apart")
    desk.follow("除外を取り消す")
    desk.press("除外を取り消す")

    assert "一覧に戻しました" in desk.said
    desk.go("/merging/?q=イワキ")
    assert "1件" in desk.page.locator(".results-count").inner_text()
