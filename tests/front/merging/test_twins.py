"""統合: what only one of two rows tells is kept; what both tell otherwise is for people to say."""

from datetime import date

import pytest
import time_machine

from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import MEISTERS, ORGANIZATIONS
from aomori_skills.office.models import Organization
from meisters.models import (
    BriefedMeister,
    Briefing,
    Confirmation,
    ConfirmationRound,
    Course,
    Meister,
    Participation,
)
from meisters.papers.course_lists import roster_rows
from tests.factories.meisters import ApplicationFactory, MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.front.merging.acts import merge, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def shonin():
    with time_machine.travel("2026-04-15 10:00:00+09:00", tick=False):
        yield UserFactory(shonin=True)


def two_in(round_or_course, model, **only_lost):
    """A row of each of two meisters; the lost one's tells more."""
    kept, lost = MeisterFactory(), MeisterFactory()
    more = {"obligation": "required"} if model is Participation else {}
    name = "course" if model is Participation else "round"
    rows = [
        model.objects.create(meister=meister, **{name: round_or_course}, **more, **told)
        for meister, told in ((kept, {}), (lost, only_lost))
    ]
    return kept, lost, *rows


@pytest.fixture
def course(shonin):
    return Course.objects.create(kind="teaching", starts_on=date(2026, 4, 10), owner=shonin)


@pytest.fixture
def round_(shonin):
    days = {"opened_on": date(2026, 4, 1), "reply_by": date(2026, 4, 30)}
    return ConfirmationRound.objects.create(fiscal_year=2026, owner=shonin, **days)


def test_the_application_of_the_lost_meister_goes_with_the_person(shonin):
    application = ApplicationFactory()
    kept, lost = MeisterFactory(), MeisterFactory(application=application)

    merger = merge(MEISTERS, kept, lost, shonin)

    assert Meister.objects.get().application == application
    assert Meister.with_merged.get(pk=lost.pk).application is None
    assert {"label": "認定申請", "before": "", "after": str(application)} in merger.taken


def test_two_meisters_of_two_applications_refuse(shonin):
    one, two = ApplicationFactory(), ApplicationFactory()
    kept, lost = MeisterFactory(application=one), MeisterFactory(application=two)

    sentence = refused(MEISTERS, kept, lost, shonin)

    assert f"（{one.number}と{two.number}）" in sentence


def test_the_successor_of_a_closed_organization_is_kept(shonin):
    heir, ended = OrganizationFactory(), date(2025, 9, 30)
    kept = OrganizationFactory(ended_on=ended)
    lost = OrganizationFactory(ended_on=ended, successor=heir)

    merge(ORGANIZATIONS, kept, lost, shonin)

    assert Organization.objects.get(pk=kept.pk).successor == heir


def test_a_successor_is_not_lost_below_an_open_organization_nor_beside_another(shonin):
    ended = date(2025, 9, 30)
    lost = OrganizationFactory(ended_on=ended, successor=OrganizationFactory(name="紅玉左官"))
    other = OrganizationFactory(ended_on=ended, successor=OrganizationFactory(name="国光石材店"))

    opened = refused(ORGANIZATIONS, OrganizationFactory(), lost, shonin)
    assert "承継先（紅玉左官）が登録されていますが" in opened
    assert "（国光石材店と紅玉左官）" in refused(ORGANIZATIONS, other, lost, shonin)


def test_an_answered_consent_holds_over_an_unasked_one(shonin):
    kept, lost = MeisterFactory(), MeisterFactory()
    mine = kept.consents.create(item="photo")
    lost.consents.create(item="photo", answer="refused", answered_on=date(2026, 4, 1), way="post")

    plan = act.preview(MEISTERS, kept, lost).plan
    merge(MEISTERS, kept, lost, shonin)

    assert plan.gained == [
        ("公表同意", "写真　回答：同意しない、回答日：令和8年4月1日、回答方法：郵送")
    ]
    mine.refresh_from_db()
    assert (mine.answer, mine.answered_on, mine.way) == ("refused", date(2026, 4, 1), "post")


def test_an_unasked_consent_takes_nothing_from_an_answered_one(shonin):
    kept, lost = MeisterFactory(), MeisterFactory()
    mine = kept.consents.create(
        item="photo", answer="agreed", answered_on=date(2026, 4, 1), way="post"
    )
    lost.consents.create(item="photo")

    merge(MEISTERS, kept, lost, shonin)

    mine.refresh_from_db()
    assert (mine.answer, mine.answered_on) == ("agreed", date(2026, 4, 1))


def test_attendance_and_completion_hold_over_nothing(shonin, course):
    told = {"attendance": "attended", "completed_on": date(2026, 4, 10), "in_register": True}
    kept, lost, mine, _ = two_in(course, Participation, **told)

    merge(MEISTERS, kept, lost, shonin)

    mine.refresh_from_db()
    assert {name: getattr(mine, name) for name in told} == told


def test_two_attendances_that_differ_refuse(shonin, course):
    kept, lost, mine, _ = two_in(course, Participation, attendance="attended")
    Participation.objects.filter(pk=mine.pk).update(attendance="absent")

    sentence = refused(MEISTERS, kept, lost, shonin)

    assert f"（受講者　{course.label}（出欠））" in sentence


def test_an_answer_holds_over_none(shonin, round_):
    told = {"answer": "continue", "answered_on": date(2026, 4, 9), "answered_way": "phone"}
    kept, lost, mine, _ = two_in(round_, Confirmation, **told, answer_typed_by=shonin)

    merge(MEISTERS, kept, lost, shonin)

    mine.refresh_from_db()
    assert {name: getattr(mine, name) for name in told} == told
    assert mine.answer_typed_by == shonin


def test_the_calls_about_a_confirmation_stay_with_the_person(shonin, round_):
    kept, lost, mine, theirs = two_in(round_, Confirmation)
    calls = [
        row.calls.create(called_on=date(2026, 4, day), by=shonin)
        for row, day in ((mine, 7), (theirs, 8), (theirs, 9))
    ]

    preview = act.preview(MEISTERS, kept, lost)
    merge(MEISTERS, kept, lost, shonin)

    assert preview.plan.moved == [("確認の連絡", 2)]
    assert list(mine.calls.all()) == calls
    assert [call.version for call in mine.calls.all()] == [1, 2, 2]
    assert list(theirs.calls.all()) == []


def test_an_active_person_is_not_made_inactive_by_a_merger(shonin):
    kept, lost = MeisterFactory(state="resigned"), MeisterFactory()

    assert "は活動可ですが" in refused(MEISTERS, kept, lost, shonin)
    merge(MEISTERS, lost, kept, shonin)
    assert Meister.objects.get().state == "active"


def test_the_twin_of_a_merged_person_is_in_no_list_and_count_of_a_course(shonin, course):
    kept, lost, mine, _ = two_in(course, Participation)
    merge(MEISTERS, kept, lost, shonin)

    assert list(course.participations.to_invite()) == [mine]
    assert roster_rows(course) == [mine]
    assert [row.chosen for row in Course.objects.for_listing()] == [1]
    assert Participation.with_merged.count() == 2


def test_the_twin_of_a_merged_person_is_asked_no_more(shonin, round_):
    kept, lost, mine, _ = two_in(round_, Confirmation)
    merge(MEISTERS, kept, lost, shonin)

    assert list(Confirmation.objects.overdue(date(2026, 5, 1))) == [mine]
    assert list(round_.confirmations.unanswered()) == [mine]
    (row,) = ConfirmationRound.objects.for_listing()
    assert (row.asked, row.answered, row.count_pending) == (1, 0, 1)


def test_the_twin_of_a_merged_person_was_not_briefed_as_another(shonin):
    kept, lost = MeisterFactory(), MeisterFactory()
    day = date(2026, 4, 1)
    briefing = Briefing.objects.create(
        held_on=day, way="meeting", topics=["conditions"], staff=shonin
    )
    told = {"topics": ["conditions"], "confirmed_on": day, "confirmed_way": "oral"}
    mine, _ = (briefing.people.create(meister=one, **told) for one in (kept, lost))
    merge(MEISTERS, kept, lost, shonin)

    assert list(briefing.people.all()) == [mine]
    assert [(row.size, row.confirmed) for row in Briefing.objects.for_listing()] == [(1, 1)]
    assert BriefedMeister.with_merged.count() == 2
