"""Where a session still lacks somebody, and who is to be asked next; pure decisions."""

from dataclasses import dataclass

from aomori_skills.base import wareki
from dispatch.choices import AskState as A
from dispatch.choices import AssignmentState, InstructorRole, SessionState
from dispatch.rules.asks import ANSWERED

_RELEASED = AssignmentState.RELEASED


@dataclass(frozen=True)
class Gap:
    """A place at a session that nobody is confirmed for; ``proposed`` is the next to be asked."""

    session: object
    role: str
    waits_for: object = None
    proposed: object = None
    first: object = None
    """The assignment of who fell out, kept in the history."""

    @property
    def place(self) -> str:
        return f"{self.session}（{self.session.trade}）の{InstructorRole(self.role).label}"

    @property
    def sentence(self) -> str:
        """Why the place is open, and who is to be asked now."""
        gone = f"{self.first.person.name}さんが行けなくなりました。" if self.first else ""
        return gone + self.now

    @property
    def now(self) -> str:
        then = "次は"
        waits = ""
        if self.waits_for:
            due = self.waits_for.reply_by
            by = f"（回答期限{wareki.format_short(due)}）" if due else ""
            waits, then = f"{self.waits_for.person.name}さんに打診中です{by}。", "その次は"
            if self.waits_for.is_unsent:
                waits = f"{self.waits_for.person.name}さんへの依頼状を、まだ送っていません{by}。"
        if self.proposed:
            following = self.proposed
            return f"{waits}{then}{following.person.name}さん（打診の順{following.order}）です。"
        return waits or "打診する人がいません。「打診する人を加える」などで加えてください。"


def gaps(sessions: list, assignments: list, asks: list) -> list[Gap]:
    """Sessions without a confirmed lead, and further places whose person declined.

    ``asks`` come in their order, each with its asked sessions (``asked``: AskedSession rows); the
    first that was not asked yet is proposed for a gap.
    """
    booked = {one.pk: one for one in assignments}
    replaced = {one.replaces_id for one in assignments if one.replaces_id}
    found = []
    for session in sessions:
        if session.state == SessionState.CANCELLED:
            continue
        for role in InstructorRole.values:
            place = _Place(session, role, asks, booked, replaced)
            if place.is_open(assignments):
                found.append(place.gap())
    return found


def fallen_out(session, role: str, asks: list, assignments: list):
    """The assignment of who said yes and can't come, and whom nobody replaces yet; or None."""
    return _place(session, role, asks, assignments).first


def _place(session, role: str, asks: list, assignments: list) -> "_Place":
    booked = {one.pk: one for one in assignments}
    replaced = {one.replaces_id for one in assignments if one.replaces_id}
    return _Place(session, role, asks, booked, replaced)


class _Place:
    """A role at a session, with those who were asked for it in their order."""

    def __init__(self, session, role: str, asks: list, booked: dict, replaced: set):
        self.session, self.role = session, role
        self.asked = [
            (ask, booked.get(row.assignment_id))
            for ask in asks
            if ask.role == role
            for row in ask.asked
            if row.session_id == session.pk
        ]
        fell_out = [
            one
            for _, one in self.asked
            if one and one.state == _RELEASED and one.pk not in replaced
        ]
        self.first = max(fell_out, key=lambda one: one.pk, default=None)

    def is_open(self, assignments: list) -> bool:
        here = [
            one for one in assignments if (one.session_id, one.role) == (self.session.pk, self.role)
        ]
        if self.role == InstructorRole.LEAD:
            return not any(one.state == AssignmentState.CONFIRMED for one in here)
        orders = [ask.order for ask, one in self.asked if one and one.state != _RELEASED]
        refused = [ask.order for ask, one in self.asked if ask.state in ANSWERED and not one]
        return bool(self.first) or max(refused, default=0) > max(orders, default=0)

    def gap(self) -> Gap:
        return Gap(
            self.session,
            self.role,
            waits_for=self._next(A.ASKED),
            proposed=self._next(A.PREPARED),
            first=self.first,
        )

    def _next(self, state: str):
        return next((ask for ask, _ in self.asked if ask.state == state), None)
