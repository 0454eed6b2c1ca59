"""The tab 当日 of a request: what is settled for its days, and their papers."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.page import Action, Mark, allowed
from dispatch.choices import Readiness
from dispatch.querysets.preparation import with_settle_by
from dispatch.rules import day_checks as rules
from dispatch.rules import sessions as session_rules
from dispatch.rules.day_hints import hints
from dispatch.rules.readiness import Derived, Line
from dispatch.rules.workflows import EDIT
from dispatch.services.preparation import lines_of
from dispatch.views.day_papers import EXPORT, TRAINEES
from dispatch.views.session_actions import attendant_action

CODES = {Readiness.READY: "done", Readiness.NOT_NEEDED: "", Readiness.OPEN: "unconfirmed"}
PAPERS = (
    ("当日の書類をまとめて印刷する（PDF）", "day_bundle", TRAINEES),
    ("立会行程表を印刷する（PDF）", "day_route_sheet", EXPORT),
    ("当日の確認票を印刷する（PDF）", "day_checklist", EXPORT),
    ("写真撮影の同意状況を印刷する（PDF）", "day_photo", TRAINEES),
    ("保険加入者名簿を印刷する（PDF）", "day_insured", TRAINEES),
)


@dataclass(frozen=True)
class Row:
    """An item as the tab shows it; ``mend`` leads to where it is settled."""

    line: Line
    known: str
    mend: Action | None = None

    @property
    def mark(self) -> Mark:
        return Mark(CODES[self.line.state], self.line.state.label)


@dataclass(frozen=True)
class Day:
    """A session with what concerns it alone, and its papers."""

    session: object
    rows: tuple[Row, ...]
    is_over: bool
    papers: tuple[Action, ...]


def day_context(request, row) -> dict:
    sessions = sessions_of(row)
    lines = lines_of(sessions) if sessions else {}
    today = timezone.localdate()
    days = [_day(one, lines[one.pk], today, request.user) for one in sessions]
    next_one = _next_of(sessions, today)
    known = known_of(row, sessions)
    items = [line for line in lines[next_one.pk] if line.by_hand] if next_one else ()
    return {
        "items": [Row(line, known.get(line.item.value, "")) for line in items],
        "days": [day for day in days if not day.is_over],
        "past": [day for day in days if day.is_over],
        "unset": any(one.settle_by is None for one in sessions),
        "record": _record(row, request.user),
    }


def sessions_of(row) -> list:
    """The request's standing sessions with what the readiness reads of them."""
    rows = with_settle_by(row.sessions.standing())
    rows = rows.select_related("trade", "municipality", "attendant")
    sessions = list(rows.order_by("held_on", "starts_at", "pk"))
    for session in sessions:
        session.request = row
    return sessions


def known_of(row, sessions) -> dict[str, str]:
    return hints(row, getattr(row, "plan", None), sessions, row.materials.all())


def told_of(row) -> dict[str, str]:
    """Item → what other records say of it, for the form."""
    sessions = sessions_of(row)
    known = known_of(row, sessions)
    next_one, derived = _next_of(sessions, timezone.localdate()), {}
    if next_one:
        lines = lines_of([next_one])[next_one.pk]
        derived = {line.item.value: _derived_words(line) for line in lines}
    return {
        item: "\n".join(filter(None, (derived.get(item, ""), known.get(item, ""))))
        for item in derived | known
    }


def _derived_words(line: Line) -> str:
    """What follows from other records needs no entry."""
    counts = line.text and line.from_records and not line.is_open
    return f"{line.text}入力しなくても「済」と数えます。" if counts else line.text


def _day(session, lines, today, user) -> Day:
    return Day(
        session,
        tuple(Row(line, "", _mend(line, session, user)) for line in lines if not line.by_hand),
        session.held_on < today,
        tuple(allowed(day_papers(session), user)),
    )


def day_papers(session) -> list[Action]:
    return [
        Action(
            label,
            reverse(f"dispatch:{name}", args=(session.pk,)),
            post=True,
            download=True,
            permission=permission,
        )
        for label, name, permission in PAPERS
    ]


def _mend(line, session, user) -> Action | None:
    if line.item != Derived.ATTENDANT or not line.is_open:
        return None
    may = session_rules.can_name_attendant(session.request, by=user)
    return attendant_action(session) if may else None


def _next_of(sessions, today):
    """The next session, else the last one, else None."""
    coming = (one for one in sessions if one.held_on >= today)
    return next(coming, sessions[-1] if sessions else None)


def _record(row, user) -> Action | None:
    if row.state not in rules.PREPARING:
        return None
    url = reverse("dispatch:request_day_checks", args=(row.pk,))
    return next(iter(allowed([Action("確認を入力する", url, permission=EDIT)], user)), None)
