"""重複の疑い: which pairs are found."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aomori_skills.front.merging.doubles import doubles
from aomori_skills.front.merging.subjects import CANDIDATES, MEISTERS, ORGANIZATIONS
from meisters.models import (
    Meister,
)
from tests.factories.meisters import (
    CandidateFactory,
    MeisterFactory,
)
from tests.factories.office import OrganizationFactory
from tests.front.merging.acts import merge

pytestmark = pytest.mark.django_db


def test_probable_doubles_of_people_are_found_by_reading_and_birth_or_telephone(tanto):
    first = CandidateFactory(family_kana="イワキ", given_kana="タロウ", phone="017-1", mobile="")
    twin = CandidateFactory(family_kana="イワキ", given_kana="タロウ", phone="017-2", mobile="")
    by_phone = CandidateFactory(phone="(017) 1", mobile="", birth_date=None)
    CandidateFactory(
        family_kana="イワキ", given_kana="タロウ", birth_date=date(1971, 1, 1), phone=""
    )

    found = [(one.first, one.second, one.reasons) for one in doubles(CANDIDATES, {})]

    assert found == [
        (first, twin, ("カナと生年月日",)),
        (first, by_phone, ("電話番号",)),
    ]
    assert [one.other_than(twin.pk) for one in doubles(CANDIDATES, {}, twin.pk)] == [first]


def test_probable_doubles_of_organizations_are_found_by_folded_name_and_place(tanto):
    first = OrganizationFactory(name="株式会社りんご工務店")
    second = OrganizationFactory(name="㈱リンゴ工務店")
    OrganizationFactory(name="株式会社りんご工務店", municipality=None, prefecture="岩手県")

    (found,) = doubles(ORGANIZATIONS, {})

    assert (found.first, found.second, found.reasons) == (first, second, ("名称と市町村",))
    merge(ORGANIZATIONS, first, second, tanto)
    assert doubles(ORGANIZATIONS, {}) == []


@pytest.mark.parametrize("count", [1, 3])
def test_doubles_take_two_queries(tanto, count):
    for number in range(count):
        for _ in range(2):
            MeisterFactory(family_kana="イワキ", given_kana="ア" * (number + 1), trade=None)
    with CaptureQueriesContext(connection) as queries:
        assert len(doubles(MEISTERS, {})) == count
        [one.subject.words(one.first) for one in doubles(MEISTERS, {})]

    assert len(queries) == 2 * 3
    assert Meister.objects.count() == 2 * count
