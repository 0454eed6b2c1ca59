"""派遣依頼 step by step: adjusting, cancelled, handed over."""

from datetime import date
from functools import partial

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState as R
from dispatch.rules import REQUEST_WORKFLOW, workflows
from dispatch.services import decisions, request_cancelling, requests
from dispatch.views.request_steps import TAKE
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    masters()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def step(client, row, name, **data):
    url = reverse("dispatch:request_step", args=(row.pk, name))
    return client.post(url, data, follow=True).content.decode()


def test_adjusting_begins_and_is_taken_back(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])

    assert "調整を始めました。" in step(client, row, "adjust", comment="")
    assert whole(row).state == R.ADJUSTING
    assert "受付への戻しの理由" not in step(client, row, "return", comment="日程が変わった")
    after = whole(row)
    assert after.state == R.RECEIVED
    assert [one.label for one in after.steps.all()] == ["調整の開始", "受付への戻し"]


def test_adjusting_waits_for_the_manager_while_a_rule_is_broken(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)], sessions_wanted=25)

    page = step(client, row, "adjust", comment="")

    assert "年間の指導回数が基準を満たさないため、調整を始められません。" in page
    assert whole(row).state == R.RECEIVED


def test_unknowns_do_not_stop_the_adjusting(client, tanto):
    row = RequestFactory(people=None, hours_each=None, youngest=None, no_other_subsidy="unknown")

    step(client, row, "adjust", comment="")

    assert whole(row).state == R.ADJUSTING


def test_a_cancellation_names_side_and_reason_and_is_undone(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    url = reverse("dispatch:request_cancel", args=(row.pk,))

    refused = client.post(url, {"side": "", "comment": ""})
    assert refused.status_code == 422
    assert "取消の事由を選択してください。" in refused.content.decode()
    page = client.post(
        url, {"side": "weather", "comment": "大雪で休校になった"}, follow=True
    ).content.decode()

    after = whole(row)
    assert (after.state, after.cancel_side) == (R.CANCELLED, "weather")
    assert "取り消されています（天候・災害）" in page
    assert "天候・災害：大雪で休校になった" in page
    step(client, row, "revive", comment="別の日に行う")
    again = whole(row)
    assert (again.state, again.cancel_side) == (R.RECEIVED, "")


@pytest.mark.parametrize("state", [R.HELD, R.SETTLED, R.COMPLETED])
def test_what_was_carried_out_says_why_it_is_not_cancelled(client, tanto, state):
    approved = {"approved_by": UserFactory(shonin=True), "approved_at": timezone.now()}
    row = RequestFactory(state=state, days=[date(2025, 9, 10)], **approved)

    page = client.get(reverse("dispatch:request_cancel", args=(row.pk,)), follow=True)

    said = page.content.decode()
    assert f"現在「{state.label}」のため、取消はできません。" in said
    assert "その指導日を中止にしてください。" in said
    assert "画面を開き直して" not in said


def take(row, name, *, by):
    if name == "cancel":
        return request_cancelling.cancel(row.pk, by=by, side="client", comment="理由")
    if name in ("approve", "send_back"):
        return getattr(decisions, name)(row.pk, by=by, comment="理由")
    step = TAKE.get(name) or partial(requests.take_step, name=name)
    return step(row.pk, by=by, comment="理由")


@pytest.mark.parametrize("name", list(REQUEST_WORKFLOW.transitions))
def test_every_other_state_refuses(tanto, name):
    manager, step = UserFactory(shonin=True), REQUEST_WORKFLOW[name]
    by = manager if step.permission == workflows.APPROVE_PERMISSION else tanto
    for state in (one for one in R if one not in step.sources):
        more = {"cancel_side": "client"} if state == R.CANCELLED else {}
        if state in workflows.APPROVED_STATES:
            more = {"approved_by": manager, "approved_at": timezone.now()}
        row = RequestFactory(state=state, days=[date(2025, 9, 10)], **more)

        with pytest.raises(TransitionDenied) as denied:
            take(row, name, by=by)

        assert f"現在「{R(state).label}」のため" in str(denied.value)
        assert whole(row).state == state


def test_only_staff_may_write(client):
    masters()
    viewer = UserFactory(etsuran=True)

    with pytest.raises(TransitionDenied):
        requests.register(RequestFactory.build(), by=viewer)


def test_the_owner_hands_over(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    colleague = UserFactory()
    url = reverse("dispatch:request_hand_over", args=(row.pk,))

    page = client.post(
        url, {"owner": colleague.pk, "comment": "電話は午前に"}, follow=True
    ).content.decode()

    assert whole(row).owner == colleague
    assert f"{colleague}さんに引き継ぎました。" in page
    last = whole(row).steps.last()
    assert (last.label, last.comment) == (
        "担当者の引継ぎ",
        f"{tanto}から{colleague}へ　電話は午前に",
    )
    refused = client.post(url, {"owner": colleague.pk, "comment": ""})
    assert "すでにこの派遣依頼の担当者です。" in refused.content.decode()
