"""Who goes to a session: booked, confirmed, released, replaced."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AssignmentState as A
from dispatch.models import Assignment
from dispatch.rules.assignments import NeedsAcknowledgement, mark_of
from dispatch.services import assignments, sessions
from meisters.choices import Mark
from meisters.models import WeekdayAvailability
from tests.dispatch.session_situations import adjusting, booked, free_meister, session_at
from tests.factories.instructors import AssistantFactory, SkilledWorkerFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def test_a_person_is_held_and_then_confirmed(tanto):
    session, meister = session_at(), free_meister()

    row = assignments.assign(session.pk, meister, "lead", by=tanto)
    assert (row.state, row.meister, row.role) == (A.TENTATIVE, meister, "lead")
    assert assignments.confirm(row.pk, by=tanto).state == A.CONFIRMED
    assert assignments.confirm(row.pk, by=tanto).version == 2


def test_a_confirmed_booking_confirms_who_was_held(tanto):
    session, meister = session_at(), free_meister()
    row = assignments.assign(session.pk, meister, "lead", by=tanto)

    again = assignments.assign(session.pk, meister, "lead", by=tanto, confirmed=True)

    assert (again.pk, again.state) == (row.pk, A.CONFIRMED)


def test_two_places_at_once_are_refused_with_the_name_of_the_other(tanto):
    meister = free_meister()
    first = session_at(13, 15)
    booked(first, meister)

    with pytest.raises(TransitionDenied) as refused:
        booked(session_at(14, 16), meister)

    assert str(refused.value) == (
        f"{meister}さんは、同じ時間帯に別の指導日が確定しています："
        f"R7.9.10 13:00～15:00の{first.request.client}（{first.place}）。"
        "時間を変えるか、ほかの人を選んでください。"
    )
    assert Assignment.objects.count() == 1


def test_whoever_is_promised_elsewhere_is_not_held_either(tanto):
    meister = free_meister()
    booked(session_at(13, 15), meister)
    with pytest.raises(TransitionDenied, match="別の指導日が確定しています"):
        assignments.assign(session_at(14, 16).pk, meister, "lead", by=tanto)


def test_adjacent_sessions_at_one_place_are_fine(tanto):
    meister, request = free_meister(), adjusting()
    booked(session_at(13, 15, request=request), meister)
    assert booked(session_at(15, 17, request=request), meister).state == A.CONFIRMED


def test_one_leads_and_nobody_stands_twice(tanto):
    session, meister = session_at(), free_meister()
    booked(session, meister)
    with pytest.raises(TransitionDenied, match="主たる指導者がすでにいます"):
        booked(session, free_meister())
    with pytest.raises(TransitionDenied, match="すでにこの指導日に入っています"):
        booked(session, meister, "further")


def test_a_replaced_person_stays_in_the_history(tanto):
    session, first, second = session_at(), free_meister(), free_meister()
    row = booked(session, first)

    after = assignments.substitute(row.pk, second, reason="急病", by=tanto, confirmed=True)

    row.refresh_from_db()
    assert (row.state, row.release_reason) == (A.RELEASED, "急病")
    assert (after.replaces, after.role, after.state) == (row, "lead", A.CONFIRMED)
    steps = list(session.request.steps.values_list("label", "comment"))
    assert steps == [("従事者の交代", f"R7.9.10 13:00～15:00：{first}から{second}へ　急病")]


def test_a_released_person_may_come_back(tanto):
    session, meister = session_at(), free_meister()
    row = booked(session, meister)
    with pytest.raises(TransitionDenied, match="理由を入力してください"):
        assignments.release(row.pk, reason=" ", by=tanto)
    assignments.release(row.pk, reason="取り違え", by=tanto)
    with pytest.raises(TransitionDenied, match="すでに外れています"):
        assignments.release(row.pk, reason="取り違え", by=tanto)
    assert booked(session, meister).pk != row.pk


def test_who_may_go(tanto):
    session = session_at()
    elsewhere = session_at(request=adjusting(trade=TradeFactory(name="左官")))
    paused, helper = free_meister(state="paused"), AssistantFactory()

    for session_id, person, role, sentence in (
        (session.pk, paused, "lead", f"{paused}さんは「休止」のため、割り当てられません。"),
        (
            session.pk,
            helper,
            "lead",
            f"{helper}さんは補助員のため、主たる指導者にはできません。",
        ),
        (elsewhere.pk, free_meister(given_name="次郎"), "lead", None),
        (session.pk, free_meister(), "boss", "役割を選択してください。"),
    ):
        with pytest.raises(TransitionDenied) as refused:
            assignments.assign(session_id, person, role, by=tanto)
        expected = sentence or (
            "岩木 次郎さんは左官の認定を受けていないため、主たる指導者にできません。"
        )
        assert str(refused.value) == expected
    assert assignments.assign(session.pk, helper, "assistant", by=tanto).assistant == helper


@pytest.mark.parametrize("state", ["received", "awaiting", "cancelled"])
def test_people_stay_while_the_request_is_not_being_adjusted(tanto, state):
    side = {"cancel_side": "client"} if state == "cancelled" else {}
    session = SessionFactory(request=RequestFactory(state=state, **side))
    with pytest.raises(TransitionDenied, match="のため、指導日を変更できません。"):
        assignments.assign(session.pk, free_meister(), "lead", by=tanto)


def test_readers_book_nobody():
    reader = UserFactory(etsuran=True)
    with pytest.raises(TransitionDenied, match="権限がありません"):
        assignments.assign(session_at().pk, free_meister(), "lead", by=reader)


def test_what_stands_against_a_booking_needs_a_reason(tanto):
    session, meister = session_at(), free_meister()
    WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.MAYBE)

    with pytest.raises(NeedsAcknowledgement) as refused:
        booked(session, meister)
    (conflict,) = refused.value.conflicts
    assert conflict.found.text == "本人の都合が△です（午後）。"
    assert conflict.name == f"meister-{meister.pk}:availability:{mark_of([conflict.found.text])}"
    assert Assignment.objects.count() == 0

    row = booked(session, meister, acknowledged={"availability": "電話で確認した"})
    kept = row.acknowledgements.get()
    assert (kept.conflict, kept.text, kept.reason, kept.by) == (
        "availability",
        "本人の都合が△です（午後）。",
        "電話で確認した",
        session.request.author,
    )


def test_a_yes_is_the_word_of_who_was_not_asked_about_the_day(tanto):
    session, meister = session_at(), MeisterFactory()
    row = assignments.assign(session.pk, meister, "lead", by=tanto)

    assert assignments.confirm(row.pk, by=tanto).state == A.CONFIRMED
    kept = row.acknowledgements.get()
    assert (kept.conflict, kept.text, kept.reason) == (
        "availability",
        "本人の都合を確認していません（午後）。",
        "本人の承諾を得ています。",
    )


@pytest.mark.parametrize("known", [True, False])
def test_a_yes_for_one_day_is_none_for_another(tanto, known):
    session, meister = session_at(by=tanto), free_meister() if known else MeisterFactory()
    if known:
        WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.MAYBE)
    row = booked(session, meister, acknowledged={"availability": "電話で確認した"})
    later = {"held_on": session.held_on + timedelta(7)}

    with pytest.raises(NeedsAcknowledgement):
        sessions.move(session.pk, later, version=session.version, by=tanto)
    assert row.acknowledgements.get().reason == "電話で確認した"

    given = {"availability": "日を変えることも承知"}
    sessions.move(session.pk, later, version=session.version, by=tanto, acknowledged=given)
    assert row.acknowledgements.get().reason == "日を変えることも承知"


def test_a_reason_given_with_a_tentative_booking_holds_later(tanto):
    meister = free_meister()
    WeekdayAvailability.objects.filter(meister=meister).update(mark=Mark.MAYBE)
    row = assignments.assign(
        session_at().pk,
        meister,
        "lead",
        by=tanto,
        acknowledged={"availability": "電話で確認した"},
    )
    assert assignments.confirm(row.pk, by=tanto).state == A.CONFIRMED


@pytest.mark.django_db(transaction=True)
def test_of_twenty_bookings_at_once_one_is_kept():
    meister, tanto = free_meister(), UserFactory(tanto=True)
    sessions = [session_at(by=tanto) for _ in range(20)]
    kept, refused, start = [], [], Barrier(20)

    def confirm(session):
        start.wait()
        try:
            kept.append(assignments.assign(session.pk, meister, "lead", by=tanto, confirmed=True))
        except TransitionDenied as denied:
            refused.append(str(denied))
        finally:
            connection.close()

    threads = [Thread(target=confirm, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(kept), len(refused)) == (1, 19)
    assert list(Assignment.objects.values_list("pk", flat=True)) == [kept[0].pk]
    taken = f"{meister}さんは、同じ時間帯に別の指導日が確定しています："
    assert all(sentence.startswith(taken) for sentence in refused)


def test_a_skilled_worker_instructs_only_in_the_registered_trade(tanto):
    session, worker = session_at(), SkilledWorkerFactory(trade=TradeFactory(name="左官"))
    for role, words in (("lead", "主たる指導者"), ("further", "指導者")):
        with pytest.raises(TransitionDenied) as refused:
            assignments.assign(session.pk, worker, role, by=tanto)
        assert str(refused.value) == (
            f"{worker}さんは左官の熟練技能者として登録しているため、"
            f"{session.trade}の{words}にできません。"
        )
    same = SkilledWorkerFactory(trade=session.trade)
    assert assignments.assign(session.pk, same, "lead", by=tanto).skilled_worker == same
