"""Sessions and the people who go to them."""

from datetime import date, time

import factory
from factory.django import DjangoModelFactory

from dispatch.choices import AssignmentState, InstructorRole
from dispatch.models import Assignment, Session
from tests.factories.meisters import MeisterFactory
from tests.factories.requests import RequestFactory


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    request = factory.SubFactory(RequestFactory, state="adjusting")
    trade = factory.SelfAttribute("request.trade")
    held_on = date(2025, 9, 10)
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
