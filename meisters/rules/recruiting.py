"""次に訪ねる先: the office's own measures for where to recruit next (年度の基準「開拓」)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from aomori_skills.office.rules import Rulebook, is_confirmed

AREA = "開拓"
QUIET_DAYS = ("連絡のない日数", "企業・業界団体")
FEWEST_PEOPLE = ("活動可のマイスターの人数", "認定対象職種")
IDLE_YEARS = ("派遣のない年数", "活動可のマイスター")


@dataclass(frozen=True)
class Measure:
    """One value of the rulebook, with where it comes from; None while nobody has set it."""

    row: object | None
    notice: str

    @classmethod
    def of(cls, book: Rulebook, key: tuple[str, str]) -> "Measure":
        return cls(book.find(*key), book.notice)

    @property
    def value(self) -> Decimal | None:
        return self.row.value if self.row else None

    @property
    def whole(self) -> int | None:
        """The value as whole days, people or years."""
        return None if self.value is None else int(self.value)

    @property
    def is_confirmed(self) -> bool:
        return self.row is not None and is_confirmed(self.row)


def quiet_since(today: date, days: int) -> date:
    """The last day of contact of whom nobody has been in touch with for ``days``."""
    return today - timedelta(days=days)


def idle_since(today: date, years: int) -> date:
    """The last day of dispatch of who has not been dispatched for ``years``."""
    return today - relativedelta(years=years)
