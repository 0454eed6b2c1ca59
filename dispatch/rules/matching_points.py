"""評点: what speaks for one candidate before another, weighted by the year's rules.

A weight or a measure that nobody has set, and a fact that nobody knows, give no points and say so.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from aomori_skills.base import wareki
from dispatch.rules.travel import distance_km
from dispatch.rules.year_rows import plain

WEIGHTS, MEASURES = "評点", "評点の目安"
DISTANCE, LOAD, LAST, CLIENT, SATISFACTION = (
    "距離",
    "年度内の負担",
    "最後の派遣からの期間",
    "同じ依頼元での実績",
    "満足度",
)
TITLES = (DISTANCE, LOAD, LAST, CLIENT, SATISFACTION)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Points:
    """``got`` of ``most`` for one thing; ``known`` is False where a fact or a rule is missing."""

    title: str
    got: Decimal
    most: Decimal
    text: str
    known: bool = True

    @property
    def words(self) -> str:
        """3.2／4点, or 不明."""
        return f"{plain(self.got)}／{plain(self.most)}点" if self.known else "不明"


class Scale:
    """The weights and measures of one year."""

    def __init__(self, book):
        self.weights = {title: book.value(title, WEIGHTS) for title in TITLES}
        self.measures = {title: book.value(title, MEASURES) for title in TITLES}

    @property
    def missing(self) -> list[str]:
        """Titles without a weight: they count for nothing until the office sets one."""
        return [title for title in TITLES if self.weights[title] is None]

    @property
    def most(self) -> Decimal:
        return sum((one for one in self.weights.values() if one), Decimal(0))

    def distance(self, home, place) -> Points:
        """The nearer the better, none from the measure on."""
        km, far = distance_km(home, place), self.measures[DISTANCE]
        if km is None:
            lacking = "勤務先・自宅" if home is None else "実施場所"
            return self._unknown(DISTANCE, f"{lacking}の市町村が分かりません。")
        text = f"{home}から{place}まで約{km:.0f}km（直線）です。"
        if not far:
            return self._unset(DISTANCE, text)
        return self._share(DISTANCE, 1 - Decimal(km) / far, text)

    def load(self, days: int, cap: Decimal | None) -> Points:
        """The fewer of the year's days are taken, the better."""
        text = f"年度内の派遣は、ほかの依頼で{days}回です（仮を含む）。"
        if not cap:
            return self._unset(LOAD, text)
        return self._share(LOAD, 1 - days / cap, text)

    def last(self, day: date | None, today: date) -> Points:
        """The longer ago the better; who was never sent anywhere goes first."""
        if day is None:
            return self._share(LAST, Decimal(1), "派遣の記録がありません。")
        ago = max((today - day).days, 0)
        text = f"最後の派遣は{wareki.format_date(day)}（{ago}日前）です。"
        if not self.measures[LAST]:
            return self._unset(LAST, text)
        return self._share(LAST, ago / self.measures[LAST], text)

    def client(self, days: int) -> Points:
        if not days:
            return self._share(CLIENT, Decimal(0), "この依頼元での実績はありません。")
        text = f"この依頼元で{days}日の実績があります。"
        if not self.measures[CLIENT]:
            return self._unset(CLIENT, text)
        return self._share(CLIENT, days / self.measures[CLIENT], text)

    def satisfaction(self) -> Points:
        return self._unknown(SATISFACTION, "満足度の記録がないため、加点していません。")

    def _share(self, title: str, share: Decimal, text: str) -> Points:
        weight = self.weights[title]
        if weight is None:
            return Points(title, Decimal(0), Decimal(0), f"{text}配点が未設定です。", known=False)
        got = weight * min(max(share, Decimal(0)), Decimal(1))
        return Points(title, got.quantize(TENTH, ROUND_HALF_UP), weight, text)

    def _unset(self, title: str, text: str) -> Points:
        return self._unknown(title, f"{text}目安となる値が未設定のため、加点していません。")

    def _unknown(self, title: str, text: str) -> Points:
        weight = self.weights[title]
        return Points(title, Decimal(0), weight or Decimal(0), text, known=False)
