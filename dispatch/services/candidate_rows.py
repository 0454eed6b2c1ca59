"""The matching of a request as rows of a list."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Value
from django.urls import reverse

from dispatch.choices import AskState, AssignmentState
from dispatch.models import Ask, Assignment, DispatchRequest
from dispatch.rules.matching import Candidate
from dispatch.services.matching import matchings

FITTING, OPEN, OUT, SKILLED = "候補", "候補（要確認）", "対象外", "熟練技能者"
VERDICTS = (FITTING, OPEN, OUT, SKILLED)
ASK, BOOKING = "ask", "booking"
WORDS = {
    ASK: lambda state: AskState(state).label,
    BOOKING: lambda state: f"割り当て（{AssignmentState(state).label}）",
}


@dataclass(frozen=True)
class Row:
    """One person in one trade, in the words of a list."""

    trade: str
    place: int
    name: str
    kana: str
    number: str
    home: str
    verdict: str
    total: Decimal
    why: str
    points: str
    standing: str
    url: str


def rows_of(request: DispatchRequest) -> list[Row]:
    """Every candidate of every trade, those who are out at the end."""
    found = []
    marks = standing(request)
    for one in matchings(request):
        for people, word in ((one.fitting, ""), (one.skilled, SKILLED), (one.excluded, OUT)):
            found += [
                _row(str(one.trade), place, person, word, marks)
                for place, person in enumerate(people, start=1)
            ]
    return found


def standing(request) -> dict[str, list[tuple[str, str]]]:
    """Person → states and words of the asks and the bookings of this request (one question)."""
    asks = Ask.objects.filter(request=request).exclude(state=AskState.WITHDRAWN).order_by()
    booked = Assignment.objects.standing().filter(session__request=request).order_by()
    people = ("meister", "skilled_worker", "state", "source")
    found = asks.annotate(source=Value(ASK)).values_list(*people)
    found = found.union(booked.annotate(source=Value(BOOKING)).values_list(*people))
    marks = defaultdict(list)
    for meister, skilled, state, source in found.order_by("source", "state"):
        key = f"meister-{meister}" if meister else f"skilled-{skilled}"
        marks[key].append((state, WORDS[source](state)))
    return marks


def _row(trade: str, place: int, one: Candidate, word: str, marks) -> Row:
    facts = one.facts
    page = "meisters:meister_detail" if facts.number else "dispatch:skilled_worker_detail"
    return Row(
        trade=trade,
        place=place,
        name=facts.name,
        kana=facts.kana,
        number=facts.number,
        home=str(facts.place or ""),
        verdict=word or (OPEN if one.is_open else FITTING),
        total=one.total,
        why="".join(f"{item.title}：{item.text}" for item in (*one.refusals, *one.cautions)),
        points="、".join(f"{item.title}{item.words}" for item in one.points),
        standing="、".join(label for _, label in marks.get(facts.key, ())),
        url=reverse(page, args=(facts.pk,)),
    )
