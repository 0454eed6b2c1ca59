"""The matching of a request: what is gathered from the register and the past."""

from datetime import date, time

import pytest
import time_machine
from django.utils import timezone

from dispatch.models import Assignment, DispatchRequest, PlanVersion, RequestTrade
from dispatch.rules.person_keys import person_key
from dispatch.services.matching import matchings
from meisters.models import DateAvailability, Meister, WeekdayAvailability
from tests.dispatch.matching_cases import points, verdict
from tests.dispatch.request_situations import masters
from tests.factories.instructors import SkilledWorkerFactory
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import MunicipalityFactory, OperationFactory, TradeFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 2)
DAY = date(2025, 9, 10)


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


@pytest.fixture
def wanted():
    """A request being adjusted with one session, on the afternoon of 10 September."""
    row = RequestFactory(state="adjusting", serial=1, client__municipality=MunicipalityFactory())
    SessionFactory(request=row, held_on=DAY, municipality=MunicipalityFactory())
    return row


def decided(**fields):
    return RequestFactory(
        state="underway",
        approved_by=UserFactory(),
        approved_at=timezone.now(),
        **fields,
    )


def free(meister) -> None:
    for weekday in range(7):
        for half in ("am", "pm"):
            WeekdayAvailability.objects.create(
                meister=meister, weekday=weekday, half=half, mark="free"
            )


def found(row):
    """The matchings of a request as its page has them."""
    return matchings(DispatchRequest.objects.whole().get(pk=row.pk))


def only(row):
    (one,) = found(row)
    (candidate,) = (*one.fitting, *one.excluded)
    return candidate


def test_every_meister_of_the_trade_has_a_row(wanted):
    here, paused = MeisterFactory(), MeisterFactory(state="paused")
    lost = MeisterFactory()
    Meister.objects.filter(pk=lost.pk).update(merged_into=here)
    elsewhere = MeisterFactory(trade=None)
    MeisterTradeFactory(meister=elsewhere, trade=TradeFactory(name="左官", kana="サカン"))

    (one,) = found(wanted)

    assert [row.facts.key for row in one.fitting] == [person_key(here)]
    assert [row.facts.key for row in one.excluded] == [person_key(paused)]


def test_the_register_tells_place_marks_and_operation(wanted):
    hachinohe = MunicipalityFactory(name="八戸市", latitude="40.512", longitude="141.488")
    meister = MeisterFactory(employer__municipality=hachinohe)
    free(meister)
    DateAvailability.objects.create(meister=meister, day=DAY, half="pm", mark="maybe")

    row = only(wanted)

    assert row.facts.operations == {"大工工事作業"}
    assert points(row, "距離").text == "八戸市から青森市まで約71km（直線）です。"
    assert verdict(row, "days").text == (
        "令和7年9月10日（水） 13:00～15:00：本人の都合が△です（午後）。"
    )


def test_the_home_stands_in_for_an_unknown_workplace(wanted):
    MeisterFactory(employer=None)

    assert str(only(wanted).facts.place) == "青森市"


def test_the_past_counts_what_was_not_cancelled(wanted):
    meister = MeisterFactory()
    free(meister)
    own, elsewhere = decided(client=wanted.client), decided()

    def went(request, day, booked="confirmed", **session):
        held = SessionFactory(request=request, held_on=day, **session)
        return AssignmentFactory(session=held, meister=meister, state=booked)

    went(own, date(2025, 4, 1))
    went(own, date(2025, 4, 1), starts_at=time(9), ends_at=time(11))
    went(own, date(2024, 12, 3))
    went(elsewhere, date(2025, 6, 3))
    went(elsewhere, date(2025, 8, 26), "tentative")
    went(own, date(2025, 8, 27), "tentative")
    went(RequestFactory(client=wanted.client, state="adjusting"), date(2025, 8, 28))
    went(RequestFactory(state="adjusting"), date(2026, 3, 31))
    went(RequestFactory(state="adjusting"), date(2026, 4, 1))
    went(wanted, date(2025, 9, 17))
    went(own, date(2025, 8, 5), state="cancelled", cancel_side="weather", cancel_reason="大雪")
    gone = went(own, date(2025, 8, 6))
    Assignment.objects.filter(pk=gone.pk).update(state="released", release_reason="本人の都合")

    facts = next(one.facts for one in found(wanted)[0].fitting if one.facts.pk == meister.pk)

    assert (facts.bookings_this_year, facts.days_with_client, facts.last_on) == (
        7,
        2,
        date(2025, 6, 3),
    )


def test_a_day_held_counts_while_the_decision_is_changed(wanted):
    meister = MeisterFactory()
    request = RequestFactory(client=wanted.client, state="adjusting")
    held = SessionFactory(request=request, held_on=date(2025, 8, 5))
    AssignmentFactory(session=held, meister=meister)
    before = only(wanted).facts
    PlanVersion.objects.create(
        request=request,
        number=1,
        content={},
        approved_by=UserFactory(),
        approved_at=timezone.now(),
    )

    after = only(wanted).facts

    assert [(one.days_with_client, one.last_on) for one in (before, after)] == [
        (0, None),
        (1, date(2025, 8, 5)),
    ]


def test_the_day_carried_over_counts_if_it_is_later(wanted):
    MeisterFactory(last_dispatched_on=date(2025, 7, 7))

    assert only(wanted).facts.last_on == date(2025, 7, 7)


def test_a_booking_elsewhere_keeps_the_meister_out(wanted):
    meister = MeisterFactory()
    free(meister)
    other = SessionFactory(
        request=RequestFactory(state="adjusting", serial=9), held_on=DAY, starts_at=time(14),
        ends_at=time(16),
    )  # fmt: skip
    AssignmentFactory(session=other, meister=meister)

    row = only(wanted)

    assert (row.is_excluded, verdict(row, "days").text) == (
        True,
        "都合のつく指導日がありません。令和7年9月10日（水） 13:00～15:00："
        "同じ日の14:00～16:00に派R7-009の指導日が確定しています（時間が重なります）。",
    )


def test_each_trade_of_a_school_day_is_matched_by_itself():
    plaster = TradeFactory(name="左官", kana="サカン")
    row = RequestFactory(state="adjusting", days=[DAY])
    RequestTrade.objects.create(
        request=row, trade=plaster, operation=OperationFactory(trade=plaster, name="左官作業")
    )
    carpenter, plasterer = MeisterFactory(), MeisterFactory(trade=None)
    MeisterTradeFactory(meister=plasterer, trade=plaster, operation=None)

    first, second = found(row)

    assert [one.facts.pk for one in first.fitting] == [carpenter.pk]
    assert [one.facts.pk for one in second.fitting] == [plasterer.pk]
    assert (second.wanted.operations, verdict(second.fitting[0], "skill").text) == (
        ("左官作業",),
        "名簿に作業の記載がありません。「左官作業」を指導できるかを確認してください。",
    )


def test_without_a_meister_the_skilled_workers_stand_in(wanted):
    fits = SkilledWorkerFactory()
    SkilledWorkerFactory(ended_on=date(2025, 4, 30))
    by_years = SkilledWorkerFactory(ground="practice", practice_years=30)

    (one,) = found(wanted)

    assert [(row.facts.pk, row.is_excluded) for row in one.skilled] == [
        (fits.pk, False),
        (by_years.pk, True),
    ]
    assert verdict(one.skilled[0], "skilled").text == (
        "建築大工に登録されたマイスターがなく、特級・1級・単一等級です。"
    )


def test_where_a_meister_fits_nobody_else_is_offered(wanted):
    MeisterFactory()
    SkilledWorkerFactory()

    assert found(wanted)[0].skilled == []
