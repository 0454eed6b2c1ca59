"""Asking for a decision, taking it, taking it back, changing what was decided."""

from datetime import date

import pytest
import time_machine
from django.db import InternalError, transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AssignmentState, SessionState
from dispatch.choices import RequestState as R
from dispatch.models import DispatchPlan, PlanVersion
from dispatch.rules.decision_checks import decision_checks
from dispatch.services import decisions
from dispatch.services.decision_case import decision_case
from tests.dispatch.decision_situations import FIRST, asked, decided, helper, rate, ready
from tests.dispatch.request_situations import TODAY, judged, masters, whole
from tests.factories.office import DelegationFactory, UserFactory
from tests.factories.requests import MaterialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


def told(row, item: str):
    found = decision_checks(decision_case(whole(row)))
    return next((one.outcome.value, one.text) for one in found if one.rule == item)


# 承認依頼


def test_a_complete_plan_goes_to_the_manager():
    row = asked()

    assert (row.state, row.requested_by, row.holder) == (R.AWAITING, row.author, "承認者")
    assert [one.rule for one in decision_checks(decision_case(row)) if one.blocks] == []


def test_what_lacks_is_said_at_once():
    row = ready()
    row.sessions.get(held_on=FIRST).assignments.update(state=AssignmentState.TENTATIVE)
    DispatchPlan.objects.all().delete()

    with pytest.raises(TransitionDenied) as denied:
        decisions.request_approval(row.pk, by=row.author)

    assert str(denied.value) == (
        f"{row}の派遣依頼は、次の項目のため承認を依頼できません。"
        "主たる指導者：R7.9.10 13:00～15:00の主たる指導者が確定していません。"
        "実技指導計画書：まだ作っていません。「計画」で作成してください。"
    )
    assert whole(row).state == R.ADJUSTING


def test_without_sessions_nothing_can_be_decided():
    row = ready()
    row.sessions.update(state=SessionState.CANCELLED, cancel_side="client", cancel_reason="休校")

    assert told(row, "sessions") == (
        "×", "指導日がありません。「指導日」で登録してください。",
    )  # fmt: skip
    assert told(row, "leads")[0] == "×"


def test_a_broken_rule_stops_the_asking():
    row = ready(sessions_wanted=25)

    assert told(row, "rules") == (
        "×",
        "年間の指導回数が基準を満たしません。内容を直すか、承認者に例外を認めてもらってください。",
    )
    with pytest.raises(TransitionDenied, match="年間の指導回数が基準を満たしません。"):
        decisions.request_approval(row.pk, by=row.author)


def test_a_plan_beyond_what_was_asked_for_may_not_break_a_cap():
    row = ready(sessions_wanted=1)
    other = ready(client=row.client, sessions_wanted=19)
    other = judged(other)

    assert told(row, "volume") == (
        "×",
        "計画は2回、依頼は1回です。計画どおりだと年間の上限を1回超えます。"
        "依頼の内容を計画に合わせてください。",
    )
    with pytest.raises(TransitionDenied, match="年間の上限を1回超えます。"):
        decisions.request_approval(row.pk, by=row.author)


def test_the_staff_take_it_back():
    row = asked()

    decisions.pull_back(row.pk, by=row.author, comment="日程が変わった")

    after = whole(row)
    assert (after.state, after.requested_by) == (R.ADJUSTING, None)
    assert after.steps.last().label == "引き戻し"


# 決定


def test_the_manager_decides_and_the_plan_is_frozen(shonin):
    row = asked()

    version = decisions.approve(row.pk, by=shonin, comment="よい計画です。")

    after = whole(row)
    assert (after.state, after.approved_by, after.approved_for) == (R.DECIDED, shonin, None)
    assert (version.number, version.comment, version.approved_at) == (
        1, "よい計画です。", after.approved_at,
    )  # fmt: skip
    content = PlanVersion.objects.get().content
    assert [(one["day"], one["hours"]) for one in content["sessions"]] == [
        ("2025-09-10", "2"),
        ("2025-09-17", "2"),
    ]
    assert content["cost"] == {"minutes": {"lead": 240}, "materials": 0}
    meister = row.sessions.first().assignments.get().meister
    assert content["notify"] == ["client", f"meister-{meister.pk}"]


def test_a_decided_version_stays_as_it_was(shonin):
    decided(shonin)
    version = PlanVersion.objects.get()

    for change in (lambda: PlanVersion.objects.update(comment="後から"), version.delete):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    assert PlanVersion.objects.get().comment == ""


def test_nobody_decides_what_is_their_own(shonin):
    tanto = UserFactory()
    own, handed, mine = (
        ready(author=shonin),
        ready(author=tanto, owner=shonin),
        ready(author=tanto),
    )
    for row, by in ((own, tanto), (handed, tanto), (mine, shonin)):
        decisions.request_approval(row.pk, by=by)

    for row, part in ((own, "登録した"), (handed, "担当する"), (mine, "承認を依頼した")):
        with pytest.raises(TransitionDenied) as denied:
            decisions.approve(row.pk, by=shonin)
        assert str(denied.value) == (
            f"{row}は自分が{part}派遣依頼のため決定できません。ほかの承認者に依頼してください。"
        )
    assert PlanVersion.objects.count() == 0


def test_staff_do_not_decide():
    row = asked()

    with pytest.raises(TransitionDenied, match="決定の権限がありません。"):
        decisions.approve(row.pk, by=UserFactory())


def test_a_delegate_decides_in_the_managers_place(shonin):
    row, delegate = asked(), UserFactory(username="deputy")
    DelegationFactory(manager=shonin, delegate=delegate, starts_on=TODAY, ends_on=date(2025, 6, 30))

    decisions.approve(row.pk, by=delegate)

    after = whole(row)
    assert (after.approved_by, after.approved_for) == (delegate, shonin)


def test_sending_back_needs_a_reason_and_leads_back(shonin):
    row = asked()

    with pytest.raises(TransitionDenied, match="差戻しの理由を入力してください。"):
        decisions.send_back(row.pk, by=shonin, comment=" ")
    decisions.send_back(row.pk, by=shonin, comment="補助員を増やしてください。")

    after = whole(row)
    assert (after.state, after.requested_by) == (R.ADJUSTING, None)
    assert after.steps.last().comment == "補助員を増やしてください。"


def test_over_the_budget_only_with_a_reason(shonin):
    rate("謝金", "主たる指導者", "1時間当たり", 6000)
    rate("予算", "謝金", "年間の予算", 40_000)
    decided(shonin)
    row = asked()
    assert told(row, "budget") == (
        "×",
        "年間の予算を謝金が8,000円超えます。決定するときは、コメントに理由が必要です。",
    )

    with pytest.raises(TransitionDenied, match="年間の予算を超えるため"):
        decisions.approve(row.pk, by=shonin)
    decisions.approve(row.pk, by=shonin, comment="センターと協議済み。")

    assert whole(row).state == R.DECIDED


def test_known_rates_are_counted_and_unset_ones_said(shonin):
    rate("謝金", "主たる指導者", "1時間当たり", 6000)
    row = ready()
    session = row.sessions.first()
    helper(row, session)
    MaterialFactory(request=row, unit_price=1000, quantity=3)

    fee, travel, materials = decision_case(whole(row)).budget

    assert (fee.own, fee.committed, fee.budget) == (24_000, 0, None)
    assert fee.unknown == ("指導者の1時間当たりの謝金が未設定のため、含んでいません。",)
    assert travel.unknown == ("旅費は精算のときに計算するため、含んでいません。",)
    assert (materials.own, materials.unknown) == (3300, ())
