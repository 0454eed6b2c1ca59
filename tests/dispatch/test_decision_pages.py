"""The decision as the staff and the manager see it: the tab, the admin, the lists, home."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from dispatch.choices import RequestState as R
from dispatch.models import DispatchRequest, PlanVersion
from dispatch.services import decisions
from tests.dispatch.decision_situations import FIRST, SECOND, asked, decided, ready
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:dispatch_dispatchrequest_changelist")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def page(client, row, tab="decision", more="") -> str:
    return client.get(f"{row.get_absolute_url()}?tab={tab}{more}").content.decode()


def step(client, row, name, **data) -> str:
    url = reverse("dispatch:request_step", args=(row.pk, name))
    return client.post(url, data, follow=True).content.decode()


def change(row) -> str:
    return reverse("admin:dispatch_dispatchrequest_change", args=(row.pk,))


def approval(client, row) -> dict:
    """The form of the decision as the manager's page holds it."""
    shown = client.get(change(row)).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', shown)
    return {"decision": "approve", "approve-comment": "", "seen": seen[1]}


def test_from_the_tab_to_the_manager_and_back(client, tanto, shonin):
    row = ready()
    client.force_login(tanto)
    assert "承認を依頼できます。" in page(client, row)
    before = client.get(reverse("dispatch:request_step", args=(row.pk, "request_approval")))
    assert f"決定できる人：{shonin}" in before.content.decode()

    assert "決定を承認者に依頼しました。" in step(client, row, "request_approval", comment="")
    assert "承認者の決定を待っています。" in page(client, row)
    assert "調整中に戻しました。" in step(client, row, "pull_back", comment="")

    assert whole(row).state == R.ADJUSTING


def test_the_page_before_says_what_lacks_and_who_could_decide(client, tanto):
    row = ready(author=tanto)
    row.sessions.first().assignments.all().delete()
    client.force_login(tanto)

    shown = client.get(reverse("dispatch:request_step", args=(row.pk, "request_approval")))
    answer = step(client, row, "request_approval", comment="")

    assert "この派遣依頼を決定できる人がいません。" in shown.content.decode()
    assert "主たる指導者が確定していません。" in answer
    assert whole(row).state == R.ADJUSTING


def test_the_manager_decides_on_one_page(client, shonin):
    row = asked()
    client.force_login(shonin)
    assert row.number in client.get(LIST).content.decode()

    shown = client.get(change(row)).content.decode()
    for words in (
        "決定の前の確認",
        "令和7年度の予算",
        "依頼元の令和7年度の累計",
        "第1回　令和7年9月10日（水）13:00～15:00",
        "墨付けと刻みの正確さを身に付ける。",
    ):
        assert words in shown
    answer = client.post(change(row), approval(client, row), follow=True)

    assert f"{row}の派遣を第1版として決定しました。" in answer.content.decode()
    assert whole(row).state == R.DECIDED
    assert row.number not in client.get(LIST).content.decode()


def test_what_was_never_shown_is_not_decided(client, shonin, tanto):
    row = asked()
    client.force_login(shonin)
    old = approval(client, row)
    decisions.pull_back(row.pk, by=tanto)
    session = row.sessions.get(held_on=SECOND)
    session.content = "見せていない内容"
    session.save()
    decisions.request_approval(row.pk, by=tanto)

    refused = client.post(change(row), old)

    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "画面を開いた後に計画または確認の結果が変わったため、決定しませんでした。" in shown
    assert "見せていない内容" in shown
    assert (whole(row).state, PlanVersion.objects.count()) == (R.AWAITING, 0)
    fresh = re.search(r'name="seen" value="([0-9a-f]{64})"', shown)[1]
    client.post(change(row), old | {"seen": fresh})
    assert (whole(row).state, PlanVersion.objects.count()) == (R.DECIDED, 1)


def test_sending_back_in_the_admin_tells_the_staff(client, shonin):
    row = asked()
    client.force_login(shonin)

    refused = client.post(change(row), {"decision": "send_back", "send_back-comment": ""})
    assert refused.status_code == 422
    assert "差し戻す理由を入力してください。" in refused.content.decode()
    client.post(change(row), {"decision": "send_back", "send_back-comment": "目標を具体的に"})

    assert whole(row).steps.last().comment == "目標を具体的に"
    assert list(DispatchRequest.objects.sent_back()) == [row]
    client.force_login(row.author)
    url = reverse("dispatch:request_list")
    assert row.number in client.get(url, {"scope": "sent_back"}).content.decode()
    decisions.request_approval(row.pk, by=row.author)
    assert not DispatchRequest.objects.sent_back().exists()


def test_a_part_in_it_is_said_instead_of_the_button(client, shonin):
    row = ready(owner=shonin, author=UserFactory())
    decisions.request_approval(row.pk, by=row.author)
    client.force_login(shonin)

    shown = client.get(change(row)).content.decode()
    answer = client.post(change(row), {"decision": "approve", "approve-comment": ""})

    assert "自分が担当する派遣依頼のため決定できません。" in shown
    assert 'value="approve"' not in shown
    assert (answer.status_code, whole(row).state) == (422, R.AWAITING)


def test_a_double_click_decides_once(client, shonin):
    row = asked()
    client.force_login(shonin)
    token = {"form_token": "6f1f3f4e-1111-4a4a-8888-000000000077"}
    data = approval(client, row) | token

    client.post(change(row), data)
    client.post(change(row), data)

    assert PlanVersion.objects.count() == 1


def test_staff_do_not_open_the_managers_page(client, tanto):
    row = asked()
    client.force_login(tanto)

    assert client.get(change(row), follow=True).status_code == 403


def test_a_changed_plan_shows_what_changed(client, shonin, tanto):
    row = decided(shonin)
    decisions.revise(row.pk, by=tanto, comment="会場が変わった")
    session = row.sessions.get(held_on=SECOND)
    session.place = "体育館"
    session.save()
    decisions.request_approval(row.pk, by=tanto)
    client.force_login(shonin)

    shown = client.get(change(row)).content.decode()
    assert "第1版から変わったこと" in shown
    decisions.approve(row.pk, by=shonin)
    second, first = page(client, row), page(client, row, more="&version=1")

    assert "第2版で変わったこと" in second
    assert "体育館" in second
    assert "第1版の内容" in first
    assert "体育館" not in first


def test_home_tells_what_waits(client, shonin):
    waiting, told = asked(), decided(shonin)
    client.force_login(shonin)
    home = client.get(reverse("home")).content.decode()

    assert "決定を待っている派遣依頼" in home
    assert "決定通知を送っていない派遣依頼" in home
    rows = DispatchRequest.objects
    assert (list(rows.awaiting()), list(rows.to_notify())) == ([waiting], [told])


def test_the_start_of_the_admin_tells_what_waits(client, shonin):
    asked()
    ready(sessions_wanted=25)
    client.force_login(shonin)

    index = client.get(reverse("admin:index")).content.decode()

    assert "決定を待っている派遣依頼" in index
    assert "承認者の例外を待つ派遣依頼" in index


@pytest.mark.parametrize(
    ("day", "start", "finish"),
    [
        (date(2025, 9, 9), 0, 0),
        (FIRST, 1, 0),
        (SECOND, 1, 0),
        (date(2025, 9, 18), 1, 1),
    ],
)
def test_the_calendar_says_what_has_begun_and_what_is_over(shonin, day, start, finish):
    decided(shonin)

    rows = DispatchRequest.objects
    assert (rows.to_start(day).count(), rows.to_finish(day).count()) == (start, finish)


def test_the_way_to_the_end_and_back(client, shonin, tanto):
    row = decided(shonin)
    client.force_login(tanto)
    assert "その日から実施中にできます。" in step(client, row, "start", comment="")

    with time_machine.travel(FIRST, tick=False):
        client.force_login(tanto)
        assert "「実施中」にしました。" in step(client, row, "start", comment="")
        assert "最後の指導日は令和7年9月17日（水）です。" in step(client, row, "finish", comment="")
    with time_machine.travel(SECOND, tick=False):
        client.force_login(tanto)
        for name, comment, state in (
            ("finish", "", R.HELD),
            ("resume", "追加の指導日がある", R.UNDERWAY),
            ("finish", "", R.HELD),
            ("settle", "", R.HELD),
            ("settle", "9月30日に支払", R.SETTLED),
            ("unsettle", "支払先の誤り", R.HELD),
            ("settle", "支払済み", R.SETTLED),
            ("complete", "報告書を提出", R.COMPLETED),
            ("reopen", "書類の差替え", R.SETTLED),
        ):
            step(client, row, name, comment=comment)
            assert (name, whole(row).state) == (name, state)


def test_the_filter_of_the_list_is_taken_off_by_a_sign_that_the_letters_have(client):
    client.force_login(UserFactory(shonin=True))
    sign = "× 絞り込みをすべて解除する"
    assert sign not in client.get(LIST).content.decode()
    assert sign in client.get(LIST, {"waiting": "decision"}).content.decode()
