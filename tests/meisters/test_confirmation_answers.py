"""活動継続の確認: answers are typed on behalf, and acted on by the register's own step."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from meisters.choices import MeisterState, StillActive, Way
from meisters.models import Confirmation, Meister
from meisters.rules import confirmations as rules
from meisters.services import registration
from tests.factories.confirmations import (
    ConfirmationFactory,
    ConfirmationRoundFactory,
)
from tests.factories.office import UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, *args) -> str:
    return reverse(f"meisters:{name}", args=args)


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def grid_of(client, url):
    form = client.get(url).context["grid"]
    return {row.add_prefix("as_read"): row["as_read"].value() for row in form} | {
        name: value
        for row in form
        for name, value in (
            (row.add_prefix("answer"), row["answer"].value()),
            (row.add_prefix("answered_on"), row["answered_on"].value() or ""),
            (row.add_prefix("answered_way"), row["answered_way"].value()),
        )
    }


def test_answers_are_typed_in_one_go_with_the_day_and_way_above(client, tanto):
    round_ = ConfirmationRoundFactory()
    rows = [ConfirmationFactory(round=round_) for _ in range(3)]
    url = page("confirmation_answers", round_.pk)
    sent = grid_of(client, url) | {
        "answered_on": "R7.8.29",
        "answered_way": "fax",
        f"{rows[0].pk}-answer": "continue",
        f"{rows[1].pk}-answer": "pause",
        f"{rows[1].pk}-answered_on": "R7.8.28",
        f"{rows[1].pk}-answered_way": "phone",
        f"{rows[1].pk}-note": "膝の治療のため",
        "form_token": str(uuid4()),
    }

    done = client.post(url, sent, follow=True)
    again = client.post(url, sent, follow=True)

    step = f"{page('meister_step', rows[1].meister_id, 'pause')}?confirmation={rows[1].pk}"
    assert sentences(done) == [
        "2人の回答を保存しました。次は、登録の手続をしてください："
        f'<a href="{step}">{rows[1].meister}さん（休止にする）</a>'
    ]
    assert sentences(done)[0] in done.content.decode()
    assert sentences(again) == ["同じ内容がすでに送信されていたため、二重には保存していません。"]
    fields = ("answer", "answered_on", "answered_way", "answer_typed_by", "note")
    assert list(round_.confirmations.order_by("pk").values_list(*fields)) == [
        ("continue", date(2025, 8, 29), "fax", tanto.pk, ""),
        ("pause", date(2025, 8, 28), "phone", tanto.pk, "膝の治療のため"),
        ("pending", None, "", None, ""),
    ]
    assert Meister.objects.get(pk=rows[1].meister_id).state == MeisterState.ACTIVE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"answered_way": "fax"}, "回答日を入力してください。"),
        ({"answered_on": "R7.8.1"}, "回答方法を選択してください。"),
        (
            {"answered_on": "R7.6.1", "answered_way": "fax"},
            "回答日は、確認の開始日以後の日付を入力してください。",
        ),
        ({"answered_on": "R7.9.2", "answered_way": "fax"}, "回答日は"),
        ({"answered_on": "R7.2.30", "answered_way": "fax"}, "令和7年2月の日は"),
    ],
)
def test_half_an_answer_is_refused_at_its_cell(client, tanto, typed, sentence):
    row = ConfirmationFactory()
    url = page("confirmation_answers", row.round_id)
    sent = grid_of(client, url) | {f"{row.pk}-answer": "continue"}
    sent |= {f"{row.pk}-{name}": value for name, value in typed.items()}

    answer = client.post(url, sent)

    row.refresh_from_db()
    assert answer.status_code == 422
    assert f"{row.meister}：{sentence}" in answer.content.decode()
    assert row.answer == StillActive.PENDING


def test_an_answer_taken_back_loses_its_day(client, tanto):
    row = ConfirmationFactory(answered=True)
    url = f"{page('confirmation_answers', row.round_id)}?person={row.pk}"
    client.post(url, grid_of(client, url) | {f"{row.pk}-answer": "pending"})

    row.refresh_from_db()
    assert (row.answer, row.answered_on, row.answered_way, row.answer_typed_by) == (
        "pending",
        None,
        "",
        None,
    )


def test_two_who_type_the_same_person_see_each_other(client, tanto):
    mine, theirs = (ConfirmationFactory() for _ in range(2))
    url = page("confirmation_answers", mine.round_id)
    day_and_way = {"answered_on": "R7.8.29", "answered_way": "fax"}
    read = grid_of(client, url)
    other = Client()
    other.force_login(UserFactory(tanto=True))
    other.post(url, read | day_and_way | {f"{theirs.pk}-answer": "resign"})

    sent = read | day_and_way | {f"{mine.pk}-answer": "continue"}
    untouched = client.post(url, sent)
    sent |= {f"{theirs.pk}-answer": "continue", "form_token": str(uuid4())}
    refused = client.post(url, sent)
    again = refused.context["grid"].forms
    tokens = {row.add_prefix("as_read"): row["as_read"].value() for row in again}
    accepted = client.post(url, sent | tokens)

    theirs.refresh_from_db()
    assert untouched.status_code == 302
    assert refused.status_code == 422
    assert [(one.theirs, one.yours) for one in refused.context["grid"].differences] == [
        ("3 辞退したい", "1 活動を続ける")
    ]
    assert accepted.status_code == 302
    assert theirs.answer == "continue"


@pytest.mark.parametrize(
    ("answer", "state", "step"),
    [
        (answer, state, expected)
        for answer in StillActive
        for state in MeisterState
        for expected in [
            {
                (StillActive.PAUSE, MeisterState.ACTIVE): "pause",
                (StillActive.RESIGN, MeisterState.ACTIVE): "resign",
                (StillActive.RESIGN, MeisterState.PAUSED): "resign",
            }.get((answer, state), "")
        ]
    ],
)
def test_an_answer_asks_for_its_step_while_the_register_says_otherwise(answer, state, step):
    more = {"answered": True} if answer != StillActive.PENDING else {}
    row = ConfirmationFactory(meister__state=state, **more, answer=answer)

    assert rules.step_of(row.answer, row.meister.state) == step
    assert list(Confirmation.objects.to_act()) == ([row] if step else [])


def test_an_answer_leads_to_the_step_with_its_reason(client, tanto):
    row = ConfirmationFactory(answered=True, answer=StillActive.PAUSE, note="膝の治療のため")
    person = client.get(row.get_absolute_url())
    step = person.context["primary"]

    form = client.get(step.url).context["form"]
    client.post(step.url, {"comment": form["comment"].value()})

    meister = Meister.objects.get(pk=row.meister_id)
    assert step.label == "休止にする（登録の手続）"
    assert meister.state == MeisterState.PAUSED
    assert meister.steps.get().comment == (
        "令和7年度 活動継続の確認で「休止したい」との回答（令和7年6月20日、FAX）。膝の治療のため"
    )
    assert list(Confirmation.objects.to_act()) == []


def test_a_later_answer_makes_an_old_wish_void():
    old = ConfirmationFactory(answered=True, answer=StillActive.PAUSE)
    newer = ConfirmationRoundFactory(
        fiscal_year=2026, opened_on=date(2026, 6, 1), reply_by=date(2026, 6, 30)
    )
    again = ConfirmationFactory(round=newer, meister=old.meister)
    waiting = list(Confirmation.objects.to_act())
    Confirmation.objects.filter(pk=again.pk).update(
        answer=StillActive.CONTINUE,
        answered_on=date(2026, 6, 5),
        answered_way=Way.FAX,
        answer_typed_by=newer.owner,
    )

    assert waiting == [old]
    assert list(Confirmation.objects.to_act()) == []


def test_resigning_by_the_register_needs_no_answer(tanto):
    row = ConfirmationFactory()
    registration.take_step(row.meister_id, "resign", by=tanto, comment="電話で申出")

    row.refresh_from_db()
    assert row.answer == StillActive.PENDING
