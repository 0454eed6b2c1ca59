"""A decided plan as it is shown: its sections and its sessions in words."""

from dispatch.rules.plan_versions import session_lines, when


def told_sections(content: dict) -> list[dict]:
    """The sections that say something."""
    return [one for one in content["sections"] if one["lines"]]


def told_sessions(content: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, lines) of each session."""
    return [
        (f"第{number}回　{when(session)}", session_lines(session)[1:])
        for number, session in enumerate(content["sessions"], start=1)
    ]
