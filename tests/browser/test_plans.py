"""Plan and roster in a browser: written, pasted from Excel, checked, printed; names for few."""

from datetime import timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Organization, Trade
from dispatch.models import DispatchRequest
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

ROSTER = "\n".join(
    (
        "番号\t氏名\t学年・組\t年齢\t写真の同意",
        "1\t森 ゆう\t6年1組\t12歳\t○",
        "2\t小川 あきら\t6年2組\t11\t×",
    )
)


def adjusted() -> DispatchRequest:
    """A request for three pupils with one day, on which somebody leads."""
    today = timezone.localdate()
    row = RequestFactory(
        state="adjusting",
        fiscal_year=fiscal_year.of(today),
        client=Organization.objects.get(name="株式会社りんご工務店"),
        trade=Trade.objects.get(name="建築大工"),
        people=3,
    )
    session = SessionFactory(request=row, held_on=today + timedelta(days=10), people=3)
    AssignmentFactory(session=session)
    return row


def test_plan_roster_and_talk(desk_of):
    row = adjusted()
    page = row.get_absolute_url()
    desk = desk_of("tanto")

    desk.go(f"{page}?tab=plan")
    assert "実技指導計画書がまだ作られていません。" in desk.text
    desk.follow("計画書を作る")
    desk.write("aim", "本棚を仕上げる。")
    desk.write("method", "班ごとに指導する。")
    desk.look("plan_form")
    desk.press("保存する")
    assert "の実技指導計画書を保存しました。" in desk.said
    assert "決定までに" not in desk.text
    desk.follow("事前打合せを記録する")
    desk.write("people", "藤野教諭")
    desk.write("content", "作業台の数を確かめた。")
    desk.press("保存する")
    assert "作業台の数を確かめた。" in desk.text
    desk.look("plan_tab")
    name, content = desk.download(lambda: desk.press("実技指導計画書（PDF）"))
    assert (name.startswith("実技指導計画書_"), content[:5]) == (True, b"%PDF-")

    desk.go(f"{page}?tab=roster")
    desk.follow("名簿を入力する")
    desk.page.get_by_text("Excelから入れる").click()
    desk.write("pasted", ROSTER)
    desk.look("roster_form")
    desk.press("表に入れる")
    assert "2人を表に入れました。まだ保存していません。" in desk.text
    assert row.trainees.count() == 0
    rows = desk.page.locator("[data-rows-list] [data-row]")
    before = rows.count()
    desk.press("受講者を追加する")
    assert rows.count() == before + 1
    desk.write(f"trainees-{before}-name", "工藤 れい")
    desk.look("roster_filled")
    desk.press("保存する")
    assert "名簿は3人で、派遣依頼の受講者数と同じです。" in desk.said
    desk.look("roster_tab")
    found = row.trainees.values_list("order", "name", "group", "age", "photo_consent")
    assert list(found) == [
        (1, "森 ゆう", "6年1組", 12, "yes"),
        (2, "小川 あきら", "6年2組", 11, "no"),
        (3, "工藤 れい", "", None, "unknown"),
    ]

    reader = desk_of("etsuran")
    reader.go(f"{page}?tab=roster")
    assert "受講者の氏名は、派遣を担当する職員だけに表示します。" in reader.text
    assert "森 ゆう" not in reader.text
