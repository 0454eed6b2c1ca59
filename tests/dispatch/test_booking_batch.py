"""Several people for several days in one act, each booked, asked about, or told why not."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from dispatch.models import Ask, Assignment
from dispatch.rules.person_keys import person_key
from meisters.choices import Mark
from meisters.models import WeekdayAvailability
from tests.dispatch.ask_situations import NOW, planned
from tests.dispatch.session_situations import booked, free_meister, session_at
from tests.factories.instructors import AssistantFactory
from tests.factories.meisters import MeisterFactory

pytestmark = pytest.mark.django_db
DAYS = (date(2025, 9, 10), date(2025, 9, 17))


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client):
    row, days, tanto = planned(DAYS)
    client.force_login(tanto)
    return client, row, days


def data(days, people, **more) -> dict:
    keys = [person_key(one) for one in people]
    return {"sessions": [one.pk for one in days], "people": keys, "role": "", **more}


def send(client, row, given):
    return client.post(reverse("dispatch:request_people", args=(row.pk,)), given)


def said(answer) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]


def rows() -> list[tuple]:
    found = Assignment.objects.order_by("session__held_on", "pk").select_related("session")
    return [(one.session.held_on, one.person, one.role, one.state) for one in found]


def test_three_people_go_to_two_days_by_one_act(desk):
    client, row, days = desk
    lead, further, helper = free_meister(), free_meister(), AssistantFactory()

    answer = send(client, row, data(days, [lead, further, helper], confirmed="on"))

    assert answer.url == f"{row.get_absolute_url()}?tab=sessions"
    assert rows() == [
        (day, person, role, "confirmed")
        for day in DAYS
        for person, role in ((lead, "lead"), (further, "further"), (helper, "assistant"))
    ]
    assert said(answer) == [
        "6件を割り当てました："
        + "、".join(f"{day}　{one}さん" for day in days for one in (lead, further, helper))
        + "。"
    ]
    assert set(Ask.objects.values_list("state", "sessions__session")) == {
        ("accepted", day.pk) for day in days
    }


def test_each_line_has_its_own_answer_and_the_form_asks_for_the_missing_reason(desk):
    client, row, days = desk
    free, maybe, taken = free_meister(), free_meister(), free_meister()
    WeekdayAvailability.objects.filter(meister=maybe).update(mark=Mark.MAYBE)
    booked(session_at(14, 16, day=DAYS[0], place="体育館"), taken)
    before = Assignment.objects.count()

    answer = send(client, row, data(days, [free, maybe, taken], role="further", confirmed="on"))

    told = said(answer)
    assert told[0].startswith("3件を割り当てました：")
    assert told[1].startswith(
        f"次の1件は割り当てていません：{days[0]}　{taken}さん。"
        f"{taken}さんは、同じ時間帯に別の指導日が確定しています："
    )
    assert told[2] == (
        "次の2件は、まだ割り当てていません。下の理由を入力してください："
        f"{days[0]}　{maybe}さん、{days[1]}　{maybe}さん。"
    )
    assert Assignment.objects.count() == before + 3
    page = client.get(answer.url)
    form = page.context["form"]
    (name,) = [name for name in form.fields if name.startswith("reason-")]
    assert form.fields[name].help_text == f"{days[0]}、{days[1]}：本人の都合が△です（午後）。"

    rest = data(days, [maybe], role="further", confirmed="on")
    answer = send(client, row, {**rest, name: "電話で確認した"})
    assert said(answer)[-1].startswith("2件を割り当てました：")
    reasons = Assignment.objects.filter(meister=maybe).values_list(
        "state", "acknowledgements__reason"
    )
    assert list(reasons) == [("confirmed", "電話で確認した")] * 2


def test_who_can_go_on_no_day_is_told_once(desk):
    client, row, days = desk
    paused = free_meister(state="paused")
    answer = send(client, row, data(days, [paused], role="lead"))
    assert said(answer) == [
        f"次の2件は割り当てていません：{days[0]}　{paused}さん、{days[1]}　{paused}さん。"
        f"{paused}さんは「休止」のため、割り当てられません。"
    ]


def test_the_same_act_again_books_nobody_twice(desk):
    client, row, days = desk
    people = [free_meister(), free_meister()]
    send(client, row, data(days, people))
    answer = send(client, row, data(days, people))
    names = "、".join(f"{day}　{one}さん" for day in days for one in people)
    assert said(answer)[-1] == (
        f"4件は、すでに割り当て済みです：{names}。"
        "役割を変えるときは、指導日の画面で変えてください。"
    )
    assert [(role, state) for _, _, role, state in rows()] == [
        ("lead", "tentative"), ("further", "tentative"),
    ] * 2  # fmt: skip


def test_the_tab_leads_to_the_form_with_the_chosen_days(desk):
    client, row, days = desk
    page = client.get(f"{row.get_absolute_url()}?tab=sessions").content.decode()
    url = reverse("dispatch:request_people", args=(row.pk,))
    assert f'action="{url}"' in page
    assert page.count('form="assign-many"') == 2
    form = client.get(url, {"session": [days[1].pk]}).context["form"]
    assert form["sessions"].value() == [days[1].pk]
    assert form["role"].field.choices[0] == ("", "指定なし")
    assert form["role"].help_text.startswith("指定なしのときは、1人目が主たる指導者")


def test_of_who_was_not_asked_about_the_days_no_reason_is_wanted(desk):
    client, row, days = desk
    people = [MeisterFactory()]
    url = reverse("dispatch:request_people", args=(row.pk,))
    asked = {"session": [days[0].pk], "person": [person_key(people[0])], "confirmed": "1"}
    fields = client.get(url, asked).context["form"].fields
    assert [name for name in fields if name.startswith("reason-")] == []
    send(client, row, data(days, people, confirmed="on"))
    assert [state for _, _, _, state in rows()] == ["confirmed", "confirmed"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_asks_as_often_for_three_as_for_one(desk, django_assert_max_num_queries, count):
    client, row, days = desk
    people = [person_key(free_meister()) for _ in range(count)]
    url = reverse("dispatch:request_people", args=(row.pk,))
    with django_assert_max_num_queries(15):
        client.get(url, {"session": [days[0].pk], "person": people, "confirmed": "1"})


def test_nobody_is_booked_while_the_manager_decides(desk):
    client, row, days = desk
    row.state = "awaiting"
    row.save()
    answer = send(client, row, data(days, [free_meister()]))
    assert said(answer) == [
        f"{row}の派遣依頼は「承認待ち」のため、指導日を変更できません。"
        "承認の依頼を引き戻してから変更してください。"
    ]
    assert rows() == []


def test_several_helpers_are_booked_at_once_without_a_role(desk):
    client, _, days = desk
    helpers = [AssistantFactory(given_name=name) for name in ("一葉", "二葉")]
    url = reverse("dispatch:session_person_add", args=(days[0].pk,))

    client.post(url, {"assistants": [one.pk for one in helpers], "confirmed": "on"})

    assert rows() == [(DAYS[0], one, "assistant", "confirmed") for one in helpers]
    answer = client.post(url, {"person": person_key(free_meister())})
    assert answer.context["form"].errors == {"role": ["役割を選択してください。"]}


def substitute(client, row, person, **more):
    url = reverse("dispatch:assignment_substitute", args=(row.pk,))
    return client.post(url, {"person": person_key(person), "reason": "けが", **more})


def test_one_steps_in_on_several_days_at_once(desk):
    client, _, days = desk
    first, second = free_meister(), free_meister()
    mine, other = booked(days[0], first), booked(days[1], first)
    page = client.get(reverse("dispatch:assignment_substitute", args=(mine.pk,)))
    assert page.context["title"] == f"{first}さん：交代する（{days[0]}の指導日）"
    assert list(page.context["form"].fields["also"].queryset) == [other]

    answer = substitute(client, mine, second, also=[other.pk], confirmed="on")

    assert said(answer) == [
        f"{first}さんに代わり、2日の指導日に{second}さん（確定）を割り当てました。"
    ]
    assert [(day, person, state) for day, person, _, state in rows()] == [
        (day, person, state)
        for day in DAYS
        for person, state in ((first, "released"), (second, "confirmed"))
    ]


def test_who_is_taken_on_one_of_the_days_steps_in_on_none(desk):
    client, _, days = desk
    first, second = free_meister(), free_meister()
    mine, other = booked(days[0], first), booked(days[1], first)
    booked(session_at(14, 16, day=DAYS[1], place="体育館"), second)

    answer = substitute(client, mine, second, also=[other.pk])

    (told,) = answer.context["form"].non_field_errors()
    assert told.startswith(f"{second}さんは、同じ時間帯に別の指導日が確定しています：")
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_the_choice_stands_beside_the_candidates_in_their_order(
    desk, django_assert_max_num_queries
):
    client, row, days = desk
    going = booked(days[0], free_meister())
    others = {f"meister-{free_meister().pk}" for _ in range(3)}
    url = reverse("dispatch:assignment_substitute", args=(going.pk,))

    with django_assert_max_num_queries(15):
        page = client.get(url)

    ranked = [one.candidate.facts.key for one in page.context["ranking"]]
    tab = client.get(f"{row.get_absolute_url()}?tab=matching").context["matchings"][0]
    shown = [one.candidate.facts.key for one in tab.fitting]
    assert ranked == [key for key in shown if key != person_key(going.person)]
    assert set(ranked) == others
    chosen = client.get(url, {"person": ranked[0]}).context["form"]
    assert chosen["person"].value() == ranked[0]
