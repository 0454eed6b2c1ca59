"""材料費: what it costs without and with tax, and who bears what is over the cap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from dispatch.choices import TaxRate


@dataclass(frozen=True)
class Cost:
    """Yen; ``taxes`` are (label of the rate, net, tax), one rounding down for each rate."""

    net: int
    taxes: tuple[tuple[str, int, int], ...]

    @property
    def tax(self) -> int:
        return sum(tax for _, _, tax in self.taxes)

    @property
    def gross(self) -> int:
        return self.net + self.tax


def amount(row) -> int:
    """Price × quantity without tax, a fraction of a yen dropped."""
    return _down(row.unit_price * Decimal(row.quantity))


def cost(rows: Iterable) -> Cost:
    """What the materials cost together."""
    nets: dict[TaxRate, int] = defaultdict(int)
    for row in rows:
        nets[TaxRate(row.tax)] += amount(row)
    taxes = tuple(
        (str(rate.label), nets[rate], _down(nets[rate] * rate.rate))
        for rate in TaxRate
        if nets[rate]
    )
    return Cost(sum(nets.values()), taxes)


def per_head(net: int, heads: int) -> int:
    """Yen for each, a fraction counted as a whole yen."""
    return int((Decimal(net) / heads).to_integral_value(ROUND_CEILING))


def ceiling(cap: Decimal, heads: int) -> int:
    """What the corner bears at most."""
    return _down(cap * heads)


def client_share(net: int, cap: Decimal, heads: int) -> int:
    """What is over the cap, which the client bears."""
    return max(net - ceiling(cap, heads), 0)


def _down(number: Decimal) -> int:
    return int(Decimal(number).to_integral_value(ROUND_FLOOR))
