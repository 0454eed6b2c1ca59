"""候補者の検討: every meister of a trade with what speaks for and against sending them.

Hard rules leave a person in, out (×) or open (？); points only order those who stay in. The
verdicts are few for thousands of people, so that each is worked out once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.rules import is_confirmed
from dispatch.rules.matching_points import Points, Scale
from dispatch.rules.matching_slots import Calendar, Found, free_at
from dispatch.rules.skilled import TradeCase, eligibility
from dispatch.rules.soft_conflicts import CAP, CAP_OF
from meisters.choices import MeisterState
from meisters.rules.courses import course_verdict

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
REGISTER, PAPER = "マイスター名簿", "派遣依頼書"
COURSE_STEPS = {
    NO: "派遣はできます。講習の受講を案内し、確定するときに理由を入力してください。",
    UNKNOWN: "本人に確認してマイスターの画面に入力するか、確定するときに理由を入力してください。",
}


@dataclass(frozen=True)
class Facts:
    """What the register and the past say about one person in one trade.

    ``operations`` are the names of 作業 on the register (None: certified without one);
    ``bookings_this_year`` counts standing bookings for other requests, ``last_on`` and
    ``days_with_client`` only past days of decided requests for which the person was confirmed.
    """

    key: str
    pk: int
    name: str
    kana: str
    number: str = ""
    state: str = MeisterState.ACTIVE
    certified_on: date | None = None
    operations: frozenset = frozenset()
    place: object = None
    licence: str = ""
    course_completed_on: date | None = None
    last_on: date | None = None
    bookings_this_year: int = 0
    days_with_client: int = 0
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True)
class SkilledFacts(Facts):
    """What is known about a 熟練技能者, who is on no register of meisters."""

    ground: str = ""
    practice_years: int | None = None
    place_won: int | None = None


@dataclass(frozen=True)
class Candidate:
    """One row: the person, the verdicts of the rules, and the points."""

    facts: Facts
    verdicts: tuple[Verdict, ...]
    days: tuple[Found, ...]
    points: tuple[Points, ...]
    total: Decimal

    @property
    def is_excluded(self) -> bool:
        return any(one.outcome == NO and one.hard for one in self.verdicts)

    @property
    def is_open(self) -> bool:
        """Something has to be asked before it is known whether the person can be sent."""
        return any(one.outcome == UNKNOWN and one.hard for one in self.verdicts)

    @property
    def refusals(self) -> list[Verdict]:
        """Why the person can't be sent."""
        return [one for one in self.verdicts if one.outcome == NO and one.hard]

    @property
    def cautions(self) -> list[Verdict]:
        """What has to be asked or borne in mind."""
        return [one for one in self.verdicts if one.outcome != YES and one not in self.refusals]


class Wanted:
    """What a request asks for in one trade, and the year's rules that judge it.

    ``are_sessions``: the slots are sessions, which all have to be filled; otherwise they are
    wished days, of which some will do.
    """

    def __init__(self, *, trade, operations, slots, are_sessions, book, today):
        self.trade, self.operations = trade, tuple(operations)
        self.slots, self.are_sessions = tuple(slots), are_sessions
        self.book, self.today = book, today
        self.scale = Scale(book)
        self.standing, self.skill, self.days = map(cache, (self._standing, self._skill, self._days))
        self.load, self.course = cache(self._load), cache(_course)
        self.near = cache(lambda home: self.scale.distance(home, self.place))
        self.burden = cache(lambda days: self.scale.load(days, self.cap))
        self.since = cache(lambda day: self.scale.last(day, today))
        self.known_here = cache(self.scale.client)

    @cached_property
    def cap(self) -> Decimal | None:
        return self.book.value(CAP, CAP_OF)

    @cached_property
    def first_day(self) -> date:
        return min((one.held_on for one in self.slots), default=self.today)

    @cached_property
    def place(self):
        """Where the dispatch goes to, as far as it is one place."""
        return next((one.place for one in self.slots if one.place is not None), None)

    def candidate(self, facts: Facts) -> Candidate:
        verdict, found = self.days(facts.calendar)
        verdicts = (
            self.standing(facts.state, facts.certified_on),
            self.skill(facts.operations),
            verdict,
            self.load(facts.bookings_this_year),
            self.course(facts.licence, facts.course_completed_on),
        )
        return self._with_points(facts, verdicts, found)

    def skilled_candidate(self, facts: SkilledFacts, case: TradeCase) -> Candidate:
        """A 熟練技能者: eligible by a rule of their own, and never asked for their weekdays."""
        verdict, found = self.days(facts.calendar)
        return self._with_points(facts, (eligibility(facts, case), verdict), found)

    def _with_points(self, facts, verdicts, found) -> Candidate:
        points = (
            self.near(facts.place),
            self.burden(facts.bookings_this_year),
            self.since(facts.last_on),
            self.known_here(facts.days_with_client),
            self.scale.satisfaction(),
        )
        return Candidate(facts, verdicts, found, points, sum(one.got for one in points))

    def _standing(self, state: str, certified_on: date | None) -> Verdict:
        named = ("standing", "認定・活動")
        if state != MeisterState.ACTIVE:
            text = f"「{MeisterState(state).label}」のため、派遣できません。"
            return Verdict(*named, NO, text, REGISTER)
        if certified_on and certified_on > self.first_day:
            return Verdict(*named, NO, "実施日にはまだ認定されていません。", REGISTER)
        return Verdict(*named, YES, "認定され、活動できます。", REGISTER)

    def _skill(self, held: frozenset) -> Verdict:
        """The trade is given; the 作業 has to be the wanted one, as far as one is wanted."""
        named, wanted = ("skill", "職種・作業"), set(self.operations)
        if not wanted:
            return Verdict(*named, YES, f"{self.trade}の認定を受けています。", REGISTER)
        words = "・".join(sorted(map(str, wanted)))
        if wanted <= held:
            return Verdict(*named, YES, f"{self.trade}（{words}）の認定を受けています。", REGISTER)
        if None in held:
            text = f"名簿に作業の記載がありません。「{words}」を指導できるかを確認してください。"
            return Verdict(*named, UNKNOWN, text, REGISTER)
        if wanted & held:
            lacking = "・".join(sorted(map(str, wanted - held)))
            text = f"「{lacking}」の認定を受けていません。"
            return Verdict(
                *named, UNKNOWN, f"{text}ほかの作業の指導日だけに派遣できます。", REGISTER
            )
        own = "・".join(sorted(map(str, held))) or "記載なし"
        text = f"希望の作業は「{words}」ですが、認定の作業は「{own}」です。"
        return Verdict(*named, NO, text, REGISTER)

    def _days(self, calendar: Calendar) -> tuple[Verdict, tuple[Found, ...]]:
        named = ("days", "日程")
        found = tuple(free_at(slot, calendar, self.book) for slot in self.slots)
        free, away = ([one for one in found if one.outcome == outcome] for outcome in (YES, NO))
        what = "指導日" if self.are_sessions else "希望日"
        if not found:
            text = "指導日も希望日も決まっていないため、判定できません。"
            return Verdict(*named, UNKNOWN, text), found
        if len(free) == len(found):
            return Verdict(*named, YES, f"{what}{len(found)}日のすべてで都合がつきます。"), found
        if len(away) == len(found):
            text = f"都合のつく{what}がありません。{_told(found)}"
            return Verdict(*named, NO, text), found
        told = _told(found)
        if free and not self.are_sessions:
            text = f"希望日{len(found)}日のうち{len(free)}日で都合がつきます。{told}"
            return Verdict(*named, YES, text), found
        some = f"{what}{len(found)}日のうち{len(free)}日で都合がつきます。" if free else ""
        return Verdict(*named, UNKNOWN, f"{some}{told}"), found

    def _load(self, days: int) -> Verdict:
        named = ("load", "年間の派遣回数")
        if self.cap is None:
            text = f"ほかの依頼で{days}回です。年間の上限が未設定のため判定できません。"
            return Verdict(*named, UNKNOWN, text)
        row = self.book.find(CAP, CAP_OF)
        more = {"source": row.source, "confirmed": is_confirmed(row)}
        told, cap = f"ほかの依頼で{days}回です（上限{row.value_text}回）。", self.cap
        if days >= cap:
            return Verdict(*named, NO, f"年間の上限に達しています。{told}", **more)
        new = len(self.slots) if self.are_sessions else 0
        if days + new > cap:
            text = f"{told}この依頼で受けられるのは、あと{int(cap - days)}回です。"
            return Verdict(*named, UNKNOWN, text, **more)
        return Verdict(*named, YES, told, **more)


def _course(licence: str, completed_on: date | None) -> Verdict:
    """A warning only, with what to do about it."""
    verdict = course_verdict(licence, completed_on)
    if verdict.outcome == YES:
        return verdict
    return replace(verdict, text=f"{verdict.text}。{COURSE_STEPS[verdict.outcome]}")


def _told(found: tuple[Found, ...]) -> str:
    """What stands against the days, each reason once with its days."""
    slots: dict[str, list[str]] = {}
    for one in found:
        slots.setdefault(one.text, []).append(str(one.slot))
    if len(slots) == 1 and len(found) > 1:
        return f"いずれの日も：{next(iter(slots))}"
    return "".join(f"{'、'.join(days)}：{text}" for text, days in slots.items() if text)


def ranked(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Those who stay in and those who are out; by points, then kana, then key."""
    stay, out = [], []
    for one in candidates:
        (out if one.is_excluded else stay).append(one)
    for rows in (stay, out):
        rows.sort(key=lambda one: (-one.total, one.facts.kana, one.facts.pk))
    return stay, out
