"""What the tests of the matching have in common: rules and people without a database."""

from datetime import date, time
from types import SimpleNamespace

from aomori_skills.office.rules import Rulebook
from dispatch.rules.matching import Facts, Wanted
from dispatch.rules.matching_slots import Booking, Calendar, Slot
from meisters.choices import HalfDay
from tests.dispatch.request_cases import row

TODAY = date(2025, 9, 2)
DAY = date(2025, 9, 10)


class Place(SimpleNamespace):
    def __str__(self):
        return self.name

    def __hash__(self):
        return hash(self.name)


AOMORI = Place(name="青森市", latitude="40.822", longitude="140.747")
HACHINOHE = Place(name="八戸市", latitude="40.512", longitude="141.488")
RULES = (
    row("移動の余裕", 30, "分以上"),
    row("移動の速さ", 40, "km／時"),
    row("年間の派遣回数", 20, "回以内", "マイスター", source="運用"),
    row("距離", 4, "点", "評点"),
    row("年度内の負担", 3, "点", "評点"),
    row("最後の派遣からの期間", 1, "点", "評点"),
    row("同じ依頼元での実績", 2, "点", "評点"),
    row("満足度", 2, "点", "評点"),
    row("距離", 100, "km以上は0点", "評点の目安"),
    row("最後の派遣からの期間", 365, "日以上は満点", "評点の目安"),
    row("同じ依頼元での実績", 3, "日以上は満点", "評点の目安"),
)
FREE = {(weekday, half): "free" for weekday in range(7) for half in HalfDay.values}


def book(*changed, without=()):
    """The rules, those of the same name and target replaced."""
    names = {(one.rule, one.applies_to) for one in changed}
    kept = [
        one for one in RULES if (one.rule, one.applies_to) not in names and one.rule not in without
    ]
    return Rulebook("派遣の調整", 2025, 2025, (*kept, *changed))


def slot(day=DAY, starts=time(13), ends=time(15), place=AOMORI, session=None) -> Slot:
    return Slot(day, starts, ends, place, session)


def booking(starts, ends, *, day=DAY, place=AOMORI, confirmed=True, session=9) -> Booking:
    return Booking(day, starts, ends, place, "派R7-009", session, confirmed)


def wanted(*slots, operations=(), are_sessions=True, rules=None) -> Wanted:
    return Wanted(
        trade="建築大工",
        operations=operations,
        slots=slots,
        are_sessions=are_sessions,
        book=rules or book(),
        today=TODAY,
    )


def person(pk=1, **told) -> Facts:
    """An active meister of 青森市 who is free on every day and was never sent anywhere."""
    facts = {
        "key": f"meister-{pk}",
        "pk": pk,
        "name": "岩木 太郎",
        "kana": "イワキ タロウ",
        "certified_on": date(2020, 4, 1),
        "operations": frozenset({"大工工事作業"}),
        "place": AOMORI,
        "licence": "held",
        "calendar": Calendar(FREE),
    }
    return Facts(**facts | told)


def judged(*slots, rules=None, operations=(), are_sessions=True, **told):
    one = wanted(*slots, rules=rules, operations=operations, are_sessions=are_sessions)
    return one.candidate(person(**told))


def verdict(candidate, rule):
    return next(one for one in candidate.verdicts if one.rule == rule)


def points(candidate, title):
    return next(one for one in candidate.points if one.title == title)
