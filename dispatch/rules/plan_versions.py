"""Reading decided plans: their words, what changed between two, and who has to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aomori_skills.base import wareki
from dispatch.rules.plan_content import CLIENT, MATERIALS, PLAN, REQUEST, TOTALS

COMPARED = (REQUEST, PLAN, MATERIALS, TOTALS)
"""Sections whose changes are a change of the plan; checks and meters move by themselves."""
NOTHING = "（なし）"
DAY, WHEN, ADDED, CANCELLED = "指導日", "日時", "追加", "取りやめ"


@dataclass(frozen=True)
class Change:
    """One line that is not as it was; ``before`` or ``after`` is （なし） where there was none."""

    title: str
    label: str
    before: str
    after: str


def day_of(session: dict) -> date:
    return date.fromisoformat(session["day"])


def when(session: dict) -> str:
    """令和7年9月10日（水）13:00～15:00."""
    return f"{wareki.format_day(day_of(session))}{session['starts']}～{session['ends']}"


def where(session: dict) -> str:
    town = f"（{session['municipality']}）" if session["municipality"] else ""
    return f"{session['place']}{town}"


def what(session: dict) -> str:
    """職種 and 作業."""
    operation = f"（{session['operation']}）" if session["operation"] else ""
    return f"{session['trade']}{operation}"


def who(session: dict) -> str:
    return "、".join(
        f"{one['name']}（{one['role_label']}{'' if one['confirmed'] else '・仮'}）"
        for one in session["instructors"]
    )


def session_lines(session: dict) -> list[tuple[str, str]]:
    """A session in words, label and value."""
    return [*_decided_lines(session), ("立会職員", session["attendant"] or NOTHING)]


def _decided_lines(session: dict) -> list[tuple[str, str]]:
    """What is decided of a session: who attends of the staff changes without a new version."""
    return [
        (WHEN, f"{when(session)}（{session['hours']}時間）"),
        ("実施場所", where(session)),
        ("職種・作業", what(session)),
        ("指導者・補助員", who(session) or NOTHING),
        ("受講予定人数", f"{session['people']}人" if session["people"] else "未入力"),
        ("指導内容", session["content"] or NOTHING),
    ]


def changes(before: dict, after: dict) -> list[Change]:
    """What a reader of ``before`` has to know about ``after``."""
    found = []
    old = {one["key"]: one for one in before["sections"]}
    for one in after["sections"]:
        if one["key"] in COMPARED:
            found += _of_section(old.get(one["key"], {"lines": []}), one)
    return [*_of_sessions(before["sessions"], after["sessions"]), *found]


def own_changes(before: dict, after: dict, key: str) -> list[Change]:
    """What one person who was told ``before`` has to know about their own days in ``after``."""
    lines = [
        {session["key"]: (session, _own_lines(session, part)) for session, part in mine}
        for mine in (own_sessions(before, key), own_sessions(after, key))
    ]
    return _by_day(*lines, lambda session: f"{when(session)}　{where(session)}")


def own_sessions(content: dict, key: str) -> list[tuple[dict, dict]]:
    """(session, the person's part) for the confirmed parts of one person."""
    return [
        (session, one)
        for session in content["sessions"]
        for one in session["instructors"]
        if one["key"] == key and one["confirmed"]
    ]


def people(content: dict) -> dict[str, str]:
    """key → name of everybody who is confirmed, in the order of the days."""
    return {
        one["key"]: one["name"]
        for session in content["sessions"]
        for one in session["instructors"]
        if one["confirmed"]
    }


def without(content: dict, keys: Iterable[str]) -> dict:
    """The same plan without the sessions that were cancelled since."""
    out = set(keys)
    return content | {"sessions": [one for one in content["sessions"] if one["key"] not in out]}


def concerns(content: dict, key: str, session_key: str) -> bool:
    """Whether the plan names that session to the client or to one person."""
    if key == CLIENT:
        return any(one["key"] == session_key for one in content["sessions"])
    return any(session["key"] == session_key for session, _ in own_sessions(content, key))


def to_notify(content: dict, told: Mapping[str, dict]) -> list[str]:
    """The client, and everybody for whom something is new; ``told``: key → plan last told."""
    everybody = people(content) | dropped(content, told)
    return [CLIENT, *(key for key in everybody if is_new(content, key, told.get(key)))]


def is_new(content: dict, key: str, told: dict | None) -> bool:
    """Without a plan that was told, all is new."""
    return told is None or _told(content, key) != _told(told, key)


def dropped(content: dict, told: Mapping[str, dict]) -> dict[str, str]:
    """key → name of those who were told that they go, and go no more."""
    now = people(content)
    before = {key: people(plan).get(key) for key, plan in told.items()}
    return {key: name for key, name in before.items() if name and key not in now}


def _told(content: dict, key: str) -> list[tuple]:
    """What a letter says to one person."""
    return [
        (when(session), where(session), what(session), session["content"], one["role"])
        for session, one in own_sessions(content, key)
    ]


def _of_section(before: dict, after: dict) -> list[Change]:
    old = {line["key"]: line for line in before["lines"]}
    new = {line["key"]: line for line in after["lines"]}
    return [
        Change(
            after["title"],
            (new.get(key) or old[key])["label"],
            old[key]["value"] if key in old else NOTHING,
            new[key]["value"] if key in new else NOTHING,
        )
        for key in dict.fromkeys((*old, *new))
        if old.get(key, {}).get("value") != new.get(key, {}).get("value")
    ]


def _of_sessions(before: list[dict], after: list[dict]) -> list[Change]:
    lines = [{one["key"]: (one, _decided_lines(one)) for one in rows} for rows in (before, after)]
    return _by_day(*lines, _in_short)


def _by_day(before: dict, after: dict, in_short) -> list[Change]:
    """``before`` and ``after``: key → (session, its lines); ``in_short`` tells a whole one."""
    old, found = dict(before), []
    for key, (session, lines) in after.items():
        if key not in old:
            found.append(Change(DAY, ADDED, NOTHING, in_short(session)))
            continue
        was, told = old.pop(key)
        found += [
            Change(f"{DAY}　{when(was)}", label, value, now)
            for (label, value), (_, now) in zip(told, lines, strict=True)
            if value != now
        ]
    return found + [Change(DAY, CANCELLED, in_short(one), NOTHING) for one, _ in old.values()]


def _own_lines(session: dict, part: dict) -> list[tuple[str, str]]:
    """What a letter says to one person of one day, as ``_told``."""
    return [
        (WHEN, when(session)),
        ("場所", where(session)),
        ("職種・作業", what(session)),
        ("役割", part["role_label"]),
        ("指導内容", session["content"] or NOTHING),
    ]


def _in_short(session: dict) -> str:
    return f"{when(session)}　{where(session)}　{what(session)}　{who(session)}".rstrip("　")
