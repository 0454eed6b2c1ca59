"""令和7年度 as it happened: little enough to be counted by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.choices import DocumentKind as PaperKind
from aomori_skills.paperwork.models import OutgoingMessage
from meisters.choices import ApplicationState
from meisters.models import (
    BatchItem,
    BriefedMeister,
    Briefing,
    CertificationApplication,
    Confirmation,
    ConfirmationRound,
    Course,
    Participation,
    SubmissionBatch,
    Visit,
)
from meisters.services import registration
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    MeisterFactory,
    MeisterTradeFactory,
    RoundFactory,
)
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.paperwork import issued

TOKYO = ZoneInfo("Asia/Tokyo")


def at(text: str):
    return time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=TOKYO), tick=False)


def visits(by):
    """Ringo twice, Kokko once and once by telephone; the last day before and the first after."""
    ringo, kokko = OrganizationFactory(name="りんご工務店"), OrganizationFactory(name="国光石材店")
    for day, organization, way, explained in (
        (date(2025, 3, 31), ringo, "visit", ["purpose"]),
        (date(2025, 4, 1), ringo, "visit", ["purpose", "criteria"]),
        (date(2025, 5, 10), ringo, "visit", []),
        (date(2025, 5, 20), ringo, "visit", ["dispatch"]),
        (date(2025, 5, 21), kokko, "phone", ["purpose"]),
        (date(2026, 3, 31), kokko, "visit", ["purpose"]),
        (date(2026, 4, 1), kokko, "visit", ["purpose"]),
    ):
        Visit.objects.create(
            visited_on=day, organization=organization, way=way, explained=explained, author=by
        )


def candidates_and_applications(by):
    with at("2025-03-31T23:59:59"):
        CandidateFactory(explained_on=date(2025, 4, 1))
    with at("2025-04-01T00:00:00"):
        CandidateFactory(explained_on=None)
    with at("2025-06-10T10:00:00"):
        rejected, withdrawn, certified = (
            ApplicationFactory(serial=number, candidate__explained_on=date(2025, 6, 1))
            for number in (1, 2, 3)
        )
    CertificationApplication.objects.filter(pk=withdrawn.pk).update(
        state=ApplicationState.WITHDRAWN
    )
    batch = SubmissionBatch.objects.create(
        round=RoundFactory(),
        fiscal_year=2025,
        serial=1,
        submitted_on=date(2026, 3, 2),
        submitted_by=by,
    )
    for order, row, result, day in (
        (1, rejected, "rejected", date(2026, 3, 31)),
        (2, certified, "certified", date(2026, 4, 1)),
    ):
        BatchItem.objects.create(
            batch=batch,
            application=row,
            order=order,
            result=result,
            result_on=day,
            meister_number="02-1" if result == "certified" else "",
            comment="要件を満たさない" if result == "rejected" else "",
        )


def register(by):
    """Four people: one in two trades, one who has paused from 1 April 2026, one of that day."""
    hirosaki = MunicipalityFactory(name="弘前市", region="中南")
    firm = OrganizationFactory(name="弘前建工", municipality=hirosaki)
    carpenter = MeisterFactory(number="02-101", employer=firm)
    MeisterTradeFactory(meister=carpenter, trade=TradeFactory(name="造園"), operation=None)
    pausing = MeisterFactory(number="02-102", employer=firm, certified_on=date(2025, 8, 1))
    away = MeisterFactory(number="02-103", employer=None, municipality=None)
    MeisterFactory(number="02-104", certified_on=date(2026, 4, 1))
    with at("2026-04-01T00:00:00"):
        registration.take_step(pausing.pk, "pause", by=by, comment="入院")
    return carpenter, pausing, away


def letter(by, *, sent_at: str | None):
    message = {
        "channel": Channel.LETTER,
        "kind": PaperKind.NOTICE,
        "addressee": "岩木 太郎　様",
        "dated_on": date(2026, 3, 25),
        "subject": "活動条件について",
        "body": "下記のとおりです。",
        "author": by,
    }
    if sent_at:
        message |= {
            "state": MessageState.SENT,
            "sent_at": datetime.fromisoformat(sent_at).replace(tzinfo=TOKYO),
            "sent_by": by,
            "document": issued(by=by),
        }
    return OutgoingMessage.objects.create(**message)


def briefings(by, people):
    """A talk in May; letters of March: sent at once, on 1 April, and not at all so far."""
    first, second, third = people
    talk = Briefing.objects.create(
        held_on=date(2025, 5, 8), way="group", topics=["conditions"], staff=by
    )
    post = Briefing.objects.create(
        held_on=date(2026, 3, 25), way="post", topics=["reporting"], staff=by
    )
    for briefing, meister, message in (
        (talk, first, None),
        (talk, second, None),
        (post, first, letter(by, sent_at="2026-03-31T23:59:00")),
        (post, second, letter(by, sent_at="2026-04-01T00:00:00")),
        (post, third, letter(by, sent_at=None)),
    ):
        BriefedMeister.objects.create(
            briefing=briefing, meister=meister, topics=briefing.topics, message=message
        )


def courses(by, people):
    """Two of our own, one called off, one of the center, one of the next year."""
    first, second, third = people
    made = {
        name: Course.objects.create(kind=kind, starts_on=day, state=state, owner=by)
        for name, kind, day, state in (
            ("summer", "teaching", date(2025, 7, 1), "held"),
            ("march", "teaching", date(2026, 3, 31), "held"),
            ("off", "teaching", date(2025, 9, 1), "cancelled"),
            ("trainer", "trainer", date(2025, 10, 1), "held"),
            ("next", "teaching", date(2026, 4, 1), "held"),
        )
    }
    for name, meister, obligation, attendance, completed in (
        ("summer", first, "required", "attended", True),
        ("summer", second, "required", "absent", False),
        ("summer", third, "optional", "attended", True),
        ("march", second, "required", "partly", False),
        ("march", third, "unknown", "attended", True),
        ("off", second, "required", "unknown", False),
        ("trainer", first, "optional", "attended", False),
        ("next", second, "required", "attended", True),
    ):
        course = made[name]
        Participation.objects.create(
            course=course,
            meister=meister,
            obligation=obligation,
            attendance=attendance,
            completed_on=course.starts_on if completed else None,
        )


def confirmations(by, people):
    """Three asked in February; answers of February, of 31 March, and of 1 April."""
    asked = ConfirmationRound.objects.create(
        fiscal_year=2025, opened_on=date(2026, 2, 2), reply_by=date(2026, 3, 13), owner=by
    )
    days = (date(2026, 2, 20), date(2026, 3, 31), date(2026, 4, 1))
    for meister, day in zip(people, days, strict=True):
        Confirmation.objects.create(
            round=asked,
            meister=meister,
            answer="continue",
            answered_on=day,
            answered_way="phone",
            answer_typed_by=by,
        )


@pytest.fixture
def told():
    """The office as of 15 April 2026."""
    by = UserFactory(tanto=True)
    with at("2026-04-15T10:00:00"):
        visits(by)
        candidates_and_applications(by)
        people = register(by)
        briefings(by, people)
        courses(by, people)
        confirmations(by, people)
        yield by
