"""Trades and 作業 of the masters, by name."""

from aomori_skills.office.models import Operation, Trade


def trade_and_operation(text: str) -> tuple[Trade, Operation | None]:
    """「左官/左官作業」 or 「電気溶接」."""
    name, _, operation = text.partition("/")
    trade = Trade.objects.get(name=name)
    return trade, trade.operations.get(name=operation) if operation else None
