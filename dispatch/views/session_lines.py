"""指導日 as the pages show them: who goes, and what stands against it."""

from dataclasses import dataclass

from dispatch.choices import AssignmentState, InstructorRole
from dispatch.models import Assignment, Session
from dispatch.rules.person_keys import kind_word, person_key
from dispatch.rules.soft_conflicts import Found
from dispatch.services.booking_facts import conflicts_of

ORDER = {role: place for place, role in enumerate(InstructorRole)}


@dataclass(frozen=True)
class Going:
    """One person of a session.

    ``open`` are soft conflicts that nobody took upon them yet, ``taken`` the acknowledged ones.
    """

    row: Assignment
    kind: str
    open: tuple[Found, ...]
    taken: tuple

    @property
    def is_confirmed(self) -> bool:
        return self.row.state == AssignmentState.CONFIRMED


@dataclass(frozen=True)
class Line:
    """A session with its people, the lead first, and those who were released."""

    session: Session
    going: tuple[Going, ...]
    released: tuple[Assignment, ...]

    @property
    def lead(self) -> Going | None:
        return next((one for one in self.going if one.row.role == InstructorRole.LEAD), None)

    @property
    def lacks(self) -> str:
        """What is missing before the dispatch can be decided, in words; "" for nothing."""
        if not self.session.is_planned:
            return ""
        if self.lead is None:
            return "主たる指導者が決まっていません"
        return "" if self.lead.is_confirmed else "主たる指導者が仮のままです"


def lines_of(sessions) -> list[Line]:
    """For sessions loaded ``with_people``, without what stands against their people."""
    return [_line(session, None) for session in sessions]


def checked_lines_of(sessions) -> list[Line]:
    """With it and with the acknowledgements: five more queries, however many there are."""
    found = conflicts_of(
        (session, row.person)
        for session in sessions
        if session.is_planned
        for row in session.assignments.all()
        if row.is_standing
    )
    return [_line(session, found) for session in sessions]


def _line(session, found) -> Line:
    rows = sorted(session.assignments.all(), key=lambda row: (ORDER[row.role], row.pk))
    standing = [row for row in rows if row.is_standing]
    released = [row for row in rows if not row.is_standing]
    if found is None:
        going = [Going(row, kind_word(row.person), (), ()) for row in standing]
    else:
        keys = [(session.pk, person_key(row.person)) for row in standing]
        going = [_going(row, found.get(key, ())) for row, key in zip(standing, keys, strict=True)]
    return Line(session, tuple(going), tuple(released))


def _going(row, conflicts) -> Going:
    taken = tuple(row.acknowledgements.all())
    said = {one.conflict: one.text for one in taken}
    fresh = tuple(one for one in conflicts if said.get(one.kind) != one.text)
    return Going(row, kind_word(row.person), fresh, taken)
