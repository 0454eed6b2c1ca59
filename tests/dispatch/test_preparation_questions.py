"""The days to come as the database tells them: the rule's own answers."""

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
    missing,
    readiness,
)
from dispatch.services.preparation import facts_of
from meisters.choices import Answer, Way
from tests.dispatch.request_situations import masters
from tests.factories.courses import sent_message
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

DAY = date(2025, 9, 10)

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
                st.sampled_from([None, "accepted", "asked", "without paper", "by letter"]),
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
        rows = preparation.with_open_count(Session.objects.all())
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
            message=sent_message(user) if ask == "by letter" else None,
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
