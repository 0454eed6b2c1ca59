"""Whether a day can come: the rule, and the database's answer to the same question."""

from datetime import date, timedelta

import pytest

from dispatch.choices import DayItem, Readiness
from dispatch.rules.readiness import (
    ITEMS,
    Check,
    DayFacts,
    Derived,
    Roster,
    missing,
    readiness,
)
from meisters.choices import Answer

DAY = date(2025, 9, 10)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SETTLED = {item.value: Check(Readiness.READY) for item in DayItem}


def line(item, **facts):
    found = {one.item: one for one in readiness(DayFacts(held_on=DAY, **facts))}[item]
    return found.state.value, found.text


def test_nothing_known_is_nothing_ready():
    assert [one.item for one in missing(readiness(DayFacts(held_on=DAY)))] == list(ITEMS)


def test_all_known_is_all_ready():
    facts = DayFacts(
        held_on=DAY,
        lead="岩木 太郎",
        instructors=1,
        attendant="青森 花子",
        checks=SETTLED,
    )
    assert missing(readiness(facts)) == ()


@pytest.mark.parametrize("state", [Readiness.READY, Readiness.NOT_NEEDED])
@pytest.mark.parametrize("item", DayItem)
def test_what_somebody_settled_is_settled(item, state):
    assert line(item, checks={item.value: Check(state)})[0] == state.value


def test_a_note_alone_settles_nothing():
    check = Check(Readiness.OPEN, "月曜に電話する")
    assert line(DayItem.VENUE, checks={"venue": check}) == ("open", "")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"insured": YES}, ("ready", "受講者は保険に加入しています。名簿は未作成です。")),
        (
            {"insured": YES, "roster": Roster(yes=3), "people": 5},
            ("ready", "受講者は保険に加入しています。名簿は3人（予定は5人）です。"),
        ),
        (
            {"insured": NO, "roster": Roster(yes=5), "people": 5},
            ("open", "受講者が保険に加入していません。加入を依頼してください。名簿は5人です。"),
        ),
        ({}, ("open", "保険の加入を依頼元に確認してください。名簿は未作成です。")),
    ],
)
def test_insurance(facts, expected):
    assert line(DayItem.INSURANCE, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"photo": NO}, ("ready", "依頼元の同意がないため、撮影しません。")),
        (
            {"photo": NO, "roster": Roster(unknown=3)},
            ("ready", "依頼元の同意がないため、撮影しません。"),
        ),
        ({}, ("open", "写真の撮影・公表の同意を依頼元に確認してください。")),
        (
            {"photo": UNKNOWN, "roster": Roster(yes=66, no=2)},
            ("ready", "受講者66人の同意があります。同意しない2人は撮影しません。"),
        ),
        (
            {"photo": UNKNOWN, "roster": Roster(yes=66, unknown=2)},
            ("open", "受講者2人の同意が未確認です。"),
        ),
        (
            {"photo": YES},
            ("ready", "依頼元の同意があります。受講者ごとの同意は、名簿がないため分かりません。"),
        ),
        (
            {"photo": YES, "roster": Roster(yes=4, no=2)},
            ("ready", "受講者4人の同意があります。同意しない2人は撮影しません。"),
        ),
        (
            {"photo": YES, "roster": Roster(yes=4, no=1, unknown=2)},
            ("open", "受講者2人の同意が未確認です。同意しない1人は撮影しません。"),
        ),
    ],
)
def test_photographs(facts, expected):
    assert line(DayItem.PHOTO, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("open", "依頼元の担当者が登録されていません。")),
        (
            {"contact": "教諭 津軽 一郎"},
            ("open", "教諭 津軽 一郎さんの電話番号が登録されていません。"),
        ),
        (
            {"contact": "教諭 津軽 一郎", "phone": "017-700-0001", "contact_left_on": DAY},
            ("ready", "教諭 津軽 一郎さん（電話 017-700-0001）です。"),
        ),
        (
            {
                "contact": "津軽 一郎",
                "phone": "017-700-0001",
                "contact_left_on": DAY - timedelta(days=1),
            },
            (
                "open",
                "津軽 一郎さんは令和7年9月9日に離任しています。後任を確認してください。",
            ),
        ),
    ],
)
def test_the_contact(facts, expected):
    assert line(DayItem.CONTACT, **facts) == expected


@pytest.mark.parametrize(
    ("item", "facts", "expected"),
    [
        (Derived.LEAD, {}, ("open", "主たる指導者が決まっていません。")),
        (
            Derived.LEAD,
            {"tentative_lead": "岩木 太郎"},
            ("open", "岩木 太郎（仮）です。打診して確定してください。"),
        ),
        (Derived.LEAD, {"lead": "岩木 太郎"}, ("ready", "岩木 太郎")),
        (Derived.CONSENT, {}, ("open", "指導者が決まっていません。")),
        (
            Derived.CONSENT,
            {"instructors": 2, "missing_consents": ("岩木 太郎", "八戸 次郎")},
            ("open", "派遣承諾書が届いていません（岩木 太郎、八戸 次郎）。"),
        ),
        (Derived.CONSENT, {"instructors": 2}, ("ready", "指導者2人の派遣承諾書が届いています。")),
        (Derived.ATTENDANT, {}, ("open", "立会職員が決まっていません。")),
        (Derived.ATTENDANT, {"attendant": "青森 花子"}, ("ready", "青森 花子")),
    ],
)
def test_what_follows_from_the_session(item, facts, expected):
    assert line(item, **facts) == expected
