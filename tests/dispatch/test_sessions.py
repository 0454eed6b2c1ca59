"""指導日 through their services: added, copied, moved, cancelled, revived."""

from datetime import date, time

import pytest

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.masters import load_year_rules
from dispatch.choices import SessionState
from dispatch.models import Session
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.services import sessions
from tests.dispatch.session_situations import (
    DAY,
    adjusting,
    booked,
    free_meister,
    hour,
    session_at,
)
from tests.factories.office import MunicipalityFactory, TradeFactory, UserFactory
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def moved(session, *, by, acknowledged=None, **fields):
    session.refresh_from_db()
    return sessions.move(
        session.pk, fields, version=session.version, by=by, acknowledged=acknowledged
    )


def test_a_session_takes_what_is_left_out_from_the_request(tanto):
    town = MunicipalityFactory()
    request = adjusting(place="第一実習室", municipality=town, people=12, content="継手")

    session = session_at(13, 15, request=request, by=tanto)

    assert (session.trade, session.place, session.municipality) == (
        request.trade,
        "第一実習室",
        town,
    )
    assert (session.people, session.content, session.state) == (12, "継手", SessionState.PLANNED)


def test_sessions_for_each_wished_date_and_trade(tanto):
    request = adjusting(people=68, days=[DAY, date(2025, 9, 17)])
    other = TradeFactory(name="左官")
    request.further_trades.create(trade=other, people=23)
    wishes = list(request.wished_dates.values_list("pk", flat=True))

    made = sessions.add_from_wishes(request.pk, wishes, by=tanto)

    assert {one.attendant for one in made} == {request.owner}
    assert [(one.held_on, one.trade, one.people) for one in made] == [
        (DAY, request.trade, 45),
        (DAY, other, 23),
        (date(2025, 9, 17), request.trade, 45),
        (date(2025, 9, 17), other, 23),
    ]
    assert sessions.add_from_wishes(request.pk, wishes, by=tanto) == []


def test_a_wish_without_an_hour_waits_for_one(tanto):
    request = adjusting()
    wish = request.wished_dates.create(day=DAY)
    with pytest.raises(TransitionDenied, match="時刻が入力されていません"):
        sessions.add_from_wishes(request.pk, [wish.pk], by=tanto)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"held_on": date(2026, 4, 1)}, "令和7年度の日付ではありません"),
        ({"ends_at": time(13)}, "終了時刻は開始時刻より後"),
        ({"break_minutes": 120}, "休憩の時間が、指導日の時間以上"),
    ],
)
def test_what_no_session_may_be(tanto, fields, sentence):
    with pytest.raises(TransitionDenied, match=sentence):
        session_at(13, 15, by=tanto, **fields)


def test_a_session_is_repeated_without_its_people(tanto):
    session = session_at(9, 12, break_minutes=15, content="鉋", attendant=tanto)
    booked(session, free_meister())
    days = [date(2025, 9, 24), date(2025, 9, 17)]

    made = sessions.repeat(session.pk, days, by=tanto)

    assert [one.held_on for one in made] == sorted(days)
    assert {(one.starts_at, one.break_minutes, one.content) for one in made} == {
        (time(9), 15, "鉋")
    }
    assert [one.attendant for one in made] == [tanto, tanto]
    assert [one.assignments.count() for one in made] == [0, 0]
    with pytest.raises(TransitionDenied, match="すでにあります"):
        sessions.repeat(session.pk, days[:1], by=tanto)


def test_a_moved_session_says_whom_to_tell(tanto):
    attendant = UserFactory(shonin=True)
    session = session_at(13, 15, attendant=attendant)
    meister = free_meister(phone="017-700-0009")
    booked(session, meister)

    done = moved(session, by=tanto, starts_at=time(9), ends_at=time(11))

    assert [(one.name, one.role, one.phone) for one in done.to_tell] == [
        (str(session.request.client), "依頼元", session.request.client.phone),
        (f"{meister}さん", "主たる指導者・確定", "017-700-0009"),
        (f"{attendant}さん", "立会職員", ""),
    ]
    step = session.request.steps.get()
    assert (step.label, step.comment) == (
        "指導日の変更",
        f"R7.9.10 13:00～15:00 → R7.9.10 09:00～11:00（{session.place}）\n"
        f"連絡する相手：{session.request.client}（依頼元）、"
        f"{meister}さん（主たる指導者・確定）、{attendant}さん（立会職員）",
    )


def test_a_moved_place_alone_tells_the_old_and_the_new_one(tanto):
    town = MunicipalityFactory(name="黒石市")
    session = session_at(13, 15, place="実習室", municipality=town)
    moved(session, by=tanto, place="体育館")
    assert session.request.steps.get().comment.splitlines()[0] == (
        "R7.9.10 13:00～15:00（黒石市　実習室） → R7.9.10 13:00～15:00（黒石市　体育館）"
    )


def test_a_change_of_words_alone_is_told_to_nobody(tanto):
    session = session_at()
    done = moved(session, by=tanto, content="鉋の調整")
    assert (done.session.content, done.to_tell) == ("鉋の調整", ())
    assert session.request.steps.count() == 0


def test_a_move_asks_about_its_people_anew(tanto):
    load_year_rules()
    meister, here = free_meister(), MunicipalityFactory()
    first = session_at(9, 11, municipality=here)
    second = session_at(13, 15, municipality=here, place="別の会場")
    booked(first, meister)
    booked(second, meister)

    with pytest.raises(TransitionDenied, match=r"が確定しています：R7\.9\.10 09:00～11:00"):
        moved(second, by=tanto, starts_at=hour(10.5), ends_at=hour(12.5))
    with pytest.raises(NeedsAcknowledgement) as refused:
        moved(second, by=tanto, starts_at=hour(11), ends_at=hour(13))
    (conflict,) = refused.value.conflicts
    assert conflict.found.text == (
        f"R7.9.10 09:00～11:00の{first.request.client}（{first.place}）との間は0分で、"
        "移動と余裕に必要な30分に足りません。"
    )
    second.refresh_from_db()
    assert second.starts_at == time(13)

    given = {conflict.name: "同じ敷地のため"}
    moved(second, by=tanto, acknowledged=given, starts_at=hour(11), ends_at=hour(13))
    kept = second.assignments.get().acknowledgements
    assert kept.get().reason == "同じ敷地のため"
    moved(second, by=tanto, starts_at=hour(14), ends_at=hour(16))
    assert kept.count() == 0


def test_a_move_on_a_stale_page_is_refused(tanto):
    session = session_at()
    moved(session, by=tanto, content="新しい内容")
    with pytest.raises(TransitionDenied, match="ほかの職員がこの指導日を変更しました"):
        sessions.move(session.pk, {"content": "古い内容"}, version=1, by=tanto)


def test_a_cancelled_session_frees_its_people_and_comes_back_only_if_they_are_free(tanto):
    meister, session = free_meister(), session_at()
    booked(session, meister)

    done = sessions.cancel(session.pk, side="weather", reason="大雪", by=tanto)
    assert (done.session.state, done.session.cancel_side) == (SessionState.CANCELLED, "weather")
    assert len(done.to_tell) == 2
    other = session_at()
    booked(other, meister)
    with pytest.raises(TransitionDenied, match="別の指導日が確定しています"):
        sessions.revive(session.pk, by=tanto)
    sessions.cancel(other.pk, side="client", reason="行事", by=tanto)

    revived = sessions.revive(session.pk, by=tanto).session
    assert (revived.state, revived.cancel_side, revived.cancel_reason) == ("planned", "", "")
    labels = list(session.request.steps.values_list("label", flat=True))
    assert labels == ["指導日の中止", "中止の取りやめ"]


@pytest.mark.parametrize(
    ("side", "reason", "sentence"),
    [("", "大雪", "中止の事由を選択"), ("weather", " ", "中止の理由を入力")],
)
def test_a_cancellation_has_its_side_and_reason(tanto, side, reason, sentence):
    with pytest.raises(TransitionDenied, match=sentence):
        sessions.cancel(session_at().pk, side=side, reason=reason, by=tanto)


def test_all_sessions_of_a_request_are_cancelled_with_it(tanto):
    request = adjusting()
    gone = session_at(9, 11, request=request)
    sessions.cancel(gone.pk, side="client", reason="行事", by=tanto)
    session_at(13, 15, request=request)

    done = sessions.cancel_all(request, side="weather", reason="大雪", by=tanto)

    assert len(done) == 1
    sides = Session.objects.order_by("starts_at").values_list("cancel_side", flat=True)
    assert list(sides) == ["client", "weather"]


@pytest.mark.parametrize(
    ("state", "way"),
    [("received", "「調整を始める」を選んでから"), ("awaiting", "引き戻してから")],
)
def test_no_session_is_added_while_nothing_is_adjusted(tanto, state, way):
    with pytest.raises(TransitionDenied, match=way):
        session_at(request=RequestFactory(state=state), by=tanto)


def test_readers_change_nothing():
    reader = UserFactory(etsuran=True)
    session = session_at()
    with pytest.raises(TransitionDenied, match="権限がありません"):
        moved(session, by=reader, content="変更")
    with pytest.raises(TransitionDenied, match="権限がありません"):
        sessions.cancel(session.pk, side="client", reason="行事", by=reader)


def test_who_pauses_is_taken_off_before_the_day_moves(tanto):
    session, meister = session_at(), free_meister()
    booked(session, meister)
    meister.state = "paused"
    meister.save()

    with pytest.raises(TransitionDenied) as refused:
        moved(session, by=tanto, starts_at=time(9), ends_at=time(11))

    assert str(refused.value) == (
        f"{meister}さんは「休止」のため、割り当てられません。"
        f"先に{meister}さんをこの指導日から外してください。"
    )
