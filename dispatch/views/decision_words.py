"""A decided plan as it is shown: its sections and its sessions in words."""

from dispatch.rules.occasions import occasions
from dispatch.rules.plan_versions import session_lines, when


def told_sections(content: dict) -> list[dict]:
    """The sections that say something."""
    return [one for one in content["sections"] if one["lines"]]


def told_sessions(content: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, lines) of each session; rooms of one 回 bear the same number."""
    return [
        (f"第{number}回　{when(session)}", session_lines(session)[1:])
        for number, rows in enumerate(occasions(content["sessions"], _span), start=1)
        for session in rows
    ]


def _span(session: dict) -> tuple[str, str, str]:
    return session["day"], session["starts"], session["ends"]
