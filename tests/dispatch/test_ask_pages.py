"""打診 as the staff does it: the forms, the refusals, the words."""

from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from aomori_skills.front import wording
from dispatch.models import Ask, Assignment
from dispatch.rules.person_keys import person_key
from dispatch.services import asks
from meisters.choices import Mark
from meisters.models import WeekdayAvailability
from tests.dispatch.ask_situations import NOW, TODAY, accepted, asked, booked, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.instructors import AssistantFactory, SkilledWorkerFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """(request, its sessions, staff), signed in."""
    with time_machine.travel(NOW, tick=False):
        row, sessions, tanto = planned()
        client.force_login(tanto)
        yield row, sessions, tanto


def post(client, name, row, *more, **data):
    return client.post(reverse(f"dispatch:{name}", args=(row.pk, *more)), data)


def said(answer) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]


def errors(answer) -> list[str]:
    assert answer.status_code == 422
    return [text for lines in answer.context["form"].errors.values() for text in lines]


def test_the_usual_way_of_asking_comes_first(client, office):
    row, _, tanto = office
    (ask,) = asks.add(row.pk, [free_meister()], None, "lead", by=tanto)
    field = client.get(reverse("dispatch:ask_asked", args=(ask.pk,))).context["form"].fields["way"]
    assert [label for _, label in field.choices] == ["電話", "メール", "郵送", "FAX", "訪問"]

    post(client, "ask_asked", ask, asked_on="2025-06-10", way="visit", reply_by="")

    assert told(ask).get_way_display() == "訪問"


def test_candidates_come_to_the_list_in_the_order_of_the_page(client, office):
    row, _, _ = office
    people = [free_meister(family_name=name) for name in ("岩木", "津軽")]
    keys = [person_key(one) for one in people]

    answer = post(client, "ask_add", row, person=keys)
    again = post(client, "ask_add", row, person=[*keys, person_key(free_meister()), "x"])

    assert answer.url == f"{row.get_absolute_url()}?tab=matching"
    asking = f'<a href="{row.get_absolute_url()}?tab=asks">「打診」</a>'
    assert said(answer) == [
        f"{people[0].name}さん、{people[1].name}さんを打診の一覧に加えました。"
        f"選び終えたら、{asking}で順に打診してください。"
    ]
    roles = Ask.objects.order_by("order").values_list("role", flat=True)
    assert list(roles) == ["lead", "further", "further"]
    assert said(again)[-1] == "ほかの2人は、すでに打診の一覧にあります。"
    assert [one.person for one in Ask.objects.order_by("order")][:2] == people
    assert Ask.objects.count() == 3


def test_candidates_may_be_asked_for_some_days_in_another_role(client, office):
    row, (first, _), _ = office

    post(client, "ask_add", row, person=[person_key(free_meister())], session=[first.pk],
         role="further")  # fmt: skip

    ask = Ask.objects.get()
    assert (ask.role, [one.session for one in ask.sessions.all()]) == ("further", [first])


def test_a_person_is_added_by_hand(client, office):
    row, sessions, _ = office
    worker = SkilledWorkerFactory()

    answer = post(client, "ask_add", row, skilled_worker=worker.pk, role="lead")

    assert said(answer) == [
        f"{worker.name}さんを打診の一覧に加えました。連絡したら「打診を記録する」を選んでください。"
    ]
    assert Ask.objects.get().sessions.count() == len(sessions)


@pytest.mark.parametrize("both", [True, False])
def test_by_hand_it_is_one_instructor_or_helpers(client, office, both):
    row, _, _ = office
    data = {"meister": free_meister().pk, "assistant": AssistantFactory().pk} if both else {}

    answer = post(client, "ask_add", row, role="assistant", **data)

    assert errors(answer) == ["マイスターか熟練技能者のうち1人、または補助員を選択してください。"]


def test_helpers_are_added_together_and_not_asked_for_a_role(client, office):
    row, _, _ = office
    helpers = [AssistantFactory(given_name=name) for name in ("一葉", "二葉")]

    answer = post(client, "ask_add", row, assistant=[one.pk for one in helpers], role="lead")

    assert said(answer)[0].startswith(f"{helpers[0].name}さん、{helpers[1].name}さんを")
    assert {(one.person, one.role) for one in Ask.objects.all()} == {
        (helper, "assistant") for helper in helpers
    }


def test_who_instructs_needs_a_role(client, office):
    row, _, _ = office
    answer = post(client, "ask_add", row, meister=free_meister().pk)
    assert errors(answer) == ["役割を選択してください。"]


def test_the_asking_begins_with_today_and_the_years_day_to_answer(client, office):
    row, _, tanto = office
    (ask,) = asks.add(row.pk, [free_meister()], None, "lead", by=tanto)

    page = client.get(reverse("dispatch:ask_asked", args=(ask.pk,)))
    form = page.context["form"]
    assert (form.initial["asked_on"], form.initial["reply_by"]) == (TODAY, date(2025, 6, 17))
    answer = post(client, "ask_asked", ask, asked_on="2025-06-10", way="phone", reply_by="")

    assert told(ask).state == "asked"
    assert said(answer) == [
        f"{ask.person.name}さんへの打診を記録しました。回答があったら、承諾か辞退を記録してください。"
    ]


def test_an_acceptance_asks_why_where_something_speaks_against_it(client, office):
    row, sessions, tanto = office
    meister = free_meister()
    WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.MAYBE)
    ask = asked(row, meister, tanto)
    data = {"answered_on": "2025-06-10", "sessions": [one.pk for one in sessions], "note": ""}

    refused = post(client, "ask_accept", ask, **data)
    assert errors(refused) == ["本人の都合が△です（午後）。理由を入力してください。"]
    (name,) = reasons_of(refused)
    WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.BUSY)
    again = post(client, "ask_accept", ask, **data, **{name: "電話で確認した"})
    assert errors(again) == ["本人の都合が×です（午後）。理由を入力してください。"]
    (name,) = reasons_of(again)
    answer = post(client, "ask_accept", ask, **data, **{name: "電話で確認した"})

    assert said(answer) == [
        f"{meister.name}さんの承諾を記録し、指導日に確定しました。"
        "派遣承諾書が届いたら、受領を記録してください。"
    ]
    assert [booked(one) for one in sessions] == [[(meister, "lead", "confirmed")]] * 2


def reasons_of(answer) -> list[str]:
    return [name for name in answer.context["form"].fields if name.startswith("reason-")]


def test_the_paper_may_come_with_the_answer(client, office):
    row, sessions, tanto = office
    ask = asked(row, free_meister(), tanto)

    post(client, "ask_accept", ask, answered_on="2025-06-10", consent_on="2025-06-10",
         sessions=[sessions[0].pk])  # fmt: skip

    assert told(ask).consent_on == TODAY


def test_who_is_taken_elsewhere_is_refused_in_words(client, office):
    row, sessions, tanto = office
    meister = free_meister()
    ask = asked(row, meister, tanto)
    other, _, _ = planned(days=())
    elsewhere = SessionFactory(request=other, held_on=sessions[0].held_on)
    accepted(other, meister, tanto, sessions=[elsewhere])

    answer = post(client, "ask_accept", ask, answered_on="2025-06-10", sessions=[sessions[0].pk])

    (sentence,) = errors(answer)
    assert sentence.startswith(f"{meister}さんは、同じ時間帯に別の指導日が確定しています")
    assert told(ask).state == "asked"


@pytest.mark.parametrize("following", ["prepared", "asked", None])
def test_a_decline_names_who_is_next(client, office, following):
    row, sessions, tanto = office
    ask = asked(row, free_meister(), tanto)
    if following:
        other = free_meister(family_name="津軽", given_name="花子")
        act = asked if following == "asked" else _added
        act(row, other, tanto)

    answer = post(client, "ask_decline", ask, answered_on="2025-06-10", reason="別の用務がある")

    sentence = {
        "prepared": "次は津軽 花子さん（打診の順2）です。",
        "asked": "津軽 花子さんに打診中です（回答期限R7.6.17）。",
        None: "打診する人がいません。「打診する人を加える」などで加えてください。",
    }[following]
    assert said(answer) == [
        f"{ask.person.name}さんの辞退を記録しました。"
        f"{sessions[0]}（建築大工）の主たる指導者は、まだ決まっていません。{sentence}"
    ]


def _added(row, person, by):
    return asks.add(row.pk, [person], None, "lead", by=by)


def test_a_double_click_books_once(client, office):
    row, sessions, tanto = office
    ask = asked(row, free_meister(), tanto)
    data = {
        "form_token": "0b8f1c0e-7d0c-4f0e-9b57-0a4f5a8f9d11",
        "answered_on": "2025-06-10",
        "sessions": [one.pk for one in sessions],
    }

    post(client, "ask_accept", ask, **data)
    post(client, "ask_accept", ask, **data)

    assert Assignment.objects.count() == 2
    assert told(ask).state == "accepted"


def test_an_act_that_came_too_late_leads_back_in_words(client, office):
    row, _, tanto = office
    ask = accepted(row, free_meister(), tanto)

    answer = client.get(reverse("dispatch:ask_accept", args=(ask.pk,)))

    assert answer.url == f"{row.get_absolute_url()}?tab=asks"
    assert said(answer) == [
        f"{ask.person.name}さんへの打診は現在「承諾」のため、承諾の記録はできません。"
        "画面を開き直して最新の状態を確認してください。"
    ]


def test_two_people_change_one_ask_and_nothing_is_lost(client, office):
    row, (first, second), tanto = office
    (ask,) = _added(row, free_meister(), tanto)
    page = client.get(reverse("dispatch:ask_change", args=(ask.pk,)))
    read = {name: page.context["form"][name].value() for name in ("version", "as_read")}
    asks.change(ask.pk, role="lead", session_ids=[second.pk], by=tanto)

    refused = post(client, "ask_change", ask, role="lead", days=[first.pk], **read)

    assert refused.status_code == 422
    (difference,) = refused.context["form"].differences
    assert (difference.label, difference.theirs, difference.yours) == (
        "打診する指導日",
        str(second),
        str(first),
    )
    form = refused.context["form"]
    now = {name: form[name].value() for name in ("version", "as_read")}
    post(client, "ask_change", ask, role="further", days=[first.pk], **now)
    changed = told(ask)
    assert (changed.role, [one.session for one in changed.sessions.all()]) == ("further", [first])


def test_the_order_is_changed_by_buttons(client, office):
    row, _, tanto = office
    people = [free_meister(), free_meister()]
    first, second = asks.add(row.pk, people, None, "lead", by=tanto)

    post(client, "ask_move", second, "up")
    assert [one.pk for one in row.asks.order_by("order")] == [second.pk, first.pk]
    assert post(client, "ask_move", second, "sideways").status_code == 404


def test_letters_are_drafted_for_those_who_are_ticked(client, office):
    wording.load()
    row, _, tanto = office
    added = asks.add(row.pk, [free_meister(), free_meister()], None, "lead", by=tanto)

    answer = post(client, "ask_letters", row, asks=[added[0].pk], dated_on="2025-06-10",
                  reply_by="2025-06-17", sending="each")  # fmt: skip

    assert answer.url == told(added[0]).message.get_absolute_url()
    assert (told(added[0]).state, told(added[1]).state) == ("asked", "prepared")
