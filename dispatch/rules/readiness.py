"""Whether a day can come: what has been looked at, and what follows from other records.

``querysets.preparation`` asks the same of the database, for the list and home.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices

from aomori_skills.base import wareki
from dispatch.choices import DayItem, Readiness
from meisters.choices import Answer

READY, NOT_NEEDED, OPEN = Readiness.READY, Readiness.NOT_NEEDED, Readiness.OPEN
SETTLED = (READY, NOT_NEEDED)


class Derived(TextChoices):
    """What follows from the assignments, the answers and the session itself."""

    LEAD = "lead", "主たる指導者"
    CONSENT = "consent", "派遣承諾書"
    ATTENDANT = "attendant", "立会職員"


ITEMS = (*DayItem, *Derived)


@dataclass(frozen=True)
class Check:
    """What somebody wrote down about an item."""

    state: Readiness
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Roster:
    """How many trainees are on the list, and how they answered about photographs."""

    yes: int = 0
    no: int = 0
    unknown: int = 0

    @property
    def size(self) -> int:
        return self.yes + self.no + self.unknown

    @property
    def has_answers(self) -> bool:
        """Everybody on it was asked, which answers for a client who was not."""
        return self.size > 0 and not self.unknown


@dataclass(frozen=True)
class DayFacts:
    """What is known of one session; ``missing_consents`` are instructors without 派遣承諾書.

    ``moved_consents`` are those whose paper names another day or place, each with that day.
    """

    held_on: date
    insured: Answer = Answer.UNKNOWN
    photo: Answer = Answer.UNKNOWN
    roster: Roster = field(default_factory=Roster)
    people: int | None = None
    contact: str = ""
    phone: str = ""
    contact_left_on: date | None = None
    lead: str = ""
    tentative_lead: str = ""
    instructors: int = 0
    missing_consents: tuple[str, ...] = ()
    moved_consents: tuple[str, ...] = ()
    attendant: str = ""
    checks: Mapping[str, Check] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """How it stands with one item; ``text`` is what follows from the records."""

    item: DayItem | Derived
    state: Readiness
    text: str = ""
    check: Check | None = None

    @property
    def title(self) -> str:
        return str(self.item.label)

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def from_records(self) -> bool:
        """Nobody had to write it down."""
        return self.check is None or self.check.state not in SETTLED

    @property
    def by_hand(self) -> bool:
        return isinstance(self.item, DayItem)


def readiness(facts: DayFacts) -> tuple[Line, ...]:
    """Every item in its order; what nobody looked at and nothing tells is open."""
    return tuple(_line(item, facts) for item in ITEMS)


def missing(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.is_open)


def _line(item, facts: DayFacts) -> Line:
    told = _DERIVED[item](facts) if item in _DERIVED else (OPEN, "")
    check = facts.checks.get(item.value)
    state = check.state if check and check.state in SETTLED else told[0]
    return Line(item, Readiness(state), told[1], check)


def _insurance(facts: DayFacts):
    words = f"名簿は{_roster_words(facts)}です。"
    return {
        Answer.YES: (READY, f"受講者は保険に加入しています。{words}"),
        Answer.NO: (OPEN, f"受講者が保険に加入していません。加入を依頼してください。{words}"),
        Answer.UNKNOWN: (OPEN, f"保険の加入を依頼元に確認してください。{words}"),
    }[Answer(facts.insured)]


def _photo(facts: DayFacts):
    if facts.photo == Answer.NO:
        return READY, "依頼元の同意がないため、撮影しません。"
    roster = facts.roster
    if not roster.size and facts.photo == Answer.UNKNOWN:
        return OPEN, "写真の撮影・公表の同意を依頼元に確認してください。"
    if not roster.size:
        return READY, "依頼元の同意があります。受講者ごとの同意は、名簿がないため分かりません。"
    kept = f"同意しない{roster.no}人は撮影しません。" if roster.no else ""
    if roster.unknown:
        return OPEN, f"受講者{roster.unknown}人の同意が未確認です。{kept}"
    return READY, f"受講者{roster.yes}人の同意があります。{kept}"


def _contact(facts: DayFacts):
    left = facts.contact_left_on
    if not facts.contact:
        return OPEN, "依頼元の担当者が登録されていません。"
    if left and left < facts.held_on:
        day = wareki.format_date(left)
        return OPEN, f"{facts.contact}さんは{day}に離任しています。後任を確認してください。"
    if not facts.phone:
        return OPEN, f"{facts.contact}さんの電話番号が登録されていません。"
    return READY, f"{facts.contact}さん（電話 {facts.phone}）です。"


def _lead(facts: DayFacts):
    if facts.lead:
        return READY, facts.lead
    if facts.tentative_lead:
        return OPEN, f"{facts.tentative_lead}（仮）です。打診して確定してください。"
    return OPEN, "主たる指導者が決まっていません。"


def _consent(facts: DayFacts):
    if facts.missing_consents:
        names = "、".join(facts.missing_consents)
        return OPEN, f"派遣承諾書が届いていません（{names}）。"
    if not facts.instructors:
        return OPEN, "指導者が決まっていません。"
    arrived = f"指導者{facts.instructors}人の派遣承諾書が届いています。"
    if not facts.moved_consents:
        return READY, arrived
    return READY, (
        f"{arrived}ただし、次の承諾書は変更前の日程または場所のものです："
        f"{'、'.join(facts.moved_consents)}。変更後の承諾を得てあるか確認してください。"
    )


def _attendant(facts: DayFacts):
    return (READY, facts.attendant) if facts.attendant else (OPEN, "立会職員が決まっていません。")


def _roster_words(facts: DayFacts) -> str:
    if not facts.roster.size:
        return "未作成"
    if facts.people is None or facts.people == facts.roster.size:
        return f"{facts.roster.size}人"
    return f"{facts.roster.size}人（予定は{facts.people}人）"


_DERIVED = {
    DayItem.INSURANCE: _insurance,
    DayItem.PHOTO: _photo,
    DayItem.CONTACT: _contact,
    Derived.LEAD: _lead,
    Derived.CONSENT: _consent,
    Derived.ATTENDANT: _attendant,
}
