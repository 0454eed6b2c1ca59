"""Entry of an application with the scripts of its pages, checked by axe."""

import pytest
from playwright.sync_api import expect

from aomori_skills.office.models import Trade
from meisters.services import applications
from tests.factories.meisters import CandidateFactory
from tests.meisters import situations

PDF = situations.PDF


@pytest.fixture
def application(office):
    candidate = CandidateFactory(owner=office["tanto"], phone="017-722-0001")
    return applications.start(candidate.pk, by=office["tanto"])


def entry(application, slug):
    return f"/meisters/applications/{application.pk}/edit/{slug}/"


def test_an_operation_follows_its_trade(desk_of, application):
    desk = desk_of("tanto")
    desk.go(entry(application, "qualifications"))
    operations = desk.page.locator("select[name=qualifications-0-operation] option")
    everything = operations.count()

    desk.search("qualifications-0-trade", "ぞうえん", "造園")
    own = Trade.objects.get(name="造園").operations.values_list("name", flat=True)
    assert operations.all_inner_texts() == ["指定なし", *own]
    desk.choose("qualifications-0-operation", own[0])
    desk.search("qualifications-0-trade", "けんちくだいく", "建築大工")
    assert desk.page.locator("select[name=qualifications-0-operation]").input_value() == ""
    assert 1 < operations.count() < everything


def test_rows_are_added_without_a_reload(desk_of, application):
    desk = desk_of("tanto")
    desk.go(entry(application, "qualifications"))
    desk.press("職種・資格を追加する")
    for row, (typed, trade) in enumerate((("さかん", "左官"), ("ぞうえん", "造園"))):
        desk.search(f"qualifications-{row}-trade", typed, trade)
        desk.choose(f"qualifications-{row}-ground", "1級技能士")
    desk.attach("qualifications-1-upload", "合格証書.pdf", PDF, "application/pdf")
    desk.press("保存する")
    expect(desk.page.locator(".messages")).to_contain_text("「職種・資格」を保存しました。")

    rows = application.qualifications.order_by("pk")
    assert [(row.trade.name, str(row.evidence or "")) for row in rows] == [
        ("左官", ""),
        ("造園", "合格証書.pdf"),
    ]


def test_the_missing_stand_on_top_of_the_list_beside_the_entry(desk_of, application):
    desk = desk_of("tanto")
    desk.go(entry(application, "experience"))
    marks = desk.page.locator(".beside-verdicts .verdict-mark").all_inner_texts()

    assert marks == sorted(marks, key="？○".index)
    assert marks[0] == "？"


@pytest.mark.parametrize(
    ("width", "only"),
    [
        (1280, ()),
        (390, ("candidate_new", "candidates", "tab_checklist", "experience", "documents")),
    ],
)
def test_every_page_of_the_entry_is_accessible(desk_of, application, width, only):
    full = situations.complete()
    desk = desk_of("tanto", viewport={"width": width, "height": 800})
    page = full.get_absolute_url()
    paths = {
        "candidates": "/meisters/candidates/",
        "candidate_new": "/meisters/candidates/new/",
        "candidate": application.candidate.get_absolute_url(),
        "applications": "/meisters/applications/?scope=all",
        "receive": f"{page}steps/receive/",
        "withdraw": f"{page}steps/withdraw/",
        "delete": f"{application.get_absolute_url()}delete/",
        **{
            f"tab_{tab}": f"{page}?tab={tab}"
            for tab in ("overview", "checklist", "documents", "history")
        },
        **{
            slug: entry(application, slug)
            for slug in (
                "person",
                "work",
                "qualifications",
                "experience",
                "support",
                "publication",
                "documents",
            )
        },
    }
    for name in only or paths:
        desk.go(paths[name])
        desk.look(f"entry_{name}_{width}")


def test_somebody_known_is_shown_with_a_link_and_a_tick(desk_of, application):
    desk = desk_of("tanto")
    desk.go("/meisters/candidates/new/")
    for name, text in (
        ("family_name", "岩木"),
        ("given_name", "花子"),
        ("family_kana", "いわき"),
        ("given_kana", "はなこ"),
        ("phone", "0177220001"),
    ):
        desk.write(name, text)
    desk.press("保存する")
    expect(desk.page.get_by_role("heading", name="同じ人と思われる記録があります")).to_be_visible()
    desk.look("candidate_known")
    desk.page.get_by_label("別人であることを確認した").check()
    desk.press("保存する")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("岩木 花子")
