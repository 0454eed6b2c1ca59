"""Reading a row of the year's rules: whom it concerns, which bound it sets, how strict it is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from aomori_skills.office.choices import OrganizationKind as O
from aomori_skills.office.choices import Strictness
from dispatch.choices import DispatchKind as K

EVERYBODY = "全て"
PRACTICAL, APPEAL = "実技指導", "魅力発信"
FIRM, TRADE_BODY = "中小企業", "業界団体"
SCHOOL = "工業高校等の教育訓練機関"
STATION = "地域若者サポートステーション"
PUPILS = "小中学校等"
PUBLIC, PRIVATE = "公共施設", "民間施設"

AREAS = {
    K.PRACTICAL_FIRM: PRACTICAL,
    K.PRACTICAL_SCHOOL: PRACTICAL,
    K.APPEAL_STATION: APPEAL,
    K.APPEAL_SCHOOL: APPEAL,
    K.APPEAL_FACILITY: APPEAL,
}
"""分野 of the year's rules for each kind of dispatch."""

WORDS = {
    K.PRACTICAL_FIRM: (FIRM, TRADE_BODY),
    K.PRACTICAL_SCHOOL: (SCHOOL,),
    K.APPEAL_STATION: (STATION,),
    K.APPEAL_SCHOOL: (PUPILS,),
    K.APPEAL_FACILITY: (PUBLIC, PRIVATE),
}
"""対象 that a kind of dispatch may fall under."""

OF_CLIENT = {
    (K.PRACTICAL_FIRM, O.COMPANY): (FIRM,),
    (K.PRACTICAL_FIRM, O.TRADE_BODY): (TRADE_BODY,),
    (K.PRACTICAL_FIRM, O.ECONOMIC_BODY): (TRADE_BODY,),
    (K.APPEAL_FACILITY, O.PUBLIC_FACILITY): (PUBLIC,),
    (K.APPEAL_FACILITY, O.PUBLIC_OFFICE): (PUBLIC,),
    (K.APPEAL_FACILITY, O.PRIVATE_FACILITY): (PRIVATE,),
    (K.APPEAL_FACILITY, O.COMPANY): (PRIVATE,),
}
"""Where the kind of the client tells more."""


def concerns(row, kind: str, client_kind: str) -> bool:
    """Whether the row's 対象 (「小中学校等・公共施設」) takes in this client."""
    parts = set(row.applies_to.split("・"))
    words = OF_CLIENT.get((kind, client_kind), WORDS[K(kind)])
    return EVERYBODY in parts or not parts.isdisjoint(words)


class Bound(StrEnum):
    LEAST = "以上"
    MOST = "以内"
    BELOW = "未満"
    STANDARD = "標準"


@dataclass(frozen=True)
class Limit:
    """A row as a bound on a number; ``word`` is its unit (回, 時間, 歳)."""

    row: object
    bound: Bound
    word: str

    def excess(self, number: Decimal) -> Decimal:
        """How far ``number`` lies beyond the bound; 0 if it keeps it."""
        value, number = self.row.value, Decimal(number)
        if self.bound == Bound.LEAST:
            return max(value - number, Decimal(0))
        if self.bound == Bound.BELOW:
            return number - value + 1 if number >= value else Decimal(0)
        if self.bound == Bound.STANDARD:
            return abs(number - value)
        return max(number - value, Decimal(0))

    @property
    def words(self) -> str:
        """20回以内; 2時間（標準）."""
        text = f"{self.row.value_text}{self.word}"
        return f"{text}（標準）" if self.bound == Bound.STANDARD else f"{text}{self.bound.value}"


def limit_of(row) -> Limit:
    """The bound that the row's unit names: 「歳未満（…）」 is a bound below which ages must lie."""
    head = row.unit.partition("（")[0]
    for ending, bound in (
        ("以上", Bound.LEAST),
        ("以内", Bound.MOST),
        ("以下", Bound.MOST),
        ("まで", Bound.MOST),
        ("未満", Bound.BELOW),
    ):
        if head.endswith(ending):
            return Limit(row, bound, head.removesuffix(ending))
    return Limit(row, Bound.STANDARD, head)


def is_lenient(row) -> bool:
    """Whether the office holds it as a 目安, which nobody needs an exception from."""
    return row.strictness == Strictness.GUIDE


def leeway(row) -> str:
    """What the rule itself says about going beyond it, as a sentence."""
    words = row.unit.partition("（")[2].removesuffix("）")
    return f"基準には「{words}」とあります。" if is_lenient(row) and words else ""


def plain(number: Decimal) -> str:
    """A number as people write it: 2, 1.5, 12,000."""
    text = f"{Decimal(number):,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
