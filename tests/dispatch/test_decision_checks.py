"""決定の前の確認: what is open or soft is said, by name where it is somebody's, and no stop."""

from dataclasses import replace

import pytest
import time_machine

from aomori_skills.base.verdict import Outcome, Verdict
from dispatch.choices import AssignmentState
from dispatch.choices import RequestState as R
from dispatch.rules.decision_checks import decision_checks
from dispatch.rules.plan_content import meter_section
from dispatch.services import decisions
from dispatch.services.decision_case import decision_case
from meisters.models import Meister
from tests.dispatch.decision_situations import FIRST, helper, ready
from tests.dispatch.request_situations import TODAY, judged, masters, whole
from tests.factories.meisters import MeisterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


def told(row, item: str):
    found = decision_checks(decision_case(whole(row)))
    return next((one.outcome.value, one.text) for one in found if one.rule == item)


def test_what_is_open_is_a_warning_only():
    row = ready(no_other_subsidy="unknown", sessions_wanted=3)
    session = row.sessions.first()
    someone = helper(row, session, state=AssignmentState.TENTATIVE)
    row = judged(row)

    assert told(row, "questions") == ("？", "他の補助金等との重複が未確認です。")
    assert told(row, "tentative") == (
        "？",
        f"R7.9.10 13:00～15:00 {someone}が仮のままです。仮の人には決定を通知しません。",
    )
    assert told(row, "roster") == ("？", "まだ登録されていません。")
    assert told(row, "volume") == (
        "×",
        "計画は2回、依頼は3回です。計画は4時間、依頼は6時間です。"
        "違いに理由があるかを確認してください。",
    )
    assert told(row, "budget") == (
        "？",
        "謝金、旅費、材料費の年間の予算が未設定です。「年度の基準」で設定してください。",
    )
    decisions.request_approval(row.pk, by=row.author)
    assert whole(row).state == R.AWAITING


def test_a_course_that_is_not_done_is_said_by_name():
    row = judged(ready())
    done = "必要な人は、すべて修了しています。"
    assert told(row, "courses") == ("○", done)
    session = row.sessions.get(held_on=FIRST)
    open_one, new = (
        MeisterFactory(family_name="岩木", given_name=name) for name in ("太郎", "次郎")
    )
    helper(row, session, meister=open_one)
    helper(row, session, meister=new)
    Meister.objects.filter(pk=open_one.pk).update(licence="unknown")

    asks = "派遣はできますが、指導技法等講習の受講の予定を確認してください。"
    unknown = "岩木 太郎さん：未確認（免許の有無を確認してください）"
    assert told(row, "courses") == ("？", f"{unknown}。{asks}")
    Meister.objects.filter(pk=new.pk).update(licence="not_held")
    missing = "岩木 次郎さん：必須・未修了（職業訓練指導員免許がありません）"
    assert told(row, "courses") == ("×", f"{unknown}、{missing}。{asks}")
    Meister.objects.filter(pk=new.pk).update(course_completed_on=TODAY)
    assert told(row, "courses") == ("？", f"{unknown}。{asks}")
    decisions.request_approval(row.pk, by=row.author)
    assert whole(row).state == R.AWAITING


def test_hours_that_nobody_told_are_not_0():
    row = judged(ready(hours_each=None))
    case = decision_case(whole(row))

    assert told(row, "volume") == ("？", "計画は4時間、依頼は指導時間が未入力です。")
    line = next(one for one in meter_section(case.meters)["lines"] if one["key"] == "hours")
    assert line["value"].startswith("ほかの依頼0時間　この依頼は未入力　")


def test_the_check_hides_no_soft_answer():
    row = judged(ready())
    case = decision_case(whole(row))
    soft = [
        Verdict("ages", "受講者の年齢", Outcome.NO, "59歳です。", hard=False),
        Verdict("photo", "写真撮影の同意", Outcome.UNKNOWN, "未確認です。", hard=False),
        Verdict("insurance", "傷害保険", Outcome.UNKNOWN, "未確認です。", hard=False),
    ]
    found = {one.rule: one for one in decision_checks(replace(case, verdicts=tuple(soft)))}

    assert (found["rules"].outcome, found["rules"].hard, found["rules"].text) == (
        Outcome.NO, False,
        "受講者の年齢が目安を満たしません。決定はできますが、理由を確認してください。",
    )  # fmt: skip
    assert found["questions"].text == "写真撮影の同意、傷害保険が未確認です。"
