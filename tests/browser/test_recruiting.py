"""開拓 in a browser: planned, visited, reported, a candidate found, followed on the timeline."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from aomori_skills.office.models import ClosedDay, Contact, Municipality, Organization
from aomori_skills.office.rules import closed_reason
from meisters.models import Candidate, PlannedVisit, Visit
from tests.factories.meisters import MeisterFactory
from tests.factories.office import TradeFactory

FIRM = "株式会社りんご工務店"


def open_day(day):
    """``day``, or the last day before it on which the office is open."""
    while closed_reason(day, ClosedDay.objects.reasons(day, day)):
        day -= timedelta(days=1)
    return day


def test_from_the_plan_to_the_candidate(desk_of):
    firm = Organization.objects.get(name=FIRM)
    firm.municipality = Municipality.objects.get(name="むつ市")
    firm.save()
    Contact.objects.create(
        organization=firm, title="総務部長", name="藤野 つばさ", kana="フジノ ツバサ"
    )
    desk = desk_of("tanto")
    today = timezone.localdate()

    desk.go("/meisters/next/")
    desk.look("next_organizations")
    assert "記録なし" in desk.text
    desk.follow("計画に加える")
    desk.choose("trade", "建築大工")
    desk.choose("month", f"{today.month}月")
    desk.write("aim", "若い大工を教えられる人を探す")
    desk.look("plan_form")
    desk.press("保存する")
    assert desk.said.startswith(f"完了 {FIRM}への訪問（{today.month}月）を計画しました。")
    plan = PlannedVisit.objects.get()
    desk.look("plan")

    desk.go("/meisters/plans/")
    desk.look("plans")
    desk.follow("記録する")
    desk.page.get_by_label("制度の趣旨").check()
    desk.page.get_by_label("認定の要件").check()
    desk.write("visited_on", today.isoformat())
    desk.write("starts_at", "10:00")
    desk.write("ends_at", "11:00")
    desk.search("people-0-contact", "藤野", "藤野 つばさ")
    desk.choose("outcome", "候補者の紹介")
    desk.write("findings", "大工の紹介を受けた。")
    desk.write("next_action", "申請書の見本を送る")
    desk.write("next_on", open_day(today).isoformat())
    desk.look("visit_form")
    desk.press("保存する")
    assert desk.said.startswith(f"完了 {FIRM}への訪問を記録しました。")
    visit = Visit.objects.get()
    assert (visit.plan, [str(one) for one in visit.people.all()]) == (
        plan,
        ["総務部長 藤野 つばさ"],
    )
    assert [str(trade) for trade in visit.trades.all()] == ["建築大工"]
    desk.look("visit")

    desk.go("/")
    desk.look("home_with_visits")
    assert "次の対応の期日が来た訪問" in desk.text
    desk.go(visit.get_absolute_url())
    desk.page.get_by_text("その他の操作").click()
    name, paper = desk.download(lambda: desk.press("復命書を印刷する"))
    assert name == f"復命書_{today:%Y%m%d}_{FIRM}.pdf"
    assert "復命書" in PdfReader(BytesIO(paper)).pages[0].extract_text().replace(" ", "")
    desk.go(visit.get_absolute_url())
    desk.press("対応を済ませる")
    assert "の次の対応「申請書の見本を送る」を済みにしました。" in desk.said

    desk.follow("候補者を登録する")
    for field, text in (
        ("family_name", "岩木"),
        ("given_name", "太郎"),
        ("family_kana", "いわき"),
        ("given_kana", "たろう"),
    ):
        desk.write(field, text)
    desk.look("candidate_of_visit")
    desk.press("保存する")
    candidate = Candidate.objects.get()
    assert (candidate.visit, candidate.employer, candidate.explained_on) == (visit, firm, today)
    desk.look("candidate_with_visit")
    desk.page.get_by_text("その他の操作").click()
    desk.follow("連絡を記録する")
    desk.write("note", "電話で来週の返事を頼んだ。")
    desk.look("candidate_contact")
    desk.press("保存する")
    assert desk.said == "完了 岩木 太郎さんへの連絡を経過に記録しました。"

    desk.go(f"/masters/organizations/{firm.pk}/")
    desk.follow("経過（訪問・相談・派遣）")
    desk.look("timeline")
    assert "岩木 太郎" in desk.text
    assert "総務部長 藤野 つばさ" in desk.text


def test_where_trades_are_empty(desk_of):
    MeisterFactory(family_name="名人", given_name="一")
    TradeFactory(name="左官")
    desk = desk_of("tanto")

    desk.go("/meisters/coverage/")
    desk.look("coverage")
    desk.page.locator("main td a", has_text="1").first.click()
    desk.look("coverage_people")
    assert "名人 一" in desk.text
    desk.go("/meisters/coverage/?scope=without")
    desk.look("coverage_empty")
    desk.go("/meisters/next/trades/")
    desk.look("next_trades")
    desk.go("/meisters/next/meisters/")
    desk.look("next_meisters")
    assert "名人 一" in desk.text


def test_the_day_brings_its_month_until_the_month_is_chosen(desk_of):
    desk = desk_of("tanto")
    desk.go("/meisters/plans/new/")
    month = desk.page.locator("main [name=month]")

    desk.write("planned_on", "2027-01-20")
    expect(month).to_have_value("1")
    desk.choose("month", "12月")
    desk.write("planned_on", "2027-02-17")
    expect(month).to_have_value("12")


def test_several_visits_are_planned_at_once(desk_of):
    desk = desk_of("tanto")

    desk.go("/meisters/plans/pick/")
    desk.page.get_by_label(f"{FIRM}を選択").check()
    desk.choose("month", "12月")
    desk.look("plan_pick")
    desk.press("まとめて計画する")
    assert desk.said.startswith("完了 1件の訪問を計画しました。")

    desk.go("/meisters/plans/grid/")
    desk.search("plans-0-organization", "りんご", FIRM)
    desk.choose("plans-0-month", "1月")
    desk.look("plan_grid")
    desk.press("まとめて計画する")
    assert desk.said.startswith("完了 1件の訪問を計画しました。")
    assert list(PlannedVisit.objects.order_by("pk").values_list("month", flat=True)) == [12, 1]
    desk.go("/meisters/plans/summary/")
    desk.look("plan_summary")
    assert "0／1" in desk.text
    assert desk.page.locator("main table").count() == 2
