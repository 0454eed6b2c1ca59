"""派遣依頼 in a browser: entered, over a cap, let pass by the manager, adjusted, copied."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Contact, Organization, YearRule
from dispatch.models import DispatchRequest

FIRM = "株式会社りんご工務店"


def this_years_rules() -> None:
    """The rules of R7 as those of the running year."""
    year = fiscal_year.of(timezone.localdate())
    for rule in YearRule.objects.filter(fiscal_year=2025) if year != 2025 else ():
        rule.pk, rule.fiscal_year, rule.shipped_key = None, year, None
        rule.save()


def test_from_the_paper_to_the_adjusting(desk_of):
    this_years_rules()
    firm = Organization.objects.get(name=FIRM)
    firm.industry, firm.capital, firm.employees = "manufacturing", 10_000_000, 20
    firm.save()
    Contact.objects.create(
        organization=firm, title="総務部長", name="藤野 つばさ", kana="フジノ ツバサ"
    )
    today = timezone.localdate()
    first = today + timedelta(days=45)
    desk = desk_of("tanto")

    desk.go("/dispatch/requests/")
    desk.look("requests_empty")
    desk.follow("派遣依頼を登録する")
    desk.choose("kind", "実技指導（中小企業・業界団体）")
    desk.write("received_on", today.isoformat())
    desk.choose("received_way", "FAX")
    desk.search("client", "りんご", FIRM)
    desk.search("contact", "藤野", "藤野 つばさ")
    desk.choose("trade", "建築大工")
    offered = desk.page.locator("main select[name='operation'] optgroup")
    assert [one.get_attribute("label") for one in offered.all()] == ["建築大工"]
    desk.choose("purpose", "技能検定の受検")
    desk.write("content", "墨付けと刻みを習いたい")
    desk.write("sessions_wanted", "22")
    desk.write("hours_each", "2")
    desk.write("people", "5")
    desk.write("youngest", "18")
    desk.write("oldest", "25")
    desk.choose("no_other_subsidy", "はい")
    desk.write("wished_dates-0-day", first.isoformat())
    desk.write("wished_dates-0-starts_at", "13:00")
    desk.write("wished_dates-0-ends_at", "15:00")
    desk.write("materials-0-item", "杉角材")
    desk.write("materials-0-unit_price", "1200")
    desk.write("materials-0-quantity", "5")
    desk.look("request_form")
    desk.press("保存する")
    row = DispatchRequest.objects.get()
    assert f"の派遣依頼を{row.number}として登録しました。" in desk.said
    desk.look("request_over")
    assert "年間の上限20回を2回超えます。" in desk.text
    assert "あと15日" in desk.text
    desk.go(f"{row.get_absolute_url()}?tab=checks")
    desk.look("request_checks")
    assert "承認者の判断が必要" in desk.text

    desk.go(f"{row.get_absolute_url()}adjust/")
    desk.press("調整を始める")
    assert "調整を始められません。" in desk.text
    desk.go("/")
    assert "承認者の例外を待つ派遣依頼" in desk.text

    manager = desk_of("shonin")
    manager.go(row.get_absolute_url())
    manager.follow("例外を判断する")
    manager.look("request_exceptions")
    manager.page.locator("summary", has_text="例外を認める").first.click()
    manager.page.get_by_label("例外を認める理由").first.fill("検定の直前のため、2回まで認める。")
    manager.press("例外を認める")
    assert "判断を待つ項目はありません。" in manager.page.locator("main").inner_text()

    desk.go(row.get_absolute_url())
    desk.follow("調整を始める")
    desk.look("request_adjust")
    desk.press("調整を始める")
    assert "の派遣依頼の調整を始めました。" in desk.said
    desk.page.get_by_text("その他の操作").click()
    name, paper = desk.download(lambda: desk.press("派遣依頼書を印刷する（PDF）"))
    assert name == f"派遣依頼書_{row.number}_{FIRM}.pdf"
    assert row.number in PdfReader(BytesIO(paper)).pages[0].extract_text()

    desk.go(row.get_absolute_url())
    desk.page.get_by_text("その他の操作").click()
    desk.follow("この依頼を写して新しい依頼を登録する")
    desk.look("request_copy")
    assert desk.page.locator("main [name='materials-0-item']").input_value() == "杉角材"
    desk.choose("received_way", "電話")
    desk.write("sessions_wanted", "1")
    desk.press("保存する")
    assert DispatchRequest.objects.count() == 2
    copy = DispatchRequest.objects.latest("pk")

    desk.go(f"{copy.get_absolute_url()}cancel/")
    desk.choose("side", "依頼元の都合")
    desk.write("comment", "二重の依頼だった")
    desk.look("request_cancel")
    desk.press("取り消す")
    desk.look("request_cancelled")
    assert "取り消されています（依頼元の都合）" in desk.text
    desk.go(f"/dispatch/requests/?q={row.number}")
    desk.look("requests")
    assert row.number in desk.text


def test_unknowns_stay_unknown_and_do_not_stop(desk_of):
    this_years_rules()
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})

    desk.go("/dispatch/requests/new/")
    desk.choose("kind", "実技指導（中小企業・業界団体）")
    desk.choose("received_way", "電話")
    desk.search("client", "りんご", FIRM)
    desk.choose("trade", "左官")
    desk.choose("purpose", "技能の向上")
    desk.look("request_form_narrow")
    desk.press("保存する")
    row = DispatchRequest.objects.get()
    desk.look("request_unknown")
    assert "決定までに確認すること" in desk.text
    assert "受講者の年齢が未入力のため判定できません" in desk.text
    desk.follow("調整を始める")
    desk.press("調整を始める")
    row.refresh_from_db()
    assert row.state == "adjusting"
