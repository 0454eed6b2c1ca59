"""A filter by rows that the page lists anyway."""

import pytest
from django import forms

from aomori_skills.base.listing import ListFilter, ModelFilter
from aomori_skills.office.models import Trade
from tests.factories.office import TradeFactory

pytestmark = pytest.mark.django_db


class TradesFilter(ListFilter):
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), null_label="未定")

    class Meta:
        model = Trade
        fields = ()


def form(data) -> forms.Form:
    return TradesFilter(data, queryset=Trade.objects.none()).form


@pytest.mark.parametrize("count", [1, 3])
def test_one_question_for_the_options_and_the_choice(count, django_assert_num_queries):
    rows = [TradeFactory(name=f"職種{number}") for number in range(count)]

    with django_assert_num_queries(1):
        asked = form({"trade": str(rows[-1].pk)})
        chosen, page = asked.cleaned_data if asked.is_valid() else None, str(asked["trade"])

    assert chosen["trade"] == rows[-1]
    assert page.count("<option") == count + 2
    assert f'<option value="{rows[-1].pk}" selected' in page


@pytest.mark.parametrize(("typed", "chosen"), [("", None), ("null", "null")])
def test_nothing_and_none_of_them(typed, chosen):
    asked = form({"trade": typed})

    assert asked.is_valid()
    assert asked.cleaned_data["trade"] == chosen


@pytest.mark.parametrize("typed", ["0", "-1", "x", "１", "\0", "9" * 31])
def test_what_is_not_an_option_is_refused(typed):
    assert list(form({"trade": typed}).errors) == ["trade"]
