"""ホーム: what waits, for whom; every number opens exactly the rows that it counts."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import CandidateState
from meisters.services import approvals
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    MeisterFactory,
    RoundFactory,
)
from tests.factories.office import UserFactory
from tests.factories.visits import PlanFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db

TODAY = date(2025, 9, 1)


@pytest.fixture
def office():
    """Work of two people in many states, as of 1 September 2025."""
    with time_machine.travel(situations.TODAY):
        tanto, other = situations.tanto(), UserFactory(username="tanto2")
        situations.submitted()
        situations.approved()
        waiting = situations.awaiting(owner=other)
        returned = situations.awaiting()
        approvals.send_back(returned.pk, by=situations.shonin(), comment="推薦書の日付")
        past = RoundFactory(number=8, corner_deadline=date(2025, 8, 31))
        near = RoundFactory(
            number=9, corner_deadline=date(2025, 9, 15), center_deadline=date(2025, 9, 30)
        )
        ApplicationFactory(round=past, owner=tanto)
        ApplicationFactory(round=near, owner=tanto)
        ApplicationFactory(round=near, owner=other)
        for contact in (date(2025, 8, 31), TODAY, date(2025, 9, 8), date(2025, 9, 9), None):
            CandidateFactory(owner=tanto, next_contact_on=contact, explained_on=TODAY)
        CandidateFactory(
            owner=other, state=CandidateState.DECLINED, next_contact_on=TODAY, met_on=None
        )
        MeisterFactory()
        yield {"tanto": tanto, "other": other, "waiting": waiting}


def home(client, user):
    client.force_login(user)
    return client.get(reverse("home"))


def told(page):
    """Label → (mine, everybody) of the lines."""
    return {
        line.task.label: (line.mine and line.mine.count, line.everybody.count)
        for line in page.context["lines"]
    }


def test_what_waits_is_told_for_oneself_and_for_all(client, office):
    assert told(home(client, office["tanto"])) == {
        "承認を待っている申請": (0, 1),
        "差し戻された申請": (1, 1),
        "締切を過ぎた申請": (1, 1),
        "締切まで14日以内の申請": (1, 2),
        "作成中の申請": (3, 4),
        "センターへ提出できる申請": (1, 1),
        "センターの結果を待つ申請": (1, 1),
        "今日までに連絡する候補者": (2, 2),
        "7日以内に連絡する候補者": (3, 3),
        "説明が済んでいないマイスター": (None, 1),
        "公表同意に未確認の項目がある活動可のマイスター": (None, 1),
    }


def test_what_is_urgent_comes_first(client, office):
    late = PlanFactory(month=8, staff=office["tanto"])
    PlanFactory(month=9), PlanFactory(month=7, cancelled=True)

    page = home(client, office["tanto"])

    assert list(told(page)) == [
        "差し戻された申請",
        "締切を過ぎた申請",
        "今日までに連絡する候補者",
        "予定の月を過ぎた訪問",
        "承認を待っている申請",
        "締切まで14日以内の申請",
        "作成中の申請",
        "センターへ提出できる申請",
        "センターの結果を待つ申請",
        "7日以内に連絡する候補者",
        "今月の訪問予定で未実施のもの",
        "説明が済んでいないマイスター",
        "公表同意に未確認の項目がある活動可のマイスター",
    ]
    assert told(page)["予定の月を過ぎた訪問"] == (1, 1)
    line = next(line for line in page.context["lines"] if line.task.name == "visits_late")
    rows = client.get(line.mine.url).context["table"].rows
    assert [row.record for row in rows] == [late]


@pytest.mark.parametrize("trait", ["tanto", "shonin", "kaikei", "etsuran", "kanri"])
def test_every_number_opens_exactly_its_rows(client, office, trait):
    page = home(client, UserFactory(**{trait: True}))

    lines, entries = page.context["lines"], page.context["entries"]
    numbers = [line.everybody for line in lines] + [entry.number for entry in entries]
    numbers += [line.mine for line in lines if line.mine]
    behind = [client.get(number.url).context["table"].paginator.count for number in numbers]

    assert len(numbers) >= 16
    assert [number.count for number in numbers] == behind


def test_who_is_given_no_work_sees_only_the_whole(client, office):
    page = home(client, UserFactory(kaikei=True))

    assert {mine for mine, _ in told(page).values()} == {None}
    assert "自分の担当" not in page.content.decode()


def test_the_manager_is_led_to_what_waits(client, office):
    page = home(client, UserFactory(shonin=True))

    primary = page.context["primary"]
    assert primary.label == "承認待ちの申請を確認する（1件）"
    assert client.get(primary.url).context["cl"].result_count == 1


def test_the_coming_deadlines_are_told_in_order(client, office):
    page = home(client, office["tanto"])

    assert [(one.day, one.label, one.left) for one in page.context["deadlines"]] == [
        (date(2025, 9, 12), "センターの締切", 11),
        (date(2025, 9, 12), "センターの締切", 11),
        (date(2025, 9, 15), "コーナーの締切", 14),
        (date(2025, 9, 30), "センターの締切", 29),
    ]


def test_the_plan_shows_the_year_of_the_header(client, office):
    def counts(year):
        client.post(reverse("set_fiscal_year"), {"fiscal_year": year})
        entries = client.get(reverse("home")).context["entries"]
        return {entry.label: entry.number.count for entry in entries}

    client.force_login(office["tanto"])
    this_year, last_year = counts(2025), counts(2024)

    assert (this_year["認定申請"], last_year["認定申請"]) == (7, 0)
    assert (this_year["センターへの提出"], last_year["センターへの提出"]) == (1, 0)
    assert (this_year["制度を説明した候補者"], last_year["制度を説明した候補者"]) == (5, 0)
    assert this_year["活動可のマイスター"] == last_year["活動可のマイスター"] == 1


def test_what_waits_does_not_depend_on_the_year_of_the_header(client, office):
    before = told(home(client, office["tanto"]))

    client.post(reverse("set_fiscal_year"), {"fiscal_year": "2024"})

    assert told(client.get(reverse("home"))) == before


def test_an_office_without_work_is_told_so(client):
    page = home(client, UserFactory(tanto=True))

    assert page.context["lines"] == []
    assert "待っている仕事はありません。" in page.content.decode()


def test_the_home_page_takes_nine_queries(client, office, django_assert_num_queries):
    client.force_login(office["tanto"])

    with django_assert_num_queries(9):
        client.get(reverse("home"))


def test_the_manager_hears_what_the_office_has_not_set(client):
    page = home(client, UserFactory(shonin=True))

    assert [gap.label for gap in page.context["gaps"]] == ["コーナーの設定"]
    assert home(client, UserFactory(tanto=True)).context["gaps"] == []
