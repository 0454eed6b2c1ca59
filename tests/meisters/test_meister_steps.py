"""The steps of a meister: from which states, with whose permission, with a reason."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from meisters import choices
from meisters.rules import MEISTER_WORKFLOW
from meisters.services import registration
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.meisters.register_people import ROLES, detail, iwaki

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


STEPS = [
    (name, state) for name in MEISTER_WORKFLOW.transitions for state in choices.MeisterState.values
]


@pytest.mark.parametrize(("name", "state"), STEPS)
def test_a_step_is_taken_from_its_states_and_refused_from_every_other(name, state):
    step, manager = MEISTER_WORKFLOW[name], UserFactory(shonin=True)
    meister = MeisterFactory(state=state)

    if state in step.sources:
        registration.take_step(meister.pk, name, by=manager, comment="本人からの連絡")
        expected, steps = step.target, [(state, step.target, "本人からの連絡")]
    else:
        with pytest.raises(TransitionDenied):
            registration.take_step(meister.pk, name, by=manager, comment="本人からの連絡")
        expected, steps = state, []

    meister.refresh_from_db()
    assert meister.state == expected
    found = meister.steps.values_list("from_state", "to_state", "comment")
    assert list(found) == steps


@pytest.mark.parametrize("trait", ROLES)
@pytest.mark.parametrize("name", MEISTER_WORKFLOW.transitions)
def test_each_step_asks_for_its_permission(client, trait, name):
    step, user = MEISTER_WORKFLOW[name], UserFactory(**{trait: True})
    meister = MeisterFactory(state=step.sources[0])
    client.force_login(user)
    url = reverse("meisters:meister_step", args=(meister.pk, name))

    answer = client.post(url, {"comment": "理由", "form_token": str(uuid4())})

    meister.refresh_from_db()
    assert answer.status_code == (302 if trait in ("tanto", "shonin") else 403)
    assert meister.state == (step.target if user.has_perm(step.permission) else step.sources[0])


@pytest.mark.parametrize(
    "name", [name for name, step in MEISTER_WORKFLOW.transitions.items() if step.comment_required]
)
def test_a_step_with_a_reason_keeps_the_page_until_there_is_one(client, name):
    client.force_login(UserFactory(shonin=True))
    meister = MeisterFactory(state=MEISTER_WORKFLOW[name].sources[0])

    answer = client.post(
        reverse("meisters:meister_step", args=(meister.pk, name)), {"comment": "　"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"comment": ["理由を入力してください。"]}
    assert meister.steps.count() == 0


def test_a_step_that_is_not_open_says_so_on_the_page(client, tanto):
    meister = iwaki(state="resigned")
    url = reverse("meisters:meister_step", args=(meister.pk, "pause"))

    page = client.get(url, follow=True)

    assert page.redirect_chain == [(detail(meister), 302)]
    assert "岩木 太郎は現在「辞退」のため、休止はできません。" in page.content.decode()
    assert client.get(reverse("meisters:meister_step", args=(meister.pk, "x"))).status_code == 404


def test_a_double_click_takes_one_step(client, tanto):
    meister = iwaki()
    url = reverse("meisters:meister_step", args=(meister.pk, "pause"))
    sent = {"comment": "入院のため", "form_token": str(uuid4())}

    first, second = client.post(url, sent), client.post(url, sent)

    assert (first["Location"], second["Location"]) == (detail(meister), detail(meister))
    assert list(meister.steps.values_list("label", flat=True)) == ["休止"]
