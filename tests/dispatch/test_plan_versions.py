"""計画の変更 and 取消: the decided version stays, the next one says what is new."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base.dated import DatedState
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front import wording
from dispatch import figures
from dispatch.choices import InstructorRole, SessionState
from dispatch.choices import RequestState as R
from dispatch.models import DispatchPlan, PlanVersion
from dispatch.rules.plan_versions import Change, changes
from dispatch.services import assignments, dated, decisions, request_cancelling, sessions
from tests.dispatch.decision_situations import FIRST, SECOND, decided, helper, ready, tell
from tests.dispatch.request_situations import TODAY, masters, whole
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


def test_a_change_makes_the_next_version(shonin):
    row = decided(shonin)

    decisions.revise(row.pk, by=row.author, comment="会場が変わった")
    assert (whole(row).state, whole(row).approved_by) == (R.ADJUSTING, None)
    session = row.sessions.get(held_on=SECOND)
    session.place = "体育館"
    session.save()
    another = MeisterFactory(family_name="白神", given_name="岳")
    first = row.sessions.get(held_on=FIRST)
    helper(row, first, meister=another)
    decisions.request_approval(row.pk, by=row.author)
    second = decisions.approve(row.pk, by=shonin)

    meister = first.assignments.get(role=InstructorRole.LEAD).meister
    assert second.number == 2
    old = PlanVersion.objects.get(number=1)
    assert changes(old.content, second.content) == [
        Change(
            "指導日　令和7年9月10日（水）13:00～15:00",
            "指導者・補助員",
            f"{meister.name}（主たる指導者）",
            f"{meister.name}（主たる指導者）、{another.name}（指導者）",
        ),
        Change("指導日　令和7年9月17日（水）13:00～15:00", "実施場所", "実習室", "体育館"),
        Change("計画の合計", "指導者", "（なし）", "1人　延べ1回　2時間"),
    ]
    assert second.content["notify"] == [
        "client", f"meister-{meister.pk}", f"meister-{another.pk}",
    ]  # fmt: skip


def test_who_has_nothing_new_is_not_told_again(shonin):
    ProfileFactory()
    wording.load()
    row = decided(shonin)
    tell(row, UserFactory(tanto=True))
    decisions.revise(row.pk, by=row.author, comment="人数が変わった")
    DispatchPlan.objects.update(aim="別の目標")
    decisions.request_approval(row.pk, by=row.author)

    version = decisions.approve(row.pk, by=shonin)

    assert version.content["notify"] == ["client"]


def test_a_cancellation_takes_sessions_and_people_along(shonin):
    row = decided(shonin)

    request_cancelling.cancel(row.pk, by=row.author, side="weather", comment="大雪のため")

    after = whole(row)
    assert (after.state, after.approved_by) == (R.CANCELLED, None)
    assert set(row.sessions.values_list("state", "cancel_side", "cancel_reason")) == {
        (SessionState.CANCELLED, "weather", "大雪のため")
    }
    assert PlanVersion.objects.in_force(2025).count() == 0


def test_what_was_held_is_not_cancelled(shonin):
    row = decided(shonin)

    with (
        time_machine.travel(date(2025, 9, 11), tick=False),
        pytest.raises(TransitionDenied, match="令和7年9月10日（水）の指導日を過ぎているため"),
    ):
        request_cancelling.cancel(row.pk, by=row.author, side="client", comment="中止")


def test_cancelled_sessions_are_not_in_the_plan(shonin):
    row = ready(sessions_wanted=1)
    sessions.cancel(
        row.sessions.get(held_on=SECOND).pk, side="client", reason="行事", by=row.author
    )
    decisions.request_approval(row.pk, by=row.author)

    version = decisions.approve(row.pk, by=shonin)

    assert [one["day"] for one in version.content["sessions"]] == ["2025-09-10"]


def test_days_that_were_held_stay_decided_while_the_plan_changes(shonin):
    row = decided(shonin)
    tanto = row.author
    with time_machine.travel(date(2025, 9, 11), tick=False):
        decisions.revise(row.pk, by=tanto, comment="2日目の会場が変わった")
        held, ahead = row.sessions.order_by("held_on")

        assert PlanVersion.objects.in_force(2025).get().number == 1
        year, _ = figures.sessions_of(2025)
        assert (year.sessions, year.in_preparation) == (1, 1)
        told = [one.state for one in dated.sessions(FIRST, SECOND)]
        assert sorted(told) == sorted([DatedState.PASSED, DatedState.TENTATIVE])
        with pytest.raises(TransitionDenied, match="実施日を過ぎているため変更できません。"):
            sessions.move(held.pk, {"place": "体育館"}, version=held.version, by=tanto)
        with pytest.raises(TransitionDenied, match="実施日を過ぎているため変更できません。"):
            assignments.assign(held.pk, MeisterFactory(), "further", by=tanto)
        known = {"availability": "電話で確認した"}
        moved = sessions.move(
            ahead.pk, {"content": "刻み"}, version=ahead.version, by=tanto, acknowledged=known
        )
        assert moved.session.content == "刻み"
