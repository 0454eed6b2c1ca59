"""候補者の検討 in a browser: one who fits, one who is out, one whose days nobody has asked for."""

from datetime import time

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Trade
from dispatch.models import Ask, Assignment, SkilledWorker
from tests.browser.dispatch_days import meister, rules_of, tab, working_days
from tests.factories.office import MunicipalityFactory, TradeFactory
from tests.factories.requests import FirmFactory, RequestFactory
from tests.factories.sessions import SessionFactory


def request_for(trade, day):
    rules_of(day)
    row = RequestFactory(
        state="adjusting",
        trade=trade,
        fiscal_year=fiscal_year.of(day),
        client=FirmFactory(municipality=MunicipalityFactory()),
    )
    SessionFactory(
        request=row, held_on=day, starts_at=time(13), ends_at=time(15),
        municipality=MunicipalityFactory(),
    )  # fmt: skip
    return row


def test_weighing_asking_and_booking(desk_of):
    trade = Trade.objects.get(name="建築大工")
    (day,) = working_days(1)
    row = request_for(trade, day)
    chosen = meister("岩木", "一郎", trade)
    meister("岩木", "二郎", trade, state="paused")
    meister("岩木", "三郎", trade, known=False)
    desk = desk_of("tanto")

    desk.go(tab(row, "matching"))
    desk.look("matching")
    assert "候補（2人）" in desk.text
    assert "対象外（1人）" in desk.text
    assert "「休止」のため、派遣できません。" in desk.text
    assert "本人の都合を確認していません（午後）。" in desk.text
    desk.row("岩木 一郎").get_by_text("判定と評点の内訳").click()
    assert "この依頼元での実績はありません。" in desk.text
    desk.row("岩木 一郎").locator("[name=person]").check()
    desk.press("打診の一覧に加える")
    assert "岩木 一郎さんを打診の一覧に加えました。" in desk.said
    assert Ask.objects.get().meister == chosen

    desk.go(tab(row, "matching"))
    assert "打診前" in desk.row("岩木 一郎").inner_text()
    desk.row("岩木 一郎").locator("[name=person]").check()
    desk.press("仮に割り当てる")
    assert "岩木 一郎さんを1日の指導日に仮に割り当てました。" in desk.said
    assert Assignment.objects.get().meister == chosen
    desk.go(tab(row, "matching"))
    desk.follow("全員の一覧（Excel・印刷）")
    desk.look("matching_list")
    assert desk.count == "3件"


def test_nobody_fits_on_a_small_screen(desk_of):
    trade = TradeFactory(name="ねぶた制作", kana="ネブタセイサク", certifiable_from="2099-04-01")
    (day,) = working_days(1)
    row = request_for(trade, day)
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})

    desk.go(tab(row, "matching"))
    assert "ねぶた制作の認定を受けたマイスターは、名簿にいません。" in desk.text
    desk.follow("熟練技能者を登録する")
    desk.look("skilled_form_narrow")
    for name, text in (
        ("family_name", "津軽"),
        ("given_name", "三郎"),
        ("family_kana", "ツガル"),
        ("given_kana", "サブロウ"),
        ("practice_years", "20"),
    ):
        desk.write(name, text)
    desk.choose("ground", "実務経験")
    desk.press("保存する")
    assert "熟練技能者津軽 三郎さんを登録しました。" in desk.said
    desk.look("skilled_narrow")
    assert SkilledWorker.objects.get().trade == trade

    desk.go(tab(row, "matching"))
    desk.look("matching_narrow")
    assert "熟練技能者（1人）" in desk.text
    desk.row("津軽 三郎").get_by_text("判定と評点の内訳").click()
    assert "実務経験20年（15年以上）です。" in desk.text
    assert desk.cut_tables == []
