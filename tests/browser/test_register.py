"""The register in a browser: looked up, written down, taken out to Excel and brought back."""

from datetime import timedelta

from django.utils import timezone

from meisters.models import Meister
from tests.factories.meisters import MeisterFactory
from tests.meisters.register_books import NEW_PERSON, XLSX, appended, edited


def test_availability_titles_and_states(desk_of):
    meister = MeisterFactory(family_name="岩木", given_name="太郎", licence="not_held")
    desk = desk_of("tanto")
    coming = timezone.localdate() + timedelta(days=30)

    desk.go("/meisters/register/?q=いわき")
    desk.look("register")
    desk.follow("岩木 太郎")
    desk.look("meister")
    desk.follow("都合")
    desk.follow("都合を編集する")
    desk.page.get_by_label("月曜午前").select_option(label="○")
    desk.page.get_by_label("下北").check()
    desk.press("日を追加する")
    desk.write("dates-1-day", coming.isoformat())
    desk.choose("dates-1-half", "午後")
    desk.choose("dates-1-mark", "△")
    desk.look("meister_availability")
    desk.press("保存する")
    assert desk.said == "完了 岩木 太郎さんの都合を保存しました。"
    desk.look("meister_availability_saved")
    assert list(meister.weekdays.values_list("weekday", "half", "mark")) == [(0, "am", "free")]
    assert list(meister.dates.values_list("day", "half", "mark")) == [(coming, "pm", "maybe")]

    desk.follow("称号・公表同意")
    desk.look("meister_titles")
    desk.follow("公表同意を編集する")
    desk.look("meister_consents")
    desk.go(f"/meisters/register/{meister.pk}/")
    desk.page.get_by_text("その他の操作").click()
    desk.follow("休止にする")
    desk.look("meister_step")
    desk.write("comment", "入院のため")
    desk.press("休止にする")
    assert desk.said.startswith("完了 岩木 太郎さんの状態を「休止」にしました。")


def test_the_register_goes_out_to_excel_and_comes_back(desk_of):
    known = MeisterFactory(family_name="岩木", given_name="太郎", number="02-00001")
    desk = desk_of("tanto")
    desk.go("/meisters/register/")
    desk.page.get_by_text("Excel・印刷").click()
    desk.choose("purpose", "センター")
    name, content = desk.download(lambda: desk.press("Excelに出力する"))
    assert name == f"マイスター名簿_{timezone.localdate():%Y%m%d}.xlsx"

    desk.go("/meisters/register/import/")
    desk.look("import")
    broken = appended(content, NEW_PERSON | {"職種1": "造園業"})
    desk.attach("file", "名簿.xlsx", broken, XLSX)
    desk.press("内容を確認する")
    desk.look("import_errors")
    assert "職種「造園業」は登録されていません。近い名称は「造園」" in desk.text

    good = edited(appended(content, NEW_PERSON), {(2, "携帯電話"): "090-9999-0000"})
    desk.attach("file", "名簿.xlsx", good, XLSX)
    desk.press("内容を確認する")
    desk.look("import_check")
    assert "新規1人、変更1人、変更なし0人です。" in desk.text
    desk.press("取り込む")
    assert desk.said.startswith("完了 「名簿.xlsx」を取り込みました（新規1人、変更1人）。")

    known.refresh_from_db()
    assert known.mobile == "090-9999-0000"
    assert Meister.objects.get(number="02-99999").trades.get().trade.name == "造園"


def test_the_account_is_entered_by_the_accountant(desk_of):
    meister = MeisterFactory()
    desk = desk_of("kaikei")
    desk.go(f"/meisters/register/{meister.pk}/?tab=account")
    desk.look("account_none")
    desk.follow("振込口座を登録する")
    for name, typed in (
        ("bank", "津軽銀行"),
        ("branch", "本店"),
        ("number", "００１２３４５"),
        ("holder_kana", "いわき たろう"),
    ):
        desk.write(name, typed)
    desk.look("account_form")
    desk.press("保存する")

    desk.look("account")
    assert "普通　●●●●345" in desk.text
    assert "0012345" not in desk.text
