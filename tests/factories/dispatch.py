"""Requests, sessions and the people who go to them."""

from datetime import date, time

import factory
from factory.django import DjangoModelFactory

from dispatch.choices import AssignmentState, DispatchKind, InstructorRole, Purpose
from dispatch.models import Assignment, DispatchRequest, Session
from meisters.choices import Way
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory


class RequestFactory(DjangoModelFactory):
    class Meta:
        model = DispatchRequest

    fiscal_year = 2026
    serial = factory.Sequence(lambda place: place + 1)
    kind = DispatchKind.PRACTICAL_SCHOOL
    received_on = date(2026, 4, 10)
    received_way = Way.FAX
    client = factory.SubFactory(OrganizationFactory)
    trade = factory.SubFactory(TradeFactory)
    purpose = Purpose.CLASS
    author = factory.SubFactory(UserFactory)
    owner = factory.SelfAttribute("author")


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    request = factory.SubFactory(RequestFactory)
    held_on = date(2026, 6, 10)
    starts_at = time(13, 0)
    ends_at = time(15, 0)
    place = "実習室"


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    session = factory.SubFactory(SessionFactory)
    role = InstructorRole.LEAD
    meister = factory.SubFactory(MeisterFactory)
    state = AssignmentState.CONFIRMED
