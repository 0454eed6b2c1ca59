"""職種 and the other masters: found, loaded once, corrected by the office."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.office.models import Municipality, Operation, Organization, Trade, YearRule
from aomori_skills.office.services import masters
from tests.factories.office import TradeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanri(client):
    user = UserFactory(kanri=True)
    client.force_login(user)
    return user


def test_a_trade_is_found_by_its_former_name(client, kanri):
    trade = TradeFactory(name="電気溶接", kana="デンキヨウセツ")
    trade.former_names.create(name="アーク溶接")
    TradeFactory(name="左官", kana="サカン")

    def found(text):
        page = client.get(reverse("office:trade_list"), {"q": text})
        return [row.record.name for row in page.context["table"].rows]

    assert found("ｱｰｸ") == ["電気溶接"]
    assert found("でんき") == ["電気溶接"]


@time_machine.travel("2025-11-10")
def test_trades_are_told_apart_by_the_days_they_are_certifiable(client, kanri):
    TradeFactory(name="今の職種", certifiable_from=date(2025, 4, 1))
    TradeFactory(name="昔の職種", certifiable_to=date(2025, 11, 9))
    TradeFactory(name="次の職種", certifiable_from=date(2025, 11, 11))

    def found(answer):
        page = client.get(reverse("office:trade_list"), {"certifiable": answer})
        return sorted(row.record.name for row in page.context["table"].rows)

    assert found("yes") == ["今の職種"]
    assert found("no") == ["昔の職種", "次の職種"]


def test_the_masters_load_once():
    first = masters.load_masters()
    second = masters.load_masters()

    assert min(first.values()) > 0
    assert set(second.values()) == {0}


def rename_all():
    """A shipped row of each master gets another name, as the office corrects it."""
    rows = [
        (Municipality.objects.first(), "name"),
        (Trade.objects.first(), "name"),
        (Operation.objects.first(), "name"),
        (Organization.objects.first(), "name"),
        (YearRule.objects.first(), "applies_to"),
    ]
    for row, name in rows:
        setattr(row, name, "直した名称")
        row.save()


def test_a_corrected_name_is_not_added_again():
    masters.load_masters()
    rename_all()

    assert set(masters.load_masters().values()) == {0}


def test_masters_of_an_older_version_are_recognised_by_name_once():
    masters.load_masters()
    for model in (Municipality, Trade, Operation, Organization, YearRule):
        model.objects.update(shipped_key=None)

    assert set(masters.load_masters().values()) == {0}
    for model in (Municipality, Trade, Operation, Organization, YearRule):
        assert not model.objects.filter(shipped_key=None).exists()
    rename_all()
    assert set(masters.load_masters().values()) == {0}


def test_a_new_shipped_name_that_the_office_gave_already_is_not_added():
    masters.load_masters()
    trade, other = Trade.objects.all()[:2]
    name = other.name
    Trade.objects.filter(pk=other.pk).update(name="別の名称", shipped_key=None)
    trade.name = name
    trade.save()

    assert masters.load_trades() == 0


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("office:trade_list", 8),
        ("office:municipality_list", 5),
        ("office:rule_list", 9),
        ("office:user_list", 5),
        ("office:delegation_list", 5),
    ],
)
def test_the_lists_of_masters_take_few_queries(
    client, kanri, name, count, django_assert_num_queries
):
    masters.load_masters()

    with django_assert_num_queries(count):
        client.get(reverse(name), {"fiscal_year": 2025} if name == "office:rule_list" else {})
