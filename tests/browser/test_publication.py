"""公表 in a browser: the grid of consents, on a narrow screen."""

from django.utils import timezone

from tests.factories.meisters import MeisterFactory


def test_the_grid_and_a_narrow_screen(desk_of):
    iwaki = MeisterFactory(family_name="岩木", given_name="太郎")
    desk = desk_of("tanto", viewport={"width": 390, "height": 800})
    desk.go(f"/meisters/register/{iwaki.pk}/?tab=titles")
    desk.follow("公表同意を編集する")
    desk.page.get_by_label("写真", exact=True).select_option(label="同意しない")
    desk.press("保存する")
    assert "写真の回答日を入力してください。" in desk.text
    desk.look("consent_grid_error")
    desk.write("consents-photo_on", timezone.localdate().isoformat())
    desk.press("保存する")
    assert desk.said == "完了 岩木 太郎さんの公表同意を保存しました。"
    desk.go("/meisters/publication/consents/")
    desk.look("consent_list_narrow")
    desk.go("/meisters/publication/")
    desk.look("public_sheet_narrow")
