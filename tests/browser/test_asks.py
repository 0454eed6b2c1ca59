"""打診 in a browser: two are asked, one declines, the other comes; letters go to both."""

from datetime import timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.office.rules import closed_reason
from dispatch.models import Ask, Assignment
from meisters.choices import HalfDay, Mark
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import TradeFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory


def instructor(name: str, trade, day):
    person = MeisterFactory(family_name=name, given_name="太郎", trade=None)
    MeisterTradeFactory(meister=person, trade=trade)
    person.dates.create(day=day, half=HalfDay.AFTERNOON, mark=Mark.MAYBE)
    return person


def working_day(day):
    while closed_reason(day, {}):
        day += timedelta(days=1)
    return day


def test_one_declines_and_the_next_one_comes(desk_of):
    desk = desk_of("tanto")
    day = working_day(timezone.localdate() + timedelta(days=30))
    trade = TradeFactory(name="建築大工")
    row = RequestFactory(state="adjusting", trade=trade, fiscal_year=fiscal_year.of(day))
    SessionFactory(request=row, held_on=day)
    for name in ("岩木", "津軽"):
        instructor(name, trade, day)

    desk.go(f"{row.get_absolute_url()}?tab=asks")
    desk.look("asks_empty")
    for name in ("岩木", "津軽"):
        desk.follow("打診する人を加える")
        desk.search("meister", name, f"{name} 太郎")
        desk.look("ask_add")
        desk.press("打診の一覧に加える")
    assert "次は岩木 太郎さん（打診の順1）です。" in desk.text

    desk.row("岩木").get_by_role("link", name="打診を記録する").click()
    desk.choose("way", "電話")
    desk.look("ask_asked")
    desk.press("打診を記録する")
    desk.row("岩木").get_by_text("ほかの操作").click()
    desk.row("岩木").get_by_role("link", name="辞退を記録する").click()
    desk.write("reason", "別の用務がある")
    desk.look("ask_decline")
    desk.press("辞退を記録する")
    assert "次は津軽 太郎さん（打診の順2）です。" in desk.said

    desk.follow("依頼状を作る")
    desk.look("ask_letters")
    desk.press("下書きを作る")
    assert "津軽 太郎さんへの依頼状の下書きを作り、派遣承諾書の用紙を添えました。" in desk.said
    desk.look("ask_letter")

    desk.go(f"{row.get_absolute_url()}?tab=asks")
    desk.row("津軽").get_by_role("link", name="承諾を記録する").click()
    desk.press("承諾を記録する")
    assert "理由を入力してください。" in desk.text
    desk.look("ask_accept_why")
    desk.page.fill("main [name^='reason-'][name*=':availability:']", "電話で確認した")
    desk.press("承諾を記録する")
    assert "津軽 太郎さんの承諾を記録し、指導日に確定しました。" in desk.said
    desk.look("asks")
    booked = Assignment.objects.get()
    assert (booked.person.family_name, booked.role, booked.state) == ("津軽", "lead", "confirmed")

    desk.row("津軽").get_by_role("link", name="承諾書を受領する").click()
    desk.press("派遣承諾書の受領を記録する")
    desk.go(f"/dispatch/asks/?q={row.number}&scope=all")
    desk.look("ask_list")
    assert desk.count == "2件が条件に合います　条件を解除する"
    assert Ask.objects.get(state="accepted").consent_on == timezone.localdate()


def test_the_tab_on_a_phone(desk_of):
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})
    day = working_day(timezone.localdate() + timedelta(days=30))
    row = RequestFactory(state="adjusting", fiscal_year=fiscal_year.of(day))
    session = SessionFactory(request=row, held_on=day)
    Ask.objects.create(
        request=row, order=1, role="lead", by=row.owner, meister=MeisterFactory()
    ).sessions.create(session=session)

    desk.go(f"{row.get_absolute_url()}?tab=asks")
    desk.look("asks_narrow")
    assert "打診前" in desk.text
