"""統合: the figures of ended years do not change."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.front.merging.subjects import CANDIDATES, MEISTERS, ORGANIZATIONS
from meisters import figures
from meisters.models import (
    ClosedYear,
    Visit,
)
from meisters.services import year_end
from tests.factories.meisters import (
    ApplicationFactory,
    MeisterFactory,
)
from tests.factories.office import OrganizationFactory, UserFactory
from tests.front.merging.acts import merge, refused

pytestmark = pytest.mark.django_db


def test_the_figures_of_ended_years_stay_and_the_running_year_is_counted_anew(tanto):
    """Two organizations visited in 令和7年度 and again in 令和8年度 turn out to be one."""
    kept, lost = OrganizationFactory(name="りんご"), OrganizationFactory(name="リンゴ")
    for organization in (kept, lost):
        for day in (date(2025, 6, 1), date(2026, 4, 10)):
            Visit.objects.create(
                organization=organization, visited_on=day, explained=["purpose"], author=tanto
            )
    assert (figures.yearly(2025).organizations, figures.yearly(2026).organizations) == (2, 2)

    merge(ORGANIZATIONS, kept, lost, tanto)

    ended, running = figures.yearly(2025), figures.yearly(2026)
    assert (ended.visits, ended.organizations, figures.monthly(2025).counts["organizations"]) == (
        2,
        2,
        (0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    )
    assert (running.visits, running.organizations) == (2, 1)
    assert figures.live(2025).year.organizations == 1
    closing = ClosedYear.objects.get()
    assert (closing.fiscal_year, closing.reason) == (2025, "統合のための自動の締め")


def test_a_year_just_ended_is_closed_only_by_who_closes_years(client):
    """On 15 April the late entries of 令和7年度 may still be missing."""
    with time_machine.travel("2026-04-15 10:00:00+09:00", tick=False):
        kept, lost = MeisterFactory(), MeisterFactory()
        tanto = UserFactory(tanto=True)
        client.force_login(tanto)
        url = reverse("merge_confirm", args=("meisters", kept.pk, lost.pk))

        page = client.get(url).content.decode()
        assert "まだ締めていない令和6年度から令和7年度までを自動で締めます。" in page
        assert "承認者が「1章の実績」で締めを取り消せます。" in page
        assert "承認者に「1章の実績」の画面で令和7年度を締めるよう依頼" in page
        assert "令和7年度の実績を締めることになります" in refused(MEISTERS, kept, lost, tanto)

        year_end.close(2025, by=UserFactory(shonin=True))
        page = client.get(url).content.decode()
        assert "まだ締めていない令和6年度を自動で締めます。" in page
        assert "依頼して" not in page
        merge(MEISTERS, kept, lost, tanto)

    assert set(ClosedYear.objects.values_list("fiscal_year", flat=True)) == {2024, 2025}


def test_a_wrong_old_date_closes_no_year_before_the_scheme(tanto):
    kept, lost = MeisterFactory(certified_on=date(1913, 4, 1)), MeisterFactory()

    merge(MEISTERS, kept, lost, tanto)

    years = sorted(ClosedYear.objects.values_list("fiscal_year", flat=True))
    assert years == list(range(2013, 2026))


def test_the_register_of_ended_years_stays(tanto):
    kept, lost = MeisterFactory(certified_on=date(2024, 10, 1)), MeisterFactory()

    merge(MEISTERS, kept, lost, tanto)

    assert (figures.yearly(2024).active, figures.yearly(2025).active) == (2, 2)
    assert figures.yearly(2026).active == 1


def test_a_refused_merger_closes_nothing(tanto):
    MeisterFactory()
    one, two = ApplicationFactory(), ApplicationFactory()

    refused(CANDIDATES, one.candidate, two.candidate, tanto)

    assert ClosedYear.objects.count() == 0
