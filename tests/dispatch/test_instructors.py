"""熟練技能者 and 補助員: the two lists, entry, end of registration."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.models import Assistant, SkilledWorker
from tests.factories.instructors import AssistantFactory, SkilledWorkerFactory
from tests.factories.office import OperationFactory, TradeFactory, UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

TODAY = date(2025, 6, 10)
LISTS = ("skilled_worker", "assistant")
FACTORIES = {"skilled_worker": SkilledWorkerFactory, "assistant": AssistantFactory}


@pytest.fixture
def tanto(client, db):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def sent(**changes) -> dict:
    return {
        "family_name": "津軽",
        "given_name": "三郎",
        "family_kana": "ツガル",
        "given_kana": "サブロウ",
        "version": "1",
        "as_read": "",
    } | changes


def skilled(**changes) -> dict:
    return sent(trade=TradeFactory().pk, ground="trade_test", **changes)


def test_a_skilled_worker_is_registered(client, tanto):
    answer = client.post(reverse("dispatch:skilled_worker_create"), skilled())

    row = SkilledWorker.objects.get()
    assert (answer.url, row.name, row.ground) == (row.get_absolute_url(), "津軽 三郎", "trade_test")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ground": "practice"}, "根拠が「実務経験」のときは、実務経験の年数を入力してください。"),
        (
            {"ground": "contest", "practice_years": "3"},
            "根拠が「全国大会等の成績」のときは、大会の順位を入力してください。",
        ),
    ],
)
def test_the_ground_asks_for_its_number(client, tanto, changes, sentence):
    answer = client.post(reverse("dispatch:skilled_worker_create"), skilled() | changes)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SkilledWorker.objects.exists()


def test_the_operation_belongs_to_the_trade(client, tanto):
    other = OperationFactory(trade=TradeFactory(name="左官", kana="サカン"), name="左官作業")

    answer = client.post(reverse("dispatch:skilled_worker_create"), skilled(operation=other.pk))

    assert "作業は、建築大工の作業から選択してください。" in answer.content.decode()


def test_a_helper_needs_no_more_than_a_name(client, tanto):
    client.post(reverse("dispatch:assistant_create"), sent())

    assert Assistant.objects.get().name == "津軽 三郎"


def test_the_second_saver_sees_both_texts(client, tanto):
    row = AssistantFactory()
    url = reverse("dispatch:assistant_edit", args=(row.pk,))
    read = client.get(url).context["form"]
    data = sent(version=read["version"].value(), as_read=read["as_read"].value() or "")
    client.post(url, data | {"note": "先に保存"})

    answer = client.post(url, data | {"note": "後から保存"})

    assert answer.status_code == 422
    assert "先に保存" in answer.content.decode()
    assert Assistant.objects.get().note == "先に保存"


@pytest.mark.parametrize("name", LISTS)
def test_the_registration_ends_and_comes_back(client, tanto, name):
    row = FACTORIES[name]()
    end = reverse(f"dispatch:{name}_end", args=(row.pk,))

    client.post(end, {"ended_on": "2025-06-10"})
    row.refresh_from_db()
    assert row.ended_on == date(2025, 6, 10)
    assert list(client.get(reverse(f"dispatch:{name}_list")).context["table"].rows) == []

    client.post(reverse(f"dispatch:{name}_reopen", args=(row.pk,)))
    row.refresh_from_db()
    assert row.ended_on is None


def test_who_still_has_a_day_stays_registered(client, tanto):
    helper = AssistantFactory()
    held = SessionFactory(held_on=date(2025, 9, 10))
    AssignmentFactory(session=held, meister=None, assistant=helper, role="assistant")
    end = reverse("dispatch:assistant_end", args=(helper.pk,))

    answer = client.post(end, {"ended_on": "2025-09-10"})
    assert answer.status_code == 422
    assert "以後の指導日に割り当てられています" in answer.content.decode()

    client.post(end, {"ended_on": "2025-09-11"})
    helper.refresh_from_db()
    assert helper.ended_on == date(2025, 9, 11)


@pytest.mark.parametrize("typed", ["津軽", "ツガル", "つがる", "0177001234"])
def test_somebody_is_found_however_they_are_asked_for(client, tanto, typed):
    row = SkilledWorkerFactory(phone="017-700-1234")
    SkilledWorkerFactory(family_name="南部", family_kana="ナンブ", phone="017-711-0000")

    table = client.get(reverse("dispatch:skilled_worker_list"), {"q": typed}).context["table"]

    assert [one.record for one in table.rows] == [row]


def test_each_filter_keeps_its_rows(client, tanto):
    plaster = TradeFactory(name="左官", kana="サカン")
    first = SkilledWorkerFactory(trade=plaster)
    second = SkilledWorkerFactory(ground="practice")
    ended = SkilledWorkerFactory(ended_on=date(2025, 4, 30))

    def found(**asked):
        table = client.get(reverse("dispatch:skilled_worker_list"), asked).context["table"]
        return {one.record for one in table.rows}

    assert found() == {first, second}
    assert found(trade=plaster.pk) == {first}
    assert found(ground="practice") == {second}
    assert found(scope="ended") == {ended}
    assert found(scope="all") == {first, second, ended}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_often_for_three_as_for_one(
    client, django_assert_num_queries, tanto, name, count
):
    for _ in range(count):
        FACTORIES[name]()

    with django_assert_num_queries(QUERIES[name]):
        client.get(reverse(f"dispatch:{name}_list"))


QUERIES = {"skilled_worker": 6, "assistant": 5}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_sessions_as_for_one(
    client, django_assert_num_queries, tanto, name, count
):
    row = FACTORIES[name]()
    for _ in range(count):
        AssignmentFactory(meister=None, role="assistant", state="tentative", **{name: row})

    with django_assert_num_queries(5):
        client.get(f"{row.get_absolute_url()}?tab=sessions")


def test_the_excel_holds_what_the_list_shows(client, tanto):
    SkilledWorkerFactory(given_name="三郎", ground_detail="1級建築大工技能士")
    url = reverse("dispatch:skilled_worker_list")

    answer = client.post(url, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads, values = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    found = dict(zip(heads, values, strict=True))
    assert (found["氏名"], found["職種"], found["資格・大会の名称と成績"]) == (
        "津軽 三郎",
        "建築大工",
        "1級建築大工技能士",
    )
    assert found["実務経験（年）"] == 20
    assert DisclosureLog.objects.get().what == "熟練技能者一覧"
    printed = client.post(url, {"_export": "print", "purpose": "会議・打合せの資料"})
    assert "津軽 三郎" in printed.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_to_do(client, tanto, name):
    page = client.get(reverse(f"dispatch:{name}_list")).content.decode()

    assert "まだ登録されていません。" in page
    assert reverse(f"dispatch:{name}_create") in page


def test_the_search_over_all_rooms_finds_them(client, tanto):
    row = SkilledWorkerFactory(given_name="三郎")
    helper = AssistantFactory(given_name="四郎")

    assert (
        row.get_absolute_url() in client.get(reverse("search"), {"q": "津軽三郎"}).content.decode()
    )
    assert (
        helper.get_absolute_url()
        in client.get(reverse("search"), {"q": "南部四郎"}).content.decode()
    )


@pytest.mark.parametrize(
    ("role", "sees"), [("tanto", True), ("shonin", True), ("kaikei", True), ("etsuran", False)]
)
@pytest.mark.parametrize(
    ("name", "factory"),
    [("skilled_worker", SkilledWorkerFactory), ("assistant", AssistantFactory)],
)
def test_where_private_people_live_is_for_few(client, db, name, factory, role, sees):
    private = {"phone": "017-000-3333", "mobile": "090-0000-4444", "email": "a@example.jp"}
    person = factory(address="架空町5-5", **private)
    person.note = "変更"
    person.save()
    client.force_login(UserFactory(**{role: True}))
    page = person.get_absolute_url()
    shown = "".join(
        client.get(url).content.decode()
        for url in (page, f"{page}?tab=history", reverse(f"dispatch:{name}_list"))
    )
    found = [word in shown for word in (*private.values(), "架空町5-5")]
    assert found == [sees] * 4
    assert ("担当・承認者・会計の職員だけに表示します。" in shown) is not sees
