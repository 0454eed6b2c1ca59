"""立会行程表 of a large day: what is carried along stands in one piece, on whichever page."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from dispatch.models import Session
from dispatch.papers import day_route
from tests.dispatch.day_situations import DAY, case, full_day, tanto
from tests.dispatch.request_situations import masters
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("more", range(6))
def test_the_things_to_carry_stay_together(more):
    with time_machine.travel(date(2025, 9, 1), tick=False):
        masters()
        session = full_day(tanto())
        for number in range(more):
            where = {"place": f"第{number}教室", "municipality": session.municipality}
            room = SessionFactory(request=session.request, held_on=DAY, **where)
            for role in ("lead", "further", "assistant"):
                AssignmentFactory(session=room, role=role)
        Session.objects.update(attendant=session.attendant)
        told = case(session)
        (rooms,) = day_route.ways(told)
        pages = PdfReader(BytesIO(day_route.render_route(told, rooms))).pages

    texts = ["".join(page.extract_text().split()) for page in pages]
    (carried,) = [text for text in texts if "4持ち物" in text]
    assert carried.partition("4持ち物")[2].count("□") == sum(
        text.partition("4持ち物")[2].count("□") if "4持ち物" in text else text.count("□")
        for text in texts
    )
