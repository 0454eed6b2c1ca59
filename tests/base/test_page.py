"""What stands around a page's content."""

import re
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db.models import TextChoices
from django.template import Context, Template
from django.test import RequestFactory

from aomori_skills.base import page
from aomori_skills.base.roles import Role
from aomori_skills.office.models import Trade, User


class State(TextChoices):
    DRAFT = "draft", "作成中"
    RECEIVED = "received", "受付"
    APPROVED = "approved", "承認"
    WITHDRAWN = "withdrawn", "取下げ"


PATH = (State.DRAFT, State.RECEIVED, State.APPROVED)
AT = datetime(2025, 4, 1, 9, 5, tzinfo=ZoneInfo("Asia/Tokyo"))


def step(state):
    return SimpleNamespace(to_state=state.value, at=AT, by="津軽 花子")


def test_stages_on_the_way():
    assert page.stages("received", PATH, State, [step(State.RECEIVED)]) == [
        page.Stage("作成中", "done"),
        page.Stage("受付", "current", AT, "津軽 花子"),
        page.Stage("承認", "ahead"),
    ]


def test_a_stage_that_was_left_again_lies_ahead():
    steps = [step(State.RECEIVED), step(State.APPROVED), step(State.DRAFT)]
    assert [one.status for one in page.stages("draft", PATH, State, steps)] == [
        "current",
        "ahead",
        "ahead",
    ]
    assert page.stages("draft", PATH, State, steps)[2].at is None


def test_a_state_off_the_way_stands_at_the_end():
    steps = [step(State.RECEIVED), step(State.WITHDRAWN)]
    assert [(one.label, one.status) for one in page.stages("withdrawn", PATH, State, steps)] == [
        ("作成中", "done"),
        ("受付", "done"),
        ("取下げ", "current"),
    ]


@pytest.mark.parametrize(
    ("query", "current"), [("", "overview"), ("?tab=history", "history"), ("?tab=x", "overview")]
)
def test_tabs(query, current):
    request = RequestFactory().get(f"/trades/1/{query}")
    choices = page.tabs(request, ("overview", "概要"), ("history", "履歴"))
    assert page.current_tab(choices) == current
    assert [tab.url for tab in choices] == ["/trades/1/", "?tab=history"]


def test_actions_are_shown_to_those_who_may():
    viewer = User(roles=[Role.APPROVER])
    actions = [
        page.Action("見る", "/"),
        page.Action("承認する", "/", permission="meisters.approve_applications"),
        page.Action("利用者を登録する", "/", permission="office.manage_users"),
    ]
    assert [one.label for one in page.allowed(actions, viewer)] == ["見る", "承認する"]


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/meisters/?q=1", "/meisters/?q=1"),
        ("https://example.com/", "/"),
        ("//example.com", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_only_own_pages_are_returned_to(wanted, led_to):
    request = RequestFactory().post("/", {"next": wanted})
    assert page.next_url(request, "/") == led_to


def test_a_chip_cannot_be_broken_out_of():
    assert page.chip('"><script>', "<b>") == (
        '<span class="chip" data-state="&quot;&gt;&lt;script&gt;">&lt;b&gt;</span>'
    )


def rendered(source, **context):
    return Template("{% load page %}" + source).render(Context(context))


def test_facts_have_the_names_of_the_fields_and_readable_values():
    trade = Trade(name="造園", status="confirmed", certifiable_from=date(2025, 4, 1), order=1200)
    html = rendered(
        '{% facts trade "name" "status" "certifiable_from" "certifiable_to" "order" %}',
        trade=trade,
    )
    assert re.findall(r"<dt>(.*?)</dt>\s*<dd>\s*(.*?)\s*</dd>", html) == [
        ("職種名", "造園"),
        ("根拠の確認", "確認済"),
        ("認定対象の開始日", "令和7年4月1日（火）"),
        ("認定対象の終了日", "－"),
        ("並び順", "1,200"),
    ]


def test_a_moment_is_told_in_the_office_s_time():
    at = datetime(2025, 3, 31, 15, 30, tzinfo=ZoneInfo("UTC"))
    assert rendered("{{ at|moment }}", at=at) == (
        '<time datetime="2025-04-01T00:30:00+09:00">R7.4.1（火）00:30</time>'
    )
