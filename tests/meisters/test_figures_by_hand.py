"""令和7年度, counted by hand: the numbers that the office would write down."""

from datetime import date

import pytest

from aomori_skills.base import fiscal_year
from meisters import figures
from meisters.models import Candidate, Meister, Visit
from tests.meisters.year_by_hand import told

pytestmark = pytest.mark.django_db

__all__ = ["told"]

SUMMED = [one for one in figures.INDICATORS if not one.distinct]


def test_the_year_is_what_was_counted_by_hand(told):
    assert figures.yearly(2025) == figures.Yearly(
        fiscal_year=2025,
        as_of=date(2026, 3, 31),
        visits=4,
        explaining_visits=3,
        organizations=2,
        candidates=4,
        explained=4,
        briefings=3,
        briefed=2,
        applications=3,
        withdrawn=1,
        certified=0,
        rejected=1,
        courses=2,
        required=3,
        required_attended=2,
        required_completed=1,
        optional=1,
        optional_attended=1,
        optional_completed=1,
        unclear=1,
        unclear_attended=1,
        unclear_completed=1,
        center_courses=1,
        asked=3,
        answered=2,
        active=3,
        active_by_trade={"建築大工": 3, "造園": 1},
        active_by_region={"中南": 2, "県外・未確認": 1},
        active_by_place={"建築大工": {"中南": 2, "県外・未確認": 1}, "造園": {"中南": 1}},
    )


@pytest.mark.parametrize(
    ("name", "months"),
    [
        #                    4月                              3月
        ("visits", (1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("explaining_visits", (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("organizations", (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("candidates", (1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("explained", (1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("briefings", (0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("briefed", (0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("applications", (0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("withdrawn", (0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("certified", (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("rejected", (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("courses", (0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("required", (0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("required_attended", (0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("required_completed", (0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("optional", (0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("unclear_completed", (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        ("center_courses", (0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0)),
        ("asked", (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0)),
        ("answered", (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)),
    ],
)
def test_each_month_is_what_was_counted_by_hand(told, name, months):
    assert figures.monthly(2025).counts[name] == months


def test_the_register_is_told_at_the_end_of_each_month(told):
    assert figures.monthly(2025).active == (2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3)
    assert figures.monthly(2026).active == (3, *(None,) * 11)
    assert figures.yearly(2026).active == 3


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_months_add_up_to_the_year_but_for_heads(told, year):
    found = figures.live(year)

    assert {one.name: sum(found.months.counts[one.name]) for one in SUMMED} == {
        one.name: getattr(found.year, one.name) for one in SUMMED
    }
    heads = [one for one in figures.INDICATORS if one.distinct]
    assert [one.name for one in heads] == ["organizations", "briefed"]
    assert all(sum(found.months.counts[one.name]) >= getattr(found.year, one.name) for one in heads)


def test_the_neighbouring_years_have_what_belongs_to_them(told):
    before, after = figures.yearly(2024), figures.yearly(2026)

    assert (before.visits, before.organizations, before.candidates) == (1, 1, 1)
    assert (after.visits, after.certified, after.briefings) == (1, 1, 1)
    assert (after.courses, after.required_completed, after.answered) == (1, 1, 1)


def test_what_is_kept_of_a_year_reads_back_the_same(told):
    found = figures.live(2025)

    assert figures.from_json(figures.to_json(found)) == found


def test_what_was_not_counted_when_a_year_was_closed_is_unknown(told):
    stored = figures.to_json(figures.live(2025))
    del stored["year"]["asked"], stored["months"]["counts"]["asked"]

    found = figures.from_json(stored)

    assert (found.year.asked, found.months.counts["asked"]) == (None, (None,) * 12)
    assert found.year.answered == 2


def test_the_queries_are_as_many_for_every_year(told, django_assert_num_queries):
    for year in (2023, 2025):
        with django_assert_num_queries(11):
            figures.live(year)


def test_the_fixture_is_as_small_as_it_looks(told):
    assert (Visit.objects.count(), Candidate.objects.count(), Meister.objects.count()) == (7, 5, 4)
    assert fiscal_year.of(date(2026, 3, 31)) == 2025
