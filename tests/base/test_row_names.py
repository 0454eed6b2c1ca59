"""The names of many rows of many models, in few queries."""

import pytest

from aomori_skills.base.row_names import names_of
from aomori_skills.office.models import Organization, Trade, User
from dispatch.models import Assignment, DispatchRequest
from tests.factories.instructors import SkilledWorkerFactory
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory

pytestmark = pytest.mark.django_db


def test_rows_of_several_models_are_named_by_one_question(django_assert_num_queries):
    user, row = UserFactory(tanto=True), RequestFactory()

    with django_assert_num_queries(1):
        found = names_of(
            {User: {user.pk, None}, Organization: {row.client_id}, Trade: {row.trade_id}}
        )

    assert found == {
        (User, user.pk): str(user),
        (Organization, row.client_id): row.client.name,
        (Trade, row.trade_id): row.trade.name,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_a_name_made_of_other_names_takes_one_question_more(count, django_assert_num_queries):
    rows = [RequestFactory() for _ in range(count)]
    worker = SkilledWorkerFactory()
    going = [AssignmentFactory(session__request=rows[0], meister=None, skilled_worker=worker)]
    going += [AssignmentFactory(session__request=one) for one in rows]
    wanted = {DispatchRequest: {one.pk for one in rows}, Assignment: {one.pk for one in going}}

    with django_assert_num_queries(2):
        found = names_of(wanted)

    assert found == {(type(one), one.pk): str(one) for one in (*rows, *going)}


def test_what_is_gone_has_no_name():
    assert names_of({Trade: {0}, User: {None}}) == {}


def test_nothing_asked_is_no_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert names_of({User: {None}}) == {}
