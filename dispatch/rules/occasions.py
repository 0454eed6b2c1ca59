"""回数 and 時間: counted here and nowhere else, for plan, checks, caps, figures and papers.

Source: the office's glossary: a 指導日 is 「one dated time range at one place」, and 回数 counts
such ranges: 68 pupils in three trades at the same hours of one school day are 1回. So the days of
one request whose hours overlap are one 回, however many rooms and trades they are split into; hours
that only touch are two. 希望回数 and the year's caps are told in the same unit. What each room and
person takes is 延べ: it stands beside, and in no sum of these.
"""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal


def span_of(session) -> tuple:
    """Whose, which day, from when, until when: rows of one whose and day may be one 回."""
    return session.request_id, session.held_on, session.starts_at, session.ends_at


def occasions(sessions: Iterable, span: Callable = span_of) -> list[list]:
    """The rows of each 回, in the order of the days; ``sessions`` are none that was cancelled."""
    found: list[list] = []
    same, until = None, None
    for row in sorted(sessions, key=span):
        *its, start, end = span(row)
        if its == same and start < until:
            found[-1].append(row)
            until = max(until, end)
        else:
            found.append([row])
            same, until = its, end
    return found


def minutes_of(session) -> int:
    """How long one room is instructed, without the break: what 謝金 is counted by."""
    return max(length_of(session) - session.break_minutes, 0)


def length_of(session) -> int:
    """From its start to its end, the break among them."""
    return _length(session.starts_at, session.ends_at)


def minutes_of_all(sessions: Iterable) -> int:
    """指導時間 of the client: every 回 once."""
    return sum(_minutes_once(rows) for rows in occasions(sessions))


def hours_of(minutes: int) -> Decimal:
    """Hours to two places."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _minutes_once(rows: list) -> int:
    """From the first start to the last end without the shortest break, never more than the rooms
    take together."""
    whole = _length(min(one.starts_at for one in rows), max(one.ends_at for one in rows))
    pause = min(one.break_minutes for one in rows)
    return min(max(whole - pause, 0), sum(minutes_of(one) for one in rows))


def _length(start, end) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute
