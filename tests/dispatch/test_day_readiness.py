"""Whether a day can come: the rule, and the database's answer to the same question."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aomori_skills.office.models import Contact, YearRule
from dispatch.choices import AskState, AssignmentState, DayItem, Readiness
from dispatch.models import Ask, DayCheck, Session, Trainee
from dispatch.querysets import preparation
from dispatch.rules.readiness import (
    ITEMS,
    Check,
    DayFacts,
    Derived,
    Roster,
    missing,
    readiness,
)
from dispatch.services.preparation import facts_of
from meisters.choices import Answer, Way
from tests.dispatch.request_situations import masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

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


answers = st.sampled_from(Answer)
situations = st.fixed_dictionaries(
    {
        "insured": answers,
        "photo": answers,
        "roster": st.lists(answers, max_size=3),
        "contact": st.sampled_from(["", "017-700-0001", "no phone", "left", "leaves that day"]),
        "client_phone": st.sampled_from(["", "017-700-0002"]),
        "people": st.lists(
            st.tuples(
                st.sampled_from(["further", "assistant"]),
                st.sampled_from(AssignmentState),
                st.sampled_from([None, "accepted", "asked", "without paper"]),
            ),
            max_size=2,
        ),
        "lead": st.sampled_from([None, *AssignmentState]),
        "attendant": st.booleans(),
        "checks": st.dictionaries(st.sampled_from(DayItem), st.sampled_from(Readiness), max_size=8),
    }
)


class SameAnswerTest(TestCase):
    """The list counts what the page shows."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(situations)
    def test_rule_and_database_agree(self, told):
        session = situation(told)
        shown = {
            one.item.value for one in missing(readiness(facts_of([loaded(session)])[session.pk]))
        }
        rows = preparation.with_open_items(Session.objects.all())
        row = rows.get(pk=session.pk)
        asked = {item.value for item in ITEMS if getattr(row, preparation.flag(item))}
        lacking = {
            item.value
            for item in ITEMS
            if preparation.lacking(Session.objects.all(), item.value).exists()
        }
        unready = preparation.unready(Session.objects.all()).exists()
        assert (asked, row.open_count, lacking, unready) == (
            shown,
            len(shown),
            shown,
            bool(shown),
        )


def situation(told):
    user = UserFactory(tanto=True)
    request = RequestFactory(
        state="adjusting",
        insured=told["insured"],
        photo_consent=told["photo"],
        author=user,
    )
    request.client.phone = told["client_phone"]
    request.client.save()
    if told["contact"]:
        left = {"left": DAY - timedelta(days=1), "leaves that day": DAY}.get(told["contact"])
        phone = told["contact"] if told["contact"].startswith("0") else ""
        request.contact = Contact.objects.create(
            organization=request.client, name="津軽 一郎", phone=phone, ends_on=left
        )
        request.save()
    for order, answer in enumerate(told["roster"], start=1):
        Trainee.objects.create(request=request, order=order, name="名", photo_consent=answer)
    for item, state in told["checks"].items():
        DayCheck.objects.create(request=request, item=item, state=state, by=user)
    session = SessionFactory(
        request=request, held_on=DAY, attendant=user if told["attendant"] else None
    )
    people = [*told["people"]]
    if told["lead"]:
        people.append(("lead", told["lead"], "accepted"))
    for order, (role, state, ask) in enumerate(people, start=1):
        book(session, role, state, ask, order, user)
    return session


def book(session, role, state, ask, order, user):
    meister = MeisterFactory()
    reason = "都合" if state == AssignmentState.RELEASED else ""
    AssignmentFactory(
        session=session, role=role, meister=meister, state=state, release_reason=reason
    )
    if ask:
        answered = ask != "asked"
        Ask.objects.create(
            request=session.request,
            order=order,
            role=role,
            meister=meister,
            state=AskState.ACCEPTED if answered else AskState.ASKED,
            asked_on=date(2025, 8, 1),
            way=Way.PHONE,
            answered_on=date(2025, 8, 2) if answered else None,
            consent_on=date(2025, 8, 9) if ask == "accepted" else None,
            by=user,
        )


def loaded(session):
    return Session.objects.select_related("attendant", "request__client", "request__contact").get(
        pk=session.pk
    )


@pytest.mark.django_db
def test_what_comes_and_what_presses():
    masters()
    today = date(2025, 9, 3)
    due = SessionFactory(held_on=date(2025, 9, 10))
    later = SessionFactory(held_on=date(2025, 9, 11))
    SessionFactory(held_on=date(2025, 9, 2))
    SessionFactory(held_on=DAY, state="cancelled", cancel_side="client", cancel_reason="休校")
    SessionFactory(held_on=DAY, request__state="received")

    rows = preparation.upcoming(preparation.preparing(), today)
    assert [(row, row.settle_by) for row in rows] == [
        (due, date(2025, 9, 3)),
        (later, date(2025, 9, 4)),
    ]
    assert list(preparation.pressing(rows, today)) == [due]

    rule = YearRule.objects.get(
        fiscal_year=2025, area="派遣の調整", applies_to="当日の準備", rule="確認の期限"
    )
    rule.value, rule.status = None, "unset"
    rule.save()
    rows = preparation.upcoming(preparation.preparing(), today)
    assert list(preparation.pressing(rows, today)) == [due, later]
    assert list(preparation.unready(preparation.pressing(rows, today))) == [due, later]
