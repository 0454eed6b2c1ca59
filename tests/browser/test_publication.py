"""公表 in a browser: consent on paper, the sheet, a withdrawal, and the sheet again."""

from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone
from pypdf import PdfReader

from meisters.models import PublicSheetExport
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import OrganizationFactory, TradeFactory
from tests.factories.paperwork import PDF

FIRM = "株式会社ほたて木工"


@pytest.fixture
def iwaki(office):
    meister = MeisterFactory(
        family_name="岩木",
        given_name="太郎",
        number="02-04321",
        employer=OrganizationFactory(name=FIRM),
        regions=["三八"],
        profile_teaching="かんなの研ぎ方から教えます。",
        trade=None,
    )
    MeisterTradeFactory(meister=meister, trade=TradeFactory(name="建築大工"), operation=None)
    return meister


def record_everything(desk):
    desk.go("/meisters/publication/consents/?unknown=yes")
    desk.look("consent_list")
    desk.follow("岩木 太郎")
    desk.look("meister_consents")
    desk.follow("同意を記録する")
    for box in desk.page.locator("main [name=items]").all():
        box.check()
    desk.page.get_by_label("同意する", exact=True).check()
    desk.write("answered_on", timezone.localdate().isoformat())
    desk.choose("way", "郵送")
    desk.attach("upload", "公表同意書.pdf", PDF, "application/pdf")
    desk.look("consent_record")
    desk.press("保存する")
    assert desk.said == "完了 岩木 太郎さんの公表同意を7項目に記録しました。"
    desk.look("meister_consents_recorded")


def take_sheet(desk) -> list[dict]:
    desk.go("/meisters/publication/")
    desk.look("public_sheet")
    desk.follow("公表シートを出力する")
    desk.look("public_sheet_create")
    desk.press("出力する")
    assert desk.said.startswith("完了 公表シートを1人で作成しました。")
    desk.look("public_sheet_export")
    _, content = desk.download(lambda: desk.press("ダウンロードする"))
    head, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def take_roster(desk) -> list[dict]:
    desk.go("/meisters/publication/people/")
    desk.look("public_list")
    desk.page.get_by_text("Excel・印刷").click()
    desk.choose("purpose", "派遣の調整")
    _, content = desk.download(lambda: desk.press("Excelに出力する"))
    head, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def take_profile(desk, meister) -> str:
    desk.go(f"/meisters/register/{meister.pk}/?tab=titles")
    _, content = desk.download(lambda: desk.press("公表プロフィール（PDF）を作る"))
    (page,) = PdfReader(BytesIO(content)).pages
    return "".join(page.extract_text().split())


def take_profiles(desk) -> str:
    desk.go("/meisters/publication/people/")
    desk.follow("公表プロフィールを作る")
    desk.look("public_profiles")
    desk.choose("purpose", "派遣の調整")
    desk.press("PDFを作る")
    _, content = desk.download(lambda: desk.press("ダウンロードする"))
    (page,) = PdfReader(BytesIO(content)).pages
    return "".join(page.extract_text().split())


def withdraw_employer(desk, meister):
    desk.go(f"/meisters/register/{meister.pk}/?tab=titles")
    desk.follow("公表同意を撤回する")
    assert "公表シート（勤務先）" in desk.text
    desk.page.get_by_label("勤務先", exact=True).check()
    desk.write("withdrawn_on", timezone.localdate().isoformat())
    desk.choose("way", "電話")
    desk.look("consent_withdraw")
    desk.press("撤回する")
    assert desk.said.startswith("完了 岩木 太郎さんの公表同意（勤務先）の撤回を記録しました。")


def test_consent_sheet_withdrawal_sheet(desk_of, iwaki):
    desk = desk_of("tanto")
    desk.go("/meisters/publication/")
    assert "載る人がまだいません。" in desk.text
    record_everything(desk)

    assert [row["勤務先"] for row in take_sheet(desk)] == [FIRM]
    assert [row["勤務先"] for row in take_roster(desk)] == [FIRM]
    assert FIRM in take_profile(desk, iwaki)
    assert FIRM in take_profiles(desk)
    made = desk.page.url

    withdraw_employer(desk, iwaki)

    assert [row["勤務先"] or "" for row in take_roster(desk)] == [""]
    assert FIRM not in take_profile(desk, iwaki)
    desk.page.goto(made)
    assert desk.page.get_by_role("button", name="ダウンロードする").count() == 0
    desk.go("/meisters/publication/")
    assert "から1人に変更があります。" in desk.text
    assert f"{FIRM} → （空欄）" in desk.text
    (row,) = take_sheet(desk)
    assert (row["氏名"], row["勤務先"] or "", row["活動地域"]) == ("岩木 太郎", "", "三八")
    desk.go("/meisters/publication/exports/")
    desk.look("public_sheet_exports")
    desk.go(PublicSheetExport.objects.last().get_absolute_url())
    assert "1人の公表内容が変わっています。" in desk.text
    desk.look("public_sheet_outdated")


def test_the_grid_and_a_narrow_screen(desk_of, iwaki):
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
