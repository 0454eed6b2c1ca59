"""打診 keeps day, hours and place as the person was asked, whatever becomes of the session."""

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.front import wording
from dispatch.models import AskedSession
from dispatch.rules.readiness import Derived
from dispatch.services import ask_letters, asks, assignments, booked_asks, sessions
from dispatch.services.ask_rows import rows_of
from dispatch.services.preparation import lines_of
from tests.dispatch.ask_situations import NOW, TODAY, accepted, asked, planned
from tests.dispatch.session_situations import free_meister
from tests.dispatch.test_overtaken_letters import lettered, move, roles, written
from tests.factories.office import ProfileFactory

pytestmark = pytest.mark.django_db
NEW = date(2025, 9, 11)
MOVED = "R7.9.10 13:00～15:00 から R7.9.11 13:00～15:00 に変わりました"


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(NOW, tick=False):
        wording.load()
        ProfileFactory()
        yield


def days_of(row) -> list[list[tuple[str, str]]]:
    """(as asked, how it moved) of each day of each ask."""
    return [[(str(one), one.moved) for one in ask.asked] for ask in rows_of(row)]


def one_day(**values):
    row, (day,), tanto = planned((date(2025, 9, 10),), **values)
    return row, day, tanto


def test_a_paper_that_names_the_old_day_is_pointed_out_on_the_tab_of_the_day():
    row, day, tanto = one_day()
    meister = free_meister()
    ask = accepted(row, meister, tanto)
    asks.consent_received(ask.pk, TODAY, by=tanto)
    arrived = "指導者1人の派遣承諾書が届いています。"
    assert told_of_consent(row) == ("ready", arrived)

    move(day, tanto, held_on=NEW)

    assert told_of_consent(row) == (
        "ready",
        f"{arrived}ただし、次の承諾書は変更前の日程または場所のものです："
        f"{meister.name}さん（R7.9.10 13:00～15:00）。変更後の承諾を得てあるか確認してください。",
    )


def told_of_consent(row) -> tuple[str, str]:
    (lines,) = lines_of(row.sessions.select_related("request__client", "attendant")).values()
    found = next(line for line in lines if line.item == Derived.CONSENT)
    return found.state.value, found.text


def test_who_declined_stays_asked_for_the_old_day_and_may_be_asked_for_the_new_one():
    row, day, tanto = one_day()
    meister = free_meister()
    asks.decline(asked(row, meister, tanto).pk, answered_on=TODAY, reason="都合", by=tanto)

    move(day, tanto, held_on=NEW)

    assert days_of(row) == [[("R7.9.10 13:00～15:00", MOVED)]]
    day.refresh_from_db()
    assert booked_asks.refusal(day, meister).found.text == (
        "この人は、変更前の日程（R7.9.10 13:00～15:00）で打診した時に"
        "辞退しています（R7.6.10　都合）。"
    )
    asked(row, meister, tanto)
    assert days_of(row)[1] == [("R7.9.11 13:00～15:00", "")]


def test_who_was_not_asked_yet_follows_the_session():
    row, day, tanto = one_day()
    (ask,) = asks.add(row.pk, [free_meister()], None, "lead", by=tanto)
    move(day, tanto, held_on=NEW)
    assert days_of(row) == [[("R7.9.11 13:00～15:00", "")]]

    asks.ask(ask.pk, asked_on=TODAY, way="phone", reply_by=None, by=tanto)
    asks.undo(ask.pk, by=tanto)
    move(day, tanto, held_on=date(2025, 9, 12))
    assert days_of(row) == [[("R7.9.12 13:00～15:00", "")]]


def test_who_says_yes_says_it_to_the_day_as_it_lies_then():
    row, day, tanto = one_day()
    ask = asked(row, free_meister(), tanto)
    assert roles(move(day, tanto, held_on=NEW)) == ["依頼元", "打診中"]
    assert days_of(row)[0][0][1] == MOVED

    asks.accept(ask.pk, [day.pk], answered_on=TODAY, by=tanto)
    assert days_of(row) == [[("R7.9.11 13:00～15:00", "")]]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"starts_at": time(10), "ends_at": time(12)},
            (
                "13:00～15:00 から 10:00～12:00 に変わりました",
                "10:00～12:00 に変わりました",
                "打診では 13:00～15:00",
            ),
        ),
        (
            {"place": "体育館"},
            (
                "場所が 実習室 から 体育館 に変わりました",
                "場所が 体育館 に変わりました",
                "打診では 実習室",
            ),
        ),
        ({"content": "別の課題"}, ("", "", "")),
    ],
)
def test_hours_and_place_are_kept_too(fields, words):
    row, day, tanto = one_day()
    accepted(row, free_meister(), tanto)
    move(day, tanto, **fields)
    ((one,),) = [ask.asked for ask in rows_of(row)]
    assert (str(one), (one.moved, one.moved_to, one.moved_from)) == ("R7.9.10 13:00～15:00", words)


def test_a_letter_that_has_not_left_asked_nobody_and_a_new_one_asks_anew():
    row, day, tanto = one_day()
    ask = written(row, tanto)
    move(day, tanto, held_on=NEW)
    assert days_of(row) == [[("R7.9.11 13:00～15:00", "")]]

    lettered(row, ask, tanto)
    assert list(AskedSession.objects.values_list("held_on", flat=True)) == [NEW]


def test_who_accepted_and_gets_a_new_letter_knows_the_new_day():
    row, day, tanto = one_day()
    ask = accepted(row, free_meister(), tanto)
    move(day, tanto, held_on=NEW)
    assert days_of(row)[0][0][1] == MOVED
    ask_letters.write(row.pk, [ask.pk], by=tanto, day=TODAY, reply_by=None, sending="each")
    assert list(AskedSession.objects.values_list("held_on", flat=True)) == [NEW]


def test_who_was_booked_at_the_session_is_asked_for_it_as_it_lay():
    row, day, tanto = one_day()
    booked = assignments.assign(day.pk, free_meister(), "lead", by=tanto, confirmed=True)
    booked_asks.keep(booked, by=tanto)
    sessions.move(day.pk, {"held_on": NEW}, version=1, by=tanto)
    assert days_of(row) == [[("R7.9.10 13:00～15:00", MOVED)]]


def test_the_tab_the_list_and_the_form_of_consent_tell_both_days(client):
    row, day, tanto = one_day()
    ask = accepted(row, free_meister(), tanto)
    move(day, tanto, held_on=NEW)
    client.force_login(tanto)

    tab = client.get(f"{row.get_absolute_url()}?tab=asks").content.decode()
    assert "→ R7.9.11 13:00～15:00 に変わりました" in tab
    assert tab.count("R7.9.10 13:00～15:00") == 1
    listed = client.get(reverse("dispatch:ask_list")).content.decode()
    assert "R7.9.10 13:00～15:00（R7.9.11 13:00～15:00 に変わりました）" in listed
    paper = "".join(_words(client.post(reverse("dispatch:ask_form", args=(ask.pk,)))).split())
    assert f"令和7年9月11日（木）13:00～15:00実習室（{MOVED.replace(' ', '')}）" in paper


def test_the_form_of_an_answer_says_which_days_have_moved(client):
    row, day, tanto = one_day()
    ask = asked(row, free_meister(), tanto)
    move(day, tanto, held_on=NEW)
    client.force_login(tanto)

    page = client.get(reverse("dispatch:ask_accept", args=(ask.pk,))).content.decode()

    assert "R7.9.11 13:00～15:00　建築大工　実習室（打診では R7.9.10 13:00～15:00）" in page
    assert "打診した後に変わった指導日があります。" in page


def _words(answer) -> str:
    pages = PdfReader(BytesIO(answer.content)).pages
    return "".join(page.extract_text() for page in pages)
