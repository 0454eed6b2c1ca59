"""What a new session takes from its request and from a wished date."""


def from_request(request, trade=None) -> dict:
    """Values of a session in ``trade`` (the request's own, unless named)."""
    own, *further = trades_of(request)
    known = own if trade is None else _row_of(trade, (own, *further))
    return known | {
        "place": request.place or str(request.client),
        "municipality": request.municipality or request.client.municipality,
        "content": request.content[:1000],
    }


def from_wish(wish) -> dict:
    return {"held_on": wish.day, "starts_at": wish.starts_at, "ends_at": wish.ends_at}


def trades_of(request) -> list[dict]:
    """Trade, operation and people of each trade of the request, its own first.

    The request's number of people is that of all its trades: the first one has the rest, which is
    unknown while a further one's is.
    """
    further = list(request.further_trades.all())
    first = {"trade": request.trade, "operation": request.operation, "people": request.people}
    if further and request.people is not None:
        numbers = [row.people for row in further]
        rest = None if None in numbers else request.people - sum(numbers)
        first["people"] = rest if rest and rest > 0 else None
    return [
        first,
        *(
            {"trade": row.trade, "operation": row.operation, "people": row.people}
            for row in further
        ),
    ]


def _row_of(trade, rows) -> dict:
    unknown = {"trade": trade, "operation": None, "people": None}
    return next((row for row in rows if row["trade"] == trade), unknown)
