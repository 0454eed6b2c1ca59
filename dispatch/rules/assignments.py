"""Who may stand for a session, in which role, and what has to be acknowledged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import INSTRUCTORS, AssignmentState, InstructorRole
from dispatch.rules.person_keys import kind_of, person_key
from dispatch.rules.soft_conflicts import Found, named
from meisters.choices import MeisterState


@dataclass(frozen=True)
class Conflict:
    """A soft conflict of one person with one session.

    ``name`` is that of its field in a form: another text of the kind asks for another reason.
    """

    person: object
    session: object
    found: Found

    @property
    def name(self) -> str:
        return f"{person_key(self.person)}:{self.found.kind.value}:{mark_of([self.found.text])}"

    @property
    def sentence(self) -> str:
        return f"{self.person}さん（{self.found.kind.label}）：{self.found.text}"


class NeedsAcknowledgement(TransitionDenied):
    """Soft conflicts of which some lack a reason; the form asks for one for each."""

    def __init__(self, conflicts: Iterable[Conflict], lacking: Iterable[Conflict] | None = None):
        self.conflicts = tuple(conflicts)
        lacking = self.conflicts if lacking is None else lacking
        told = "".join(one.sentence for one in lacking)
        super().__init__(
            f"確認が必要なことがあります。承知のうえで進める理由を入力してください。{told}"
        )


def mark_of(texts: Iterable[str]) -> str:
    """A short mark of what was shown."""
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def reason_for(conflict: Conflict, acknowledged: Mapping[str, str]) -> str:
    """Given for this conflict by its name or, from no page, for the kind as such ("travel")."""
    given = acknowledged.get(conflict.name) or acknowledged.get(conflict.found.kind.value) or ""
    return given.strip()


def check_acknowledged(conflicts: Iterable[Conflict], acknowledged: Mapping[str, str]) -> None:
    conflicts = list(conflicts)
    lacking = [one for one in conflicts if not reason_for(one, acknowledged)]
    if lacking:
        raise NeedsAcknowledgement(conflicts, lacking)


def check_person(session, person, role: str, trades: Iterable[int]) -> None:
    """``trades``: those in which a meister is certified (unread for the others)."""
    if role not in InstructorRole.values:
        raise TransitionDenied("役割を選択してください。")
    kind = kind_of(person)
    if kind == "meister":
        _check_meister(session, person, role, trades)
        return
    if person.ended_on and person.ended_on <= session.held_on:
        raise TransitionDenied(f"{person}さんは登録を終了しているため、割り当てられません。")
    if kind == "skilled" and role in INSTRUCTORS and session.trade_id != person.trade_id:
        raise TransitionDenied(
            f"{person}さんは{person.trade}の熟練技能者として登録しているため、"
            f"{session.trade}の{InstructorRole(role).label}にできません。"
        )
    if kind == "assistant" and role in INSTRUCTORS:
        raise TransitionDenied(
            f"{person}さんは補助員のため、{InstructorRole(role).label}にはできません。"
        )


def _check_meister(session, person, role, trades) -> None:
    if person.state != MeisterState.ACTIVE:
        state = MeisterState(person.state).label
        raise TransitionDenied(f"{person}さんは「{state}」のため、割り当てられません。")
    if person.certified_on > session.held_on:
        raise TransitionDenied(f"{person}さんは、実施日にはまだ認定されていません。")
    if role in INSTRUCTORS and session.trade_id not in set(trades):
        raise TransitionDenied(
            f"{person}さんは{session.trade}の認定を受けていないため、"
            f"{InstructorRole(role).label}にできません。"
        )


def check_not_twice(standing) -> None:
    """``standing``: the booking that the person has at the session already, or None."""
    if standing is not None:
        raise TransitionDenied(
            f"{standing}さんは、すでにこの指導日に入っています"
            f"（{standing.get_role_display()}・{standing.get_state_display()}）。"
        )


def check_standing(assignment) -> None:
    if assignment.state == AssignmentState.RELEASED:
        raise TransitionDenied(f"{assignment}さんは、この指導日からすでに外れています。")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise TransitionDenied("割り当てを外す理由を入力してください。")


def taken_sentence(person, other) -> str:
    """``other``: the session that keeps the person."""
    return (
        f"{person}さんは、同じ時間帯に別の指導日が確定しています：{named(other)}。"
        "時間を変えるか、ほかの人を選んでください。"
    )


def refuse_two_places(kept, lost, mine, theirs) -> None:
    """Two records can't become one: ``mine`` and ``theirs`` are sessions at the same time."""
    where = named(mine) if mine.pk == theirs.pk else f"{named(mine)}と{named(theirs)}"
    raise TransitionDenied(
        f"{kept}と{lost}は、同じ時間帯の指導日に入っているため、統合できません（{where}）。"
        "本人に確認し、実際には行かない方を指導日の従事者から外してから統合してください。"
    )
