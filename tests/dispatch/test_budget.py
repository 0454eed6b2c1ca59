"""The meter of the year's budget: what is known is added up, what is not is said."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.office.rules import Rulebook
from dispatch.rules.budget import Spending, borne, fee, lines
from dispatch.rules.materials import cost

ROLES = st.dictionaries(st.sampled_from(["lead", "further", "assistant"]), st.integers(0, 6000))
SPENDING = st.builds(Spending, ROLES, st.integers(0, 10_000_000))
LABELS = {"lead": "主たる指導者", "further": "指導者", "assistant": "補助員"}


@dataclass(frozen=True)
class Row:
    applies_to: str
    value: Decimal | None
    rule: str = "1時間当たり"


@dataclass(frozen=True)
class Material:
    unit_price: int
    quantity: Decimal
    tax: str = "10"


def book(*rows) -> Rulebook:
    return Rulebook("", 2025, 2025, rows)


def budgets(fees=None, materials=None) -> Rulebook:
    return book(
        Row("謝金", fees, "年間の予算"),
        Row("旅費", None, "年間の予算"),
        Row("材料費", materials, "年間の予算"),
    )


def test_a_fee_is_hours_by_the_rate_of_the_role():
    rates = book(Row("主たる指導者", Decimal(6000)), Row("補助員", Decimal("2500")))

    assert fee(Spending({"lead": 90, "assistant": 20}), rates) == 9000 + 825


def test_a_role_without_a_rate_is_named_and_not_guessed():
    rates = book(Row("主たる指導者", None), Row("補助員", Decimal(2500)))
    own, committed = Spending({"lead": 60, "assistant": 60}), Spending({"further": 60})

    line = lines(own, committed, budgets(Decimal(10_000)), rates)[0]

    assert (line.own, line.committed, line.left, line.over) == (2500, 0, 7500, 0)
    assert line.unknown == (
        "主たる指導者の1時間当たりの謝金が未設定のため、含んでいません。",
        "指導者の1時間当たりの謝金が未設定のため、含んでいません。",
    )


def test_what_has_no_rate_at_all_is_unset_and_not_nothing():
    own, committed = Spending({"lead": 60}), Spending({"assistant": 60})
    line = lines(own, committed, budgets(), book(Row("補助員", Decimal(2500))))[0]
    assert (line.committed_words, line.own_words, line.total_words) == (
        "2,500円",
        "未設定",
        "2,500円",
    )
    line = lines(own, Spending(), budgets(), book())[0]
    assert (line.committed_words, line.own_words, line.total_words) == ("0円", "未設定", "未設定")


def test_without_a_budget_nothing_is_over():
    line = lines(Spending({}, 999), Spending({}, 1), budgets(), book())[2]

    assert (line.total, line.budget, line.left, line.over) == (1000, None, None, 0)


@given(st.lists(SPENDING, max_size=5))
def test_the_whole_is_the_sum_of_its_plans(spendings):
    rates = book(*(Row(label, Decimal(60)) for label in LABELS.values()))
    whole = Spending.of_all([one.as_dict() for one in spendings])

    assert whole.materials == sum(one.materials for one in spendings)
    assert sum(whole.minutes.values()) == sum(
        minutes for one in spendings for minutes in one.minutes.values()
    )
    assert abs(fee(whole, rates) - sum(fee(one, rates) for one in spendings)) <= 15


@given(SPENDING, SPENDING, st.integers(0, 20_000_000))
def test_left_and_over_are_two_sides_of_the_budget(own, committed, budget):
    line = lines(own, committed, budgets(materials=Decimal(budget)), book())[2]

    assert line.left == budget - own.materials - committed.materials
    assert line.over == max(-line.left, 0)


@given(
    st.lists(
        st.builds(
            Material,
            st.integers(1, 100_000),
            st.integers(1, 50).map(Decimal),
            st.sampled_from(["10", "8", "0"]),
        ),
        min_size=1,
    ),
    st.data(),
)
def test_what_the_corner_bears_lies_between_net_and_gross(rows, data):
    whole = cost(rows)
    share = data.draw(st.integers(0, whole.net))

    taken = borne(rows, share)

    assert borne(rows, 0) == whole.gross
    assert borne(rows, whole.net) == 0
    assert whole.net - share <= taken <= whole.gross
