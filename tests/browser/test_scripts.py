"""What the scripts add to the pages: nothing is sent twice, nothing typed is lost."""

from datetime import date

import pytest
from playwright.sync_api import expect

from aomori_skills.office.models import Trade
from meisters.models import Candidate
from tests.factories.office import PASSWORD, MunicipalityFactory, TradeFactory, UserFactory

NEW = "/meisters/candidates/new/"
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def office(transactional_db):
    """Just enough for the pages below: one person, one town and a few trades."""
    MunicipalityFactory()
    for name, kana in (("左官", "サカン"), ("造園", "ゾウエン"), ("建築大工", "ケンチクダイク")):
        TradeFactory(name=name, kana=kana)
    return {"tanto": UserFactory(tanto=True)}


@pytest.fixture
def desk(desk_of):
    return desk_of("tanto")


def write_name(desk):
    desk.write("family_name", "岩木")
    desk.write("given_name", "太郎")
    desk.write("family_kana", "いわき")
    desk.write("given_kana", "たろう")


def test_a_double_click_saves_once(desk):
    sent = []
    desk.page.on("request", lambda one: sent.append(one.method) if one.method == "POST" else None)
    desk.go(NEW)
    write_name(desk)
    desk.page.get_by_role("button", name="保存する").dblclick()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("岩木 太郎")
    assert sent == ["POST"]
    assert Candidate.objects.count() == 1


def test_a_form_that_comes_back_with_the_back_button_can_be_sent_again(desk):
    desk.go(NEW)
    desk.press("保存する")
    expect(desk.page.locator(".error-summary")).to_be_focused()
    expect(desk.page.get_by_role("button", name="保存する")).to_be_enabled()


def test_a_date_is_typed_in_wareki(desk):
    desk.go("/meisters/candidates/new/")
    field = desk.page.locator("[name=birth_date]")

    field.press_sequentially("s41.3.8")
    field.press("Tab")

    assert (field.get_attribute("type"), field.input_value()) == ("date", "1966-03-08")
    expect(desk.page.locator("[name=birth_date] + .wareki")).to_have_text("昭和41年3月8日（火）")


def test_an_impossible_wareki_date_stays_as_it_was_typed(desk):
    desk.go("/meisters/candidates/new/")
    field = desk.page.locator("[name=birth_date]")

    field.press_sequentially("s41.2.30")
    desk.press("保存する")

    assert desk.page.locator("[name=birth_date]").input_value().upper() == "S41.2.30"
    expect(desk.page.locator("#div_id_birth_date")).to_contain_text("昭和41年2月")


def test_a_date_is_told_in_wareki_while_it_is_typed(desk):
    desk.go(NEW)
    field = desk.page.locator("[name=birth_date]")
    told = desk.page.locator("[name=birth_date] + .wareki")
    for typed, words in {
        "2019-04-30": "平成31年4月30日（火）",
        "2019-05-01": "令和元年5月1日（水）",
        "1989-01-07": "昭和64年1月7日（土）",
        "1926-12-25": "昭和元年12月25日（土）",
        "1912-07-29": "明治45年7月29日（月）",
        "": "",
    }.items():
        field.fill(typed)
        expect(told).to_have_text(words)


def test_a_counter_counts_what_people_count(desk):
    desk.go(NEW)
    counter = desk.page.locator("[name=note] ~ .counter")
    desk.write("note", "𠮷野\n家")
    expect(counter).to_have_text("あと 1996 文字（2000文字まで）")
    desk.write("note", "あ" * 2003)
    expect(counter).to_have_text("3 文字超えています（2000文字まで）")
    assert desk.page.locator("[name=note]").input_value() == "あ" * 2003


def test_what_was_typed_survives_a_sign_in_that_has_run_out(desk):
    desk.go(NEW)
    write_name(desk)
    desk.page.context.clear_cookies(name="sessionid")
    desk.press("保存する")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("サインイン")
    desk.page.fill("[name=username]", "tanto")
    desk.page.fill("[name=password]", PASSWORD)
    desk.press("サインインする")
    expect(desk.page.locator("main [name=family_name]")).to_have_value("")
    desk.press("入力内容を復元する")
    expect(desk.page.locator("main [name=family_name]")).to_have_value("岩木")
    desk.press("保存する")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("岩木 太郎")
    desk.go(NEW)
    expect(desk.page.get_by_role("button", name="入力内容を復元する")).to_have_count(0)


def test_leaving_with_unsaved_words_asks_first(desk):
    asked = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.go(NEW)
    desk.page.locator("main").get_by_role("link", name="戻る").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("候補者")
    assert asked == []
    desk.go(NEW)
    desk.page.locator("main [name=family_name]").press_sequentially("岩木")
    desk.page.locator("main").get_by_role("link", name="戻る").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("候補者")
    assert asked == ["beforeunload"]


def test_a_postcode_fills_the_address(desk):
    desk.go(NEW)
    desk.write("postcode", "０３０−０８０１")
    desk.press("住所を表示")
    expect(desk.page.locator("main [name=address]")).to_have_value("青森市新町")
    desk.write("postcode", "0000000")
    desk.press("住所を表示")
    expect(desk.page.locator(".postcode-answer")).to_contain_text("住所が見つかりません。")
    expect(desk.page.locator("main [name=address]")).to_have_value("青森市新町")


def test_a_long_select_is_searched_in_any_kana(desk):
    desk.go(NEW)
    chosen = desk.page.locator("main select[name=trade]")
    plasterer, gardener = (str(Trade.objects.get(name=name).pk) for name in ("左官", "造園"))
    for typed in ("さかん", "サカン", "ｻｶﾝ", "左官"):
        desk.search("trade", typed, "左官")
        expect(chosen).to_have_value(plasterer)
        desk.search("trade", "ぞう", "造園")
        expect(chosen).to_have_value(gardener)


@pytest.mark.parametrize("name", ["trade", "employer"])
def test_a_search_box_that_finds_nothing_says_so_and_offers_nothing(desk, name):
    desk.go(NEW)
    box = desk.page.locator(f"main select[name='{name}'] + .ts-wrapper")
    box.click()
    box.locator("input").press_sequentially("ありえない名前", delay=30)
    expect(box.locator(".no-results")).to_have_text("見つかりません。")
    expect(box.locator(".option")).to_have_count(0)


def test_a_changed_condition_shows_its_rows_and_stays_in_the_address(desk):
    desk.go("/masters/trades/")
    desk.page.fill("#filter_q", "さかん")
    desk.page.press("#filter_q", "Enter")
    expect(desk.page.locator(".results-count")).to_contain_text("1件が条件に合います")
    assert desk.page.url.endswith("/masters/trades/?q=%E3%81%95%E3%81%8B%E3%82%93")
    desk.page.reload()
    expect(desk.page.locator(".results-count")).to_contain_text("1件が条件に合います")
    assert desk.complaints == []


def test_rows_are_added_with_their_scripts(desk):
    desk.go("/masters/organizations/new/")
    rows = desk.page.locator("[data-rows]").last
    before = rows.locator("[data-row]").count()
    rows.get_by_role("button").last.click()
    expect(rows.locator("[data-row]")).to_have_count(before + 1)
    total = rows.locator("input[name$='-TOTAL_FORMS']")
    assert total.input_value() == str(before + 1)
    new = rows.locator("[data-row]").last
    new.locator("input[type=date]").first.fill(date(2025, 4, 1).isoformat())
    expect(new.locator(".wareki").first).to_have_text("令和7年4月1日（火）")


def test_the_menu_of_a_narrow_screen(desk_of):
    desk = desk_of("tanto", **PHONE)
    menu = desk.page.get_by_role("navigation", name="業務メニュー")
    link = menu.get_by_role("link", name="職種", exact=True)
    button = desk.page.get_by_role("button", name="メニュー")
    expect(link).to_be_hidden()
    button.click()
    expect(link).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    link.click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("職種")


def test_the_menu_without_scripts(desk_of, browser, browser_context_args, live_server):
    signed_in = desk_of("tanto").page.context.storage_state()
    context = browser.new_context(
        **{**browser_context_args, **PHONE}, java_script_enabled=False, storage_state=signed_in
    )
    page = context.new_page()
    page.goto(live_server.url)
    menu = page.get_by_role("navigation", name="業務メニュー")
    links = menu.get_by_role("link", name="職種", exact=True)
    expect(links).to_be_visible()
    context.close()


def test_escape_closes_a_menu_and_returns_to_its_button(desk):
    summary = desk.page.locator(".user-menu summary")
    summary.focus()
    summary.press("Enter")
    expect(desk.page.get_by_role("button", name="サインアウトする")).to_be_visible()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("button", name="サインアウトする")).to_be_hidden()
    expect(summary).to_be_focused()


def test_no_page_scrolls_sideways_on_a_phone(desk_of):
    desk = desk_of("tanto", **PHONE)
    for path in ("/", NEW, "/meisters/candidates/", "/masters/trades/", "/masters/organizations/"):
        desk.go(path)
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        assert (path, width) == (path, 390)


def test_the_conditions_of_a_list_are_folded_on_a_phone_and_told_as_chips(desk_of):
    desk = desk_of("tanto", **PHONE)
    desk.go("/masters/trades/")
    box = desk.page.locator("main [name=q]")
    expect(box).to_be_hidden()
    expect(desk.page.locator(".filter-set")).to_have_count(0)
    desk.look("folded")
    desk.page.get_by_text("検索・絞り込み").click()
    box.fill("左官")
    box.press("Enter")
    expect(desk.page.locator(".filter-set")).to_have_text("検索：左官")
    expect(box).to_be_visible()
    desk.page.reload()
    expect(box).to_be_hidden()
    expect(desk.page.locator(".filter-set")).to_be_visible()
    desk.look("folded_with_conditions")


def test_on_a_wide_screen_the_conditions_stay_open(desk):
    desk.go("/masters/trades/?q=左官")
    expect(desk.page.locator("main [name=q]")).to_be_visible()
    expect(desk.page.get_by_text("検索・絞り込み")).to_be_hidden()
    expect(desk.page.locator(".filter-set")).to_be_hidden()
