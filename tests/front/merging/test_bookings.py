"""統合 of two meisters who both go to sessions: one person is in one place only."""

from datetime import date, time

import pytest

from aomori_skills.front.merging.subjects import MEISTERS
from tests.factories.meisters import MeisterFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory
from tests.front.merging.acts import merge, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    return (
        MeisterFactory(family_name="岩木", given_name="一郎"),
        MeisterFactory(family_name="岩木", given_name="市郎"),
    )


def session(serial=1, start=13, end=15, **values):
    request = RequestFactory(state="adjusting", serial=serial, client__name=f"りんご工業{serial}")
    return SessionFactory(request=request, starts_at=time(start), ends_at=time(end), **values)


def test_two_who_are_confirmed_at_the_same_time_refuse_in_words(tanto, both):
    kept, lost = both
    AssignmentFactory(session=session(1), meister=kept)
    AssignmentFactory(session=session(2, 14, 16), meister=lost)

    assert refused(MEISTERS, kept, lost, tanto) == (
        "岩木 一郎と岩木 市郎は、同じ時間帯の指導日に入っているため、統合できません"
        "（R7.9.10 13:00～15:00のりんご工業1（実習室）と"
        "R7.9.10 14:00～16:00のりんご工業2（実習室））。"
        "本人に確認し、実際には行かない方を指導日の従事者から外してから統合してください。"
    )


def test_two_at_one_session_refuse_even_tentatively(tanto, both):
    kept, lost = both
    day = session()
    AssignmentFactory(session=day, meister=kept)
    AssignmentFactory(session=day, meister=lost, role="further", state="tentative")

    assert "（R7.9.10 13:00～15:00のりんご工業1（実習室））。" in refused(
        MEISTERS, kept, lost, tanto
    )


@pytest.mark.parametrize(
    ("where", "how"),
    [
        ({"start": 15, "end": 17}, {}),
        ({"start": 14, "end": 16}, {"state": "tentative"}),
        ({"start": 14, "end": 16}, {"state": "released", "release_reason": "辞退"}),
        ({"held_on": date(2025, 9, 11)}, {}),
        ({"state": "cancelled", "cancel_side": "weather", "cancel_reason": "大雪"}, {}),
    ],
)
def test_who_is_not_promised_to_both_becomes_one(tanto, both, where, how):
    kept, lost = both
    AssignmentFactory(session=session(1), meister=kept)
    moved = AssignmentFactory(session=session(2, **where), meister=lost, **how)

    merge(MEISTERS, kept, lost, tanto)

    moved.refresh_from_db()
    assert moved.meister == kept
