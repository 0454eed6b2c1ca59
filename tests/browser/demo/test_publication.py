"""公表: an answer on paper; a consent withdrawn is gone from the sheet, the list and the PDFs."""

import pytest

from meisters.models import Meister, PublicSheetExport
from tests.browser.taken import pages_of, rows_of
from tests.demo_office import TODAY
from tests.factories.paperwork import PDF

FIRM, NUMBER, NAME = "株式会社北斗造園", "02-00103", "奥入瀬 旭"
UNKNOWN = "蕪島 紅栄"


@pytest.fixture
def desk(desk_of):
    return desk_of("tanto")


def test_an_unknown_consent_is_asked_and_kept_with_its_paper(desk):
    desk.go("/meisters/publication/consents/?unknown=yes")
    desk.look("consent_list")
    assert "5件" in desk.count
    desk.follow(UNKNOWN)
    desk.look("meister_consents")
    desk.follow("同意を記録する")
    desk.page.get_by_label("写真", exact=True).check()
    desk.page.get_by_label("同意する", exact=True).check()
    desk.write("answered_on", TODAY.isoformat())
    desk.choose("way", "郵送")
    desk.attach("upload", "公表同意書.pdf", PDF, "application/pdf")
    desk.look("consent_record")
    desk.press("保存する")
    assert desk.said == f"完了 {UNKNOWN}さんの公表同意を1項目に記録しました。"
    desk.look("meister_consents_recorded")
    desk.go("/meisters/publication/consents/?unknown=yes")
    assert "4件" in desk.count


def test_what_is_withdrawn_is_gone_everywhere(desk):
    meister = Meister.objects.get(number=NUMBER)
    assert _employers(desk, meister) == [FIRM] * 2
    assert [FIRM in page for page in _profiles(desk, meister)] == [True, True]
    made = desk.page.url

    _withdraw_employer(desk, meister)

    assert [FIRM in page for page in _profiles(desk, meister)] == [False, False]
    desk.page.goto(made)
    assert desk.page.get_by_role("button", name="ダウンロードする").count() == 0
    desk.go("/meisters/publication/")
    assert "から1人に変更があります。" in desk.text
    assert f"{FIRM} → （空欄）" in desk.row(NAME).inner_text()
    assert _employers(desk, meister) == [None] * 2
    _see_the_old_sheet_marked(desk)


def _employers(desk, meister) -> list:
    """On the sheet for the center and on the list."""
    return [_person(content)["勤務先"] or None for content in (_sheet(desk), _list(desk))]


def _person(content: bytes) -> dict:
    rows = {row["氏名"]: row for row in rows_of(content)}
    assert len(rows) == 24
    return rows[NAME]


def _sheet(desk) -> bytes:
    desk.go("/meisters/publication/")
    desk.look("public_sheet")
    assert "指導できる内容は300字までのため、後ろの28字が表示されません。" in desk.text
    desk.follow("公表シートを出力する")
    desk.look("public_sheet_create")
    desk.press("出力する")
    assert desk.said.startswith("完了 公表シートを24人で作成しました。")
    desk.look("public_sheet_export")
    return desk.download(lambda: desk.press("ダウンロードする"))[1]


def _list(desk) -> bytes:
    desk.go("/meisters/publication/people/")
    desk.look("public_list")
    return desk.take_excel("派遣の調整")[1]


def _profiles(desk, meister) -> list[str]:
    """The one from the person's page, and the one printed from the list."""
    desk.go(f"{meister.get_absolute_url()}?tab=titles")
    _, content = desk.download(lambda: desk.press("公表プロフィール（PDF）を作る"))
    (own,) = pages_of(content)
    desk.go("/meisters/publication/people/?q=奥入瀬")
    desk.follow("公表プロフィールを作る")
    desk.look("public_profiles")
    desk.choose("purpose", "派遣の調整")
    desk.press("PDFを作る")
    _, content = desk.download(lambda: desk.press("ダウンロードする"))
    (listed,) = pages_of(content)
    return [own, listed]


def _withdraw_employer(desk, meister):
    desk.go(f"{meister.get_absolute_url()}?tab=titles")
    desk.follow("公表同意を撤回する")
    assert "公表シート（勤務先）" in desk.text
    desk.page.get_by_label("勤務先", exact=True).check()
    desk.write("withdrawn_on", TODAY.isoformat())
    desk.choose("way", "電話")
    desk.look("consent_withdraw")
    desk.press("撤回する")
    assert desk.said.startswith(f"完了 {NAME}さんの公表同意（勤務先）の撤回を記録しました。")


def _see_the_old_sheet_marked(desk):
    desk.go("/meisters/publication/exports/")
    desk.look("public_sheet_exports")
    old = PublicSheetExport.objects.order_by("pk")[1]
    desk.go(old.get_absolute_url())
    assert "1人の公表内容が変わっています。" in desk.text
    desk.look("public_sheet_outdated")
