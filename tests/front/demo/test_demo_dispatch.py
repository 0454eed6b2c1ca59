"""The demo shows section 2 at work: talks, both waves of the survey, requests in every step."""

import pytest

from aomori_skills.base import fiscal_year
from dispatch.choices import (
    AddresseeState,
    AskState,
    AssignmentState,
    InstructorRole,
    RequestState,
    SessionState,
)
from dispatch.models import (
    Ask,
    Assignment,
    Assistant,
    Consultation,
    DayCheck,
    DecisionNotice,
    DemandSurvey,
    DispatchPlan,
    DispatchRequest,
    PlanVersion,
    PriorMeeting,
    RequestOverride,
    Session,
    SkilledWorker,
    SurveyAddressee,
    SurveyProposal,
    SurveyWish,
    Trainee,
)
from meisters.choices import Answer

pytestmark = pytest.mark.django_db


def test_the_tables_are_always_this_full(demo):
    full = {
        Consultation: 26,
        DemandSurvey: 2,
        SurveyAddressee: 24,
        SurveyWish: 5,
        SurveyProposal: 1,
        DispatchRequest: 21,
        RequestOverride: 1,
        SkilledWorker: 2,
        Assistant: 3,
        Session: 35,
        Ask: 21,
        Assignment: 32,
        DispatchPlan: 11,
        Trainee: 123,
        PriorMeeting: 4,
        PlanVersion: 10,
        DecisionNotice: 12,
        DayCheck: 9,
    }

    assert {model: model.objects.count() for model in full} == full


def test_the_requests_of_a_day_are_always_these(demo):
    rows = DispatchRequest.objects.order_by("fiscal_year", "serial")

    assert [f"{row.number} {row}：{row.get_state_display()}" for row in rows] == [
        "派R7-001 青森県立青森工業高等学校（建築大工）：完了",
        "派R7-002 株式会社岩木嶺建工（建築大工）：取消",
        "派R7-003 あおもり若者サポートステーション（フラワー装飾）：完了",
        "派R7-004 株式会社北斗造園（造園）：取消",
        "派R8-001 青森県立五所川原工科高等学校（ウェブデザイン）：完了",
        "派R8-002 青森県立むつ工業高等学校（塗装）：精算済",
        "派R8-003 青森県立青森工業高等学校（建築大工）：調整中",
        "派R8-004 名月建具工房（家具製作）：実施済",
        "派R8-005 青森県立青森工業高等学校（電気機器組立て）：調整中",
        "派R8-006 青森県立十和田工業高等学校（電気溶接）：実施中",
        "派R8-007 株式会社王林精機（機械加工）：受付",
        "派R8-008 青森県立八戸工業高等学校（機械加工）：承認待ち",
        "派R8-009 青森県立弘前実業高等学校（婦人子供服製造）：決定",
        "派R8-010 青森県立柏木農業高等学校（造園）：調整中",
        "派R8-011 国光石材店（石材施工）：受付",
        "派R8-012 青森市立りんごの花小学校（左官）：決定",
        "派R8-013 株式会社大紅栄工業（電気溶接）：調整中",
        "派R8-014 青森県立弘前工業高等学校（機械加工）：受付",
        "派R8-015 はまなす機械技能士会（機械検査）：受付",
        "派R8-016 ひろさき若者サポートステーション（菓子製造）：受付",
        "派R8-017 株式会社岩木嶺建工（建築大工）：受付",
    ]


def test_every_state_that_has_its_screens_can_be_seen(demo):
    def states(model):
        return set(model.objects.values_list("state", flat=True))

    assert states(SurveyAddressee) == set(AddresseeState)
    assert states(DispatchRequest) == set(RequestState)
    assert states(Session) == set(SessionState)
    assert states(Ask) == set(AskState) - {AskState.WITHDRAWN}
    assert states(Assignment) == {AssignmentState.CONFIRMED}


def test_the_school_day_has_its_trades_people_and_pupils(demo):
    request = DispatchRequest.objects.get(client__name="青森市立りんごの花小学校")
    sessions = request.sessions.order_by("pk")
    people = Assignment.objects.filter(session__request=request)
    roles = [people.filter(role=role).count() for role in InstructorRole]

    assert [(str(one.trade), one.people) for one in sessions] == [
        ("左官", 24),
        ("畳製作", 22),
        ("建具製作", 22),
    ]
    assert len({one.held_on for one in sessions}) == 1
    assert roles == [3, 2, 2]
    consents = [request.trainees.filter(photo_consent=one).count() for one in Answer]
    assert sum(consents) == 68
    assert min(consents) > 0


def test_sessions_lie_behind_and_ahead_and_some_are_near(demo):
    days = Session.objects.standing().values_list("held_on", flat=True)
    near = [day for day in days if 0 <= (day - demo.today).days <= 7]

    assert len(near) == 4
    assert {fiscal_year.of(day) for day in days} == {2025, 2026}
    assert min(days) < demo.today < max(days)
