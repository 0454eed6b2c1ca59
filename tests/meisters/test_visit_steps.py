"""訪問記録: the next action done, a record taken out on the day."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import PlanState
from meisters.models import Visit
from meisters.services import visits
from tests.factories.meisters import CandidateFactory
from tests.factories.office import (
    UserFactory,
)
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_what_was_promised_is_done_and_undone(client, tanto):
    visit = VisitFactory(next_action="電話する", next_on=date(2025, 8, 19))

    client.post(reverse("meisters:visit_finish", args=(visit.pk,)))
    visit.refresh_from_db()
    done = visit.next_done_on
    client.post(reverse("meisters:visit_reopen", args=(visit.pk,)))
    visit.refresh_from_db()

    assert (done, visit.next_done_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("act", "visit", "sentence"),
    [
        (visits.finish_action, {}, "次の対応が記録されていません。"),
        (
            visits.finish_action,
            {"next_action": "電話", "next_done_on": TODAY},
            "次の対応は、すでに済んでいます。",
        ),
        (visits.reopen_action, {"next_action": "電話"}, "済みになっていません。"),
    ],
)
def test_an_action_is_finished_once(tanto, act, visit, sentence):
    with pytest.raises(TransitionDenied) as refused:
        act(VisitFactory(**visit).pk, by=tanto)

    assert str(refused.value).endswith(sentence)


def test_a_mistake_is_taken_out_on_the_day_and_the_plan_is_open_again(client, tanto):
    visit = VisitFactory(planned=True, author=tanto)
    plan = visit.plan

    client.post(reverse("meisters:visit_delete", args=(visit.pk,)), {"form_token": str(uuid4())})
    plan = type(plan).objects.get(pk=plan.pk)

    assert Visit.objects.count() == 0
    assert plan.state == PlanState.PLANNED


def test_others_later_or_with_candidates_a_record_stays(tanto):
    others = VisitFactory(author=UserFactory(username="tanto2"))
    found = VisitFactory(author=tanto)
    CandidateFactory(visit=found)
    with time_machine.travel(date(2025, 8, 19)):
        older = VisitFactory(author=tanto)

    said = []
    for visit in (others, found, older):
        with pytest.raises(TransitionDenied) as refused:
            visits.delete(visit.pk, by=tanto)
        said.append(str(refused.value).removeprefix(str(visit)))

    assert said == [
        "の記録を削除できるのは、記録した津軽 " + others.author.given_name + "さんだけです。",
        "からは候補者が1人登録されているため、記録を削除できません。",
        "の記録を削除できるのは、記録した当日だけです。誤りは編集して直してください。",
    ]
