"""The list of talks, the search over all rooms, home's tasks, the pages of an organization."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import ORGANIZATIONS
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 10)
LIST = reverse("dispatch:consultation_list")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def colleague():
    return UserFactory(username="tanto2")


def found(client, **asked) -> set:
    table = client.get(LIST, asked).context["table"]
    return {row.record for row in table.rows}


@pytest.mark.parametrize(
    "typed", ["りんご園", "ﾘﾝｺﾞｴﾝ", "藤野", "墨付け", "派遣の手順", "用紙を送る", "りんご園 墨付け"]
)
def test_a_talk_is_found_however_it_is_asked_for(client, typed):
    place = OrganizationFactory(name="株式会社りんご園", kana="カブシキガイシャリンゴエン")
    row = ConsultationFactory(
        organization=place, question="墨付けを教えたい", next_action="用紙を送る"
    )
    ConsultationFactory(person="", question="別の件", answer="別の答")

    assert found(client, q=typed) == {row}


def test_the_list_is_that_of_the_year_unless_asked_otherwise(client):
    march = ConsultationFactory(consulted_on=date(2025, 3, 31))
    april = ConsultationFactory(consulted_on=date(2025, 4, 1))
    next_april = ConsultationFactory(consulted_on=date(2026, 4, 1))

    assert found(client) == {april}
    assert found(client, scope="all") == {march, april, next_april}


def test_the_newest_talk_stands_first(client):
    days = [date(2025, 6, 3), date(2025, 6, 9), date(2025, 5, 1)]
    rows = [ConsultationFactory(consulted_on=day) for day in days]
    rows.append(ConsultationFactory(consulted_on=days[1]))

    table = client.get(LIST).context["table"]

    assert [row.record for row in table.rows] == [rows[3], rows[1], rows[0], rows[2]]


def test_the_list_answers_its_questions(client, tanto):
    north = MunicipalityFactory(name="むつ市", region="下北")
    place = OrganizationFactory(municipality=north)
    trade = TradeFactory(name="左官", kana="サカン")
    one = ConsultationFactory(
        consulted_on=date(2025, 5, 31),
        way="fax",
        theme="event",
        trade=trade,
        organization=place,
        author=tanto,
    )
    other = ConsultationFactory(consulted_on=date(2025, 6, 1), author=colleague())
    RequestFactory(consultation=one)

    for asked in (
        {"month": "5"},
        {"way": "fax"},
        {"theme": "event"},
        {"trade": trade.pk},
        {"region": "下北"},
        {"organization": place.pk},
        {"author": tanto.pk},
        {"became": "yes"},
        {"consulted_on_to": "2025-05-31"},
    ):
        assert found(client, **asked) == {one}, asked
    for asked in ({"month": "6"}, {"became": "no"}, {"consulted_on_from": "2025-06-01"}):
        assert found(client, **asked) == {other}, asked


def promised(left: int, **values):
    """A talk of last year with a next step due in ``left`` days."""
    return ConsultationFactory(
        consulted_on=date(2025, 3, 3),
        next_action="電話する",
        next_on=TODAY + timedelta(days=left),
        **values,
    )


def test_what_is_promised_is_told_by_its_day(client, tanto):
    late, today, week, later = (promised(left) for left in (-1, 0, 7, 8))
    undated = ConsultationFactory(next_action="いつか電話する")
    promised(-1, next_done_on=date(2025, 3, 4))
    ConsultationFactory()

    assert found(client, scope="late") == {late}
    assert found(client, scope="week") == {today, week}
    assert found(client, scope="waiting") == {late, today, week, later, undated}


def test_home_tells_what_is_due_and_opens_exactly_that(client, tanto):
    mine, theirs = promised(-1, author=tanto), promised(-3, author=colleague())
    soon = promised(2, author=tanto)

    lines = client.get(reverse("home")).context["lines"]

    told = {
        line.task.name: (line.mine.count, line.everybody.count)
        for line in lines
        if line.task.name.startswith("consultations")
    }
    assert told == {"consultations_late": (1, 2), "consultations_week": (1, 1)}
    urls = {line.task.name: line.everybody.url for line in lines}
    listed = client.get(urls["consultations_late"]).context["table"]
    assert {row.record for row in listed.rows} == {mine, theirs}
    listed = client.get(urls["consultations_week"]).context["table"]
    assert {row.record for row in listed.rows} == {soon}


def test_the_years_line_counts_talks_of_the_year_of_the_header(client):
    ConsultationFactory(consulted_on=date(2025, 3, 31))
    row = ConsultationFactory(consulted_on=date(2025, 4, 1))

    entries = client.get(reverse("home")).context["entries"]

    (entry,) = (one for one in entries if one.label == "相談・援助")
    assert (entry.number.count, entry.unit) == (1, "件")
    listed = client.get(entry.number.url).context["table"]
    assert {line.record for line in listed.rows} == {row}


def test_what_was_promised_is_told_as_a_word(client):
    ConsultationFactory(next_action="電話する")
    ConsultationFactory(next_action="電話する", next_done_on=TODAY)
    ConsultationFactory()

    rows = client.get(LIST).context["table"].rows

    assert [row.get_cell_value("next_state") for row in rows] == [None, "済み", "対応待ち"]


def test_the_search_over_all_rooms_finds_talks_of_any_year(client):
    row = ConsultationFactory(consulted_on=date(2024, 5, 1), question="組子を教えたい")

    rooms = client.get(reverse("search"), {"q": "組子"}).context["found"]

    assert [(room.label, room.number.count) for room in rooms] == [("相談・援助", 1)]
    assert [hit.url for hit in rooms[0].hits] == [row.get_absolute_url()]


def test_an_organization_leads_to_its_talks_of_all_years(client):
    row = ConsultationFactory(consulted_on=date(2024, 5, 1))
    ConsultationFactory()
    place = reverse("office:organization_detail", args=(row.organization_id,))
    url = reverse("dispatch:client_consultations", args=(row.organization_id,))

    assert f'href="{url}"' in client.get(place).content.decode()
    listed = client.get(url, follow=True).context["table"]
    assert {line.record for line in listed.rows} == {row}


def test_talks_move_with_their_organization(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    one, other = ConsultationFactory(organization=kept), ConsultationFactory(organization=lost)

    act.merge(ORGANIZATIONS, kept.pk, lost.pk, by=tanto, reason="同じ会社", chosen={})

    assert set(kept.consultations.all()) == {one, other}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_a_constant_number_of_questions(client, django_assert_num_queries, count):
    for _ in range(count):
        ConsultationFactory()

    with django_assert_num_queries(7):
        client.get(LIST)


def test_excel_holds_what_is_filtered_with_its_texts(client, tanto):
    row = ConsultationFactory(next_action="電話する", next_on=date(2025, 6, 12))
    ConsultationFactory(theme="other")

    answer = client.post(
        f"{LIST}?theme=dispatch", {"_export": "xlsx", "purpose": "派遣の調整・連絡"}
    )

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    headings, *lines = sheet.iter_rows(values_only=True)
    assert len(lines) == 1
    told = dict(zip(headings, lines[0], strict=True))
    assert (told["相談者"], told["人数"], told["次の対応"]) == (row.asker, 1, "電話する")
    assert (told["相談の内容"], told["回答・援助の内容"]) == (row.question, row.answer)
    assert told["相談日"].date() == TODAY


def test_the_print_holds_all_rows(client):
    for _ in range(3):
        ConsultationFactory()

    answer = client.post(LIST, {"_export": "print", "purpose": "派遣の調整・連絡"})

    assert answer.context["count"] == 3


def test_an_empty_list_says_what_to_do(client):
    answer = client.get(LIST)

    assert answer.context["empty"].text == "令和7年度の相談・援助の記録はまだありません。"
    assert [one.label for one in answer.context["empty_actions"]] == ["相談を記録する"]
