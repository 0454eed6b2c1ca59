"""The frame: navigation by the plan's areas, without dead links, and the year switch."""

from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from aomori_skills.base.roles import Role
from aomori_skills.front import navigation
from aomori_skills.front.context_processors import frame
from aomori_skills.office.models import User

ENTRIES = [entry for area in navigation.AREAS for entry in area.entries]


def labels(role, path="/"):
    return {
        area.label: [link.label for link in links]
        for area, links in navigation.areas_for(User(roles=[role]), path)
    }


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_entry_leads_somewhere(entry):
    assert reverse(entry.url_name).startswith("/")


def test_areas_stand_in_the_order_of_the_plan():
    assert [(area.number, area.label) for area in navigation.AREAS] == [
        ("1", "マイスター"),
        ("2", "派遣"),
        ("3", "競技大会・技能振興"),
        ("4", "連携会議・計画"),
        ("", "帳票"),
        ("", "管理"),
    ]


@pytest.mark.parametrize("role", Role)
def test_one_sees_what_one_may_open(role):
    user = User(roles=[role], is_active=True)
    seen = [label for links in labels(role).values() for label in links]
    assert seen == [entry.label for entry in ENTRIES if user.has_perm(entry.permission)]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/meisters/candidates/", [("候補者", "page")]),
        ("/meisters/candidates/12/edit/", [("候補者", "true")]),
        (reverse("meisters:briefing_letters"), [("説明が済んでいない人", "true")]),
        ("/", []),
    ],
)
def test_the_place_where_one_is_is_marked(path, current):
    shown = navigation.areas_for(User(roles=[Role.APPROVER]), path)
    links = [link for _, links in shown for link in links]
    assert [(link.label, link.current) for link in links if link.current] == current


def request_of(user, year=2025):
    request = RequestFactory().get("/")
    request.user, request.fiscal_year = user, year
    return request


def test_strangers_see_the_name_of_the_office_and_nothing_else():
    assert frame(request_of(AnonymousUser())) == {
        "office_name": settings.OFFICE_NAME,
        "demo": settings.DEMO,
    }


@pytest.mark.parametrize(
    ("today", "chosen", "newest", "oldest"),
    [
        (date(2026, 3, 31), 2025, 2026, 2013),
        (date(2026, 4, 1), 2025, 2027, 2013),
        (date(2026, 4, 1), 2030, 2030, 2013),
        (date(2026, 4, 1), 2005, 2027, 2005),
    ],
)
def test_years_to_switch_to(today, chosen, newest, oldest):
    with time_machine.travel(today, tick=False):
        years = frame(request_of(User(roles=[Role.APPROVER]), chosen))["fiscal_years"]
    assert (years[0][0], years[-1][0]) == (newest, oldest)
    assert dict(years)[2019] == "令和元年度"
