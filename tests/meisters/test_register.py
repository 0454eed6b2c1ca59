"""マイスター名簿: the page of a person and its sections."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from meisters.services import registration
from tests.factories.meisters import MeisterTradeFactory
from tests.factories.office import OperationFactory, TradeFactory, UserFactory
from tests.meisters.register_people import ROLES, account_of, detail, fields_of, iwaki

pytestmark = pytest.mark.django_db


PAGE_QUERIES = {
    "overview": 5,
    "trades": 5,
    "availability": 6,
    "titles": 8,
    "account": 5,
    "steps": 5,
    "history": 7,
}
SECTION_QUERIES = {"trades": 7, "availability": 6, "titles": 5, "texts": 5}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def section(meister, name):
    return reverse("meisters:meister_section", args=(meister.pk, name))


def test_texts_keep_their_lines_and_nothing_else(client, tanto):
    meister = iwaki(note="一行目\n<script>二行目</script>")

    page = client.get(detail(meister)).content.decode()

    assert "<p>一行目<br>&lt;script&gt;二行目&lt;/script&gt;</p>" in page


# the page


def test_the_page_says_what_is_known_and_what_is_not(client, tanto):
    meister = iwaki(licence="not_held", regions=[])
    meister.weekdays.create(weekday=0, half="am", mark="free")
    meister.dates.create(day=date(2025, 8, 31), half="am", mark="busy", note="昨日")
    meister.dates.create(day=date(2025, 9, 1), half="pm", mark="maybe", note="今日")

    page = client.get(detail(meister, "availability"))

    assert page.context["course"].text == "必須・未修了（職業訓練指導員免許がありません）"
    assert [halves for _, halves in page.context["weekdays"].texts()] == [
        ["○", "未確認"],
        *[["未確認", "未確認"]] * 6,
    ]
    assert [row.note for row in page.context["dates"]] == ["今日"]
    overview = client.get(detail(meister)).content.decode()
    assert "02-00007" in overview
    assert "口座" not in overview


@pytest.mark.parametrize("tab", PAGE_QUERIES)
def test_each_tab_asks_the_database_the_same_for_one_and_three(
    client, django_assert_num_queries, tab
):
    client.force_login(UserFactory(kaikei=True))
    meister = iwaki()
    account_of(meister)
    for count in (1, 3):
        for number in range(count - 1):
            MeisterTradeFactory(meister=meister, trade__name=f"職種{number}", operation=None)
            meister.dates.create(day=date(2025, 10, 1 + number), half="am", mark="free")
            meister.titles.create(title="other", detail=str(number))
            meister.steps.create(
                to_state="active", transition="register", label="登録", by=UserFactory()
            )
        with django_assert_num_queries(PAGE_QUERIES[tab]):
            client.get(detail(meister, tab))


# sections


def test_every_section_saves_what_was_read_without_a_change(client, tanto):
    meister = iwaki(profile_message="一行目\n二行目")
    meister.weekdays.create(weekday=2, half="pm", mark="maybe")
    meister.dates.create(day=date(2025, 12, 1), half="am", mark="busy")
    meister.titles.create(title="aomori", awarded_on=date(2015, 11, 1))
    before = [list(getattr(meister, part).values()) for part in registration_parts()]

    for name in SECTION_QUERIES:
        page = client.get(section(meister, name))
        answer = client.post(section(meister, name), fields_of(page))
        assert answer.status_code == 302, name

    after = [list(getattr(meister, part).values()) for part in registration_parts()]
    assert after == before
    meister.refresh_from_db()
    assert meister.profile_message == "一行目\n二行目"
    assert meister.version == 1 + len(SECTION_QUERIES)


def registration_parts():
    return ("trades", "weekdays", "dates", "titles")


@pytest.mark.parametrize("name", SECTION_QUERIES)
def test_a_section_asks_the_database_the_same_for_one_and_three(
    client, tanto, django_assert_num_queries, name
):
    meister = iwaki()
    for count in (1, 3):
        for number in range(count - 1):
            MeisterTradeFactory(meister=meister, trade__name=f"職種{number}", operation=None)
            meister.dates.create(day=date(2025, 10, 1 + number), half="am", mark="free")
            meister.titles.create(title="other", detail=str(number))
        with django_assert_num_queries(SECTION_QUERIES[name]):
            client.get(section(meister, name))


def test_availability_is_entered_and_unknown_stays_unknown(client, tanto):
    meister = iwaki()
    past = meister.dates.create(day=date(2025, 8, 1), half="am", mark="busy")
    sent = fields_of(client.get(section(meister, "availability"))) | {
        "regions": ["東青", "下北"],
        "weekdays-am0": "free",
        "weekdays-pm6": "busy",
        "dates-0-day": "R7.12.1",
        "dates-0-half": "pm",
        "dates-0-mark": "maybe",
        "dates-0-note": "午後だけ",
    }

    answer = client.post(section(meister, "availability"), sent)

    assert answer["Location"] == detail(meister, "availability")
    meister.refresh_from_db()
    assert meister.regions == ["東青", "下北"]
    assert list(meister.weekdays.values_list("weekday", "half", "mark")) == [
        (0, "am", "free"),
        (6, "pm", "busy"),
    ]
    assert list(meister.dates.values_list("day", "half", "mark", "note")) == [
        (past.day, "am", "busy", ""),
        (date(2025, 12, 1), "pm", "maybe", "午後だけ"),
    ]

    sent = fields_of(client.get(section(meister, "availability"))) | {"weekdays-am0": ""}
    client.post(section(meister, "availability"), sent | {"dates-0-DELETE": "on"})

    assert list(meister.weekdays.values_list("weekday", "half", "mark")) == [(6, "pm", "busy")]
    assert list(meister.dates.all()) == [past]


def test_two_trades_may_change_places(client, tanto):
    meister = iwaki(trade=None)
    garden, mason = TradeFactory(name="造園"), TradeFactory(name="左官")
    MeisterTradeFactory(meister=meister, trade=garden, operation=None, category="it")
    MeisterTradeFactory(meister=meister, trade=mason, operation=None, category="tech")
    sent = fields_of(client.get(section(meister, "trades")))
    sent |= {"trades-0-trade": mason.pk, "trades-1-trade": garden.pk}

    assert client.post(section(meister, "trades"), sent).status_code == 302

    found = {row.trade.name: row.category for row in meister.trades.all()}
    assert found == {"左官": "it", "造園": "tech"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trades-0-DELETE": "on"}, "認定職種を1つ以上入力してください。"),
        ({"trades-0-trade": ""}, "職種を選択してください。"),
        ({"trades-0-trade": "99999999999999999999"}, "職種は一覧から選択してください。"),
        ({"trades-0-certified_on": "2030-01-01"}, "認定日は今日以前の日付を"),
        ({"trades-0-operation": "other"}, "作業は「建築大工」のものを選択してください。"),
        (
            {"trades-1-trade": "same", "trades-1-operation": "same"},
            "同じ職種・作業の行があります。",
        ),
    ],
)
def test_wrong_trades_get_a_sentence_and_change_nothing(client, tanto, changes, sentence):
    meister = iwaki()
    row = meister.trades.get()
    other = OperationFactory(trade__name="造園", name="造園工事作業")
    sent = fields_of(client.get(section(meister, "trades")))
    words = {"other": other.pk, "same": None}
    for name, value in changes.items():
        same = row.trade_id if name.endswith("trade") else row.operation_id
        sent[name] = same if value == "same" else words.get(value, value)

    answer = client.post(section(meister, "trades"), sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(meister.trades.all()) == [row]


@pytest.mark.parametrize(
    ("name", "change", "label"),
    [
        ("texts", ("note", "わたしの備考"), "備考"),
        ("availability", ("weekdays-am0", "busy"), "月曜午前"),
    ],
)
def test_the_second_of_two_people_sees_both_texts_and_loses_nothing(
    client, tanto, name, change, label
):
    meister = iwaki()
    mine = fields_of(client.get(section(meister, name))) | dict([change])
    meister.note = "ほかの人の備考"
    meister.weekdays.create(weekday=0, half="am", mark="free")
    registration.save_content(meister, by=UserFactory(tanto=True))

    refused = client.post(section(meister, name), mine)

    assert refused.status_code == 422
    assert [one.label for one in refused.context["form"].differences] == [label]
    saved = client.post(section(meister, name), fields_of(refused))
    assert saved.status_code == 302
    meister.refresh_from_db()
    assert {
        "texts": meister.note == "わたしの備考",
        "availability": meister.weekdays.get().mark == "busy",
    }[name]


@pytest.mark.parametrize("trait", ROLES)
def test_who_may_edit(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    meister = iwaki()
    expected = 200 if trait in ("tanto", "shonin") else 403

    urls = [section(meister, name) for name in SECTION_QUERIES]
    urls += [
        reverse("meisters:meister_edit", args=(meister.pk,)),
        reverse("meisters:meister_create"),
        reverse("meisters:meister_step", args=(meister.pk, "pause")),
    ]
    assert {client.get(url).status_code for url in urls} == {expected}
    assert client.get(section(meister, "account")).status_code == (404 if expected == 200 else 403)
