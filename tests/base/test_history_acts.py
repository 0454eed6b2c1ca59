"""History by acts: many rows of one kind in one go are one line, and lines come in pages."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pghistory
import pytest
from django.template import Context, Template

from aomori_skills.base.history import Entry, entries
from aomori_skills.base.history_acts import acts
from tests.factories.office import UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.requests import RequestFactory

WHEN = datetime(2025, 9, 1, tzinfo=UTC)


def entry(act, subject="受講者", action="登録", by="津軽　花子"):
    return Entry(WHEN, by, subject, action, (), act=act)


def told(*found) -> list[tuple[str, int]]:
    return [(one.what, len(one.parts)) for one in acts(found)]


def test_rows_of_one_act_person_kind_and_action_are_one_line():
    assert told(*(entry("a") for _ in range(68)), entry("b")) == [
        ("受講者68件を登録", 68),
        ("受講者を登録", 0),
    ]


@pytest.mark.parametrize(
    "other", [entry("b"), entry("a", "希望日"), entry("a", action="削除"), entry("a", by="別の人")]
)
def test_what_differs_stands_apart(other):
    assert told(entry("a"), entry("a"), other, entry("a"), entry("a")) == [
        ("受講者を登録", 0),
        ("受講者を登録", 0),
        (f"{other.subject}を{other.action}", 0),
        ("受講者を登録", 0),
        ("受講者を登録", 0),
    ]


def test_without_an_act_nothing_stands_together():
    assert told(*(entry(None) for _ in range(4))) == [("受講者を登録", 0)] * 4


@pytest.mark.django_db
def test_a_class_that_was_imported_is_one_line_that_opens():
    row = RequestFactory()
    with pghistory.context(user=UserFactory(tanto=True).pk):
        TraineeFactory.create_batch(68, request=row)
    shown = page(entries(row, "trainees"))
    assert "受講者68件を登録" in shown
    assert shown.count("<summary>1件ずつ見る</summary>") == 1
    assert shown.count('data-label="対象"') == 2


def page(found, number="") -> str:
    request = SimpleNamespace(GET={"history_page": number})
    shown = Template('{% include "components/history.html" %}')
    return shown.render(Context({"entries": found, "request": request}))


@pytest.mark.parametrize(
    ("number", "links"), [("", ["next"]), ("2", ["prev", "next"]), ("3", ["prev"]), ("x", ["next"])]
)
def test_fifty_lines_make_a_page(number, links):
    found = [entry(str(number)) for number in range(101)]
    shown = page(found, number)
    assert [one for one in ("prev", "next") if f'rel="{one}"' in shown] == links
    assert shown.count('data-label="対象"') == (1 if number == "3" else 50)
