"""What stands on a day of the calendar, whichever room it comes from."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

TOKYO = ZoneInfo("Asia/Tokyo")
_NUMBERS = UUID("5f2cf4ac-9d5c-4c1a-8f0e-6f1f0f3f0d0a")
DEADLINE = ("deadline", "期限")
"""A kind that every room has."""


class DatedState(TextChoices):
    """How sure it is; each room tells its own states in these words."""

    TENTATIVE = "tentative", "調整中"
    PLANNED = "planned", "予定"
    PASSED = "passed", "実施日を過ぎました"
    DONE = "done", "済み"
    CANCELLED = "cancelled", "中止"


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One thing of one day (or of several); without ``starts_at`` it takes the whole day.

    ``key`` names it for as long as it lives.
    ``staff`` are the names of the office's people who go, ``concerns`` the keys of all whose work
    it is, ``people`` the names of instructors. ``version`` grows with every change. Where the
    title names a person or tells what was typed, ``open_title`` does neither.
    """

    key: str
    kind: str
    kind_label: str
    day: date
    title: str
    url: str
    state: str = DatedState.PLANNED
    last_day: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    municipality: str = ""
    region: str = ""
    dispatch_kind: str = ""
    about: str = ""
    staff: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    concerns: frozenset[int] = frozenset()
    own_uid: UUID | None = None
    version: int = 1
    open_title: str = ""

    @property
    def uid(self) -> UUID:
        """The same for as long as the row lives."""
        return self.own_uid or uuid5(_NUMBERS, self.key)

    @property
    def ends_on(self) -> date:
        return self.last_day or self.day

    @property
    def hours(self) -> str:
        """13:00～15:00, as far as the times are known."""
        if self.starts_at is None:
            return ""
        end = f"{self.ends_at:%H:%M}" if self.ends_at else ""
        return f"{self.starts_at:%H:%M}～{end}"

    def get_state_display(self) -> str:
        return DatedState(self.state).label

    @property
    def order(self) -> tuple:
        """By day and time; what takes the whole day comes first."""
        return (self.day, self.starts_at or time.min, self.kind, self.title, self.key)

    def get_absolute_url(self) -> str:
        return self.url

    def days(self, first: date, last: date) -> list[date]:
        """Its days from ``first`` to ``last``."""
        start, end = max(self.day, first), min(self.ends_on, last)
        return [start + timedelta(days=number) for number in range((end - start).days + 1)]

    def without_names(self) -> "Dated":
        """For who may not carry names out of the office."""
        return replace(self, title=self.open_title or self.title, people=())

    def moment(self, at: time) -> datetime:
        return datetime.combine(self.day, at, TOKYO)
