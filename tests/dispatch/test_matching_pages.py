"""The matching of a request on its pages: what is shown and what is done from there."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from dispatch.choices import InstructorRole
from dispatch.models import Ask, Assignment
from dispatch.rules.person_keys import person_key
from tests.dispatch.request_situations import judged, masters
from tests.factories.instructors import SkilledWorkerFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import MunicipalityFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 2)
DAY = date(2025, 9, 10)


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


@pytest.fixture
def wanted():
    """A request being adjusted with one session, on the afternoon of 10 September."""
    row = RequestFactory(state="adjusting", serial=1, client__municipality=MunicipalityFactory())
    SessionFactory(request=row, held_on=DAY, municipality=MunicipalityFactory())
    return row


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    client, django_assert_num_queries, wanted, count
):
    judged(wanted)
    for order in range(1, count + 1):
        meister = MeisterFactory(state="paused")
        AssignmentFactory(meister=meister)
        Ask.objects.create(
            request=wanted, order=order, role="lead", meister=meister, by=wanted.author
        )
        SkilledWorkerFactory()

    with django_assert_num_queries(15):
        client.get(f"{wanted.get_absolute_url()}?tab=matching")


def test_the_page_tells_who_is_in_who_is_out_and_what_is_unknown(client, wanted):
    MeisterFactory(given_name="一郎")
    MeisterFactory(given_name="次郎", state="paused")

    page = client.get(f"{wanted.get_absolute_url()}?tab=matching").content.decode()

    assert "候補（1人）" in page
    assert "対象外（1人）" in page
    assert "「休止」のため、派遣できません。" in page
    assert "本人の都合を確認していません（午後）。" in page
    assert "距離　4／4点" in page


def test_the_chosen_ones_come_to_the_list_of_asks(client, wanted):
    meister = MeisterFactory()

    client.post(
        reverse("dispatch:ask_add", args=(wanted.pk,)),
        {"person": [person_key(meister)], "session": wanted.sessions.get().pk, "role": "lead"},
    )

    assert Ask.objects.get().meister == meister
    page = client.get(f"{wanted.get_absolute_url()}?tab=matching").content.decode()
    assert "打診前" in page


def assign(client, row, *people, **changes):
    data = {
        "person": [person_key(one) for one in people],
        "session": [one.pk for one in row.sessions.all()],
        "role": InstructorRole.LEAD.value,
    }
    url = reverse("dispatch:request_assign", args=(row.pk,))
    return client.post(url, data | changes, follow=True)


def test_the_chosen_one_is_booked_tentatively(client, wanted):
    meister = MeisterFactory(family_name="岩木", given_name="花子")

    page = assign(client, wanted, meister).content.decode()

    row = Assignment.objects.get()
    assert (row.meister, row.state, row.role) == (meister, "tentative", "lead")
    assert "岩木 花子さんを1日の指導日に仮に割り当てました。" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"person": []}, "仮に割り当てる人を選択してください。"),
        ({"person": ["meister-999999", "x"]}, "仮に割り当てる人を選択してください。"),
        ({"session": []}, "仮に割り当てる指導日を選択してください。"),
        ({"session": ["9" * 31]}, "仮に割り当てる指導日を選択してください。"),
        ({"role": "boss"}, "役割を選択してください。"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_booked(client, wanted, changes, sentence):
    page = assign(client, wanted, MeisterFactory(), **changes).content.decode()

    assert sentence in page
    assert not Assignment.objects.exists()


def test_of_several_people_all_are_booked_or_nobody(client, wanted):
    page = assign(client, wanted, MeisterFactory(), MeisterFactory()).content.decode()

    assert "主たる指導者がすでにいます" in page
    assert not Assignment.objects.exists()


def test_without_a_role_the_first_leads_where_nobody_does(client, wanted):
    first, second, third = MeisterFactory(), MeisterFactory(), MeisterFactory()

    assign(client, wanted, first, second, role="")
    assign(client, wanted, third, role="")

    roles = Assignment.objects.values_list("meister", "role").order_by("pk")
    assert list(roles) == [(first.pk, "lead"), (second.pk, "further"), (third.pk, "further")]


def test_a_session_of_another_request_is_not_booked(client, wanted):
    other = SessionFactory()

    assign(client, wanted, MeisterFactory(), session=[other.pk])

    assert not Assignment.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_all_asks_as_often_for_three_as_for_one(
    client, django_assert_num_queries, wanted, count
):
    for _ in range(count):
        MeisterFactory()

    with django_assert_num_queries(14):
        client.get(reverse("dispatch:request_matching", args=(wanted.pk,)))


def test_the_excel_of_all_tells_points_and_reasons(client, wanted):
    MeisterFactory(family_name="岩木", given_name="一郎", number="02-00001")
    MeisterFactory(family_name="岩木", given_name="次郎", state="paused")
    url = reverse("dispatch:request_matching", args=(wanted.pk,))

    answer = client.post(url, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads, *rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(one["氏名"], one["判定"], one["評点"]) for one in told] == [
        ("岩木 一郎", "候補（要確認）", 8),
        ("岩木 次郎", "対象外", 8),
    ]
    assert told[0]["評点の内訳"] == (
        "距離4／4点、年度内の負担3／3点、最後の派遣からの期間1／1点、"
        "同じ依頼元での実績0／2点、満足度不明"
    )
    assert told[1]["対象外の理由・確認すること"].startswith(
        "認定・活動：「休止」のため、派遣できません。"
    )


def test_the_list_is_narrowed_and_printed(client, wanted):
    MeisterFactory(family_name="岩木", given_name="一郎")
    MeisterFactory(family_name="岩木", given_name="次郎", state="paused")
    url = reverse("dispatch:request_matching", args=(wanted.pk,))

    def names(**asked):
        return [row.record.name for row in client.get(url, asked).context["table"].rows]

    assert names(verdict="対象外") == ["岩木 次郎"]
    assert names(q="一郎") == ["岩木 一郎"]
    assert names(q="誰もいない") == []
    printed = client.post(url, {"_export": "print", "purpose": "会議・打合せの資料"})
    assert "対象外の理由・確認すること" in printed.content.decode()
