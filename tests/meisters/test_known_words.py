"""The database takes only words that the pages know."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from meisters.models import Briefing, Confirmation, Participation, PlannedVisit, Visit
from tests.factories.briefings import BriefingFactory
from tests.factories.confirmations import ConfirmationFactory
from tests.factories.courses import ParticipationFactory
from tests.factories.visits import PlanFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "model", "changed", "constraint"),
    [
        (BriefingFactory, Briefing, {"way": "?"}, "briefing_way_known"),
        (
            ParticipationFactory,
            Participation,
            {"obligation": "?"},
            "participation_obligation_known",
        ),
        (
            ParticipationFactory,
            Participation,
            {"reply": "?", "replied_on": date(2025, 9, 1)},
            "participation_reply_known",
        ),
        (
            ParticipationFactory,
            Participation,
            {"attendance": "?"},
            "participation_attendance_known",
        ),
        (VisitFactory, Visit, {"way": "?"}, "visit_way_known"),
        (VisitFactory, Visit, {"outcome": "?"}, "visit_outcome_known"),
    ],
)
def test_an_unknown_word_is_refused(factory, model, changed, constraint):
    factory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.update(**changed)


def test_an_unknown_answer_is_refused():
    ConfirmationFactory(answered=True)

    with pytest.raises(IntegrityError, match="confirmation_answer_known"), transaction.atomic():
        Confirmation.objects.update(answer="?")


@pytest.mark.parametrize(
    ("month", "day", "fits"),
    [
        (4, date(2025, 4, 1), True),
        (3, date(2026, 3, 31), True),
        (3, date(2025, 3, 31), False),
        (4, date(2026, 4, 1), False),
        (5, date(2025, 4, 1), False),
        (5, None, True),
    ],
)
def test_the_day_of_a_plan_lies_in_its_month(month, day, fits):
    PlanFactory(fiscal_year=2025, month=5, planned_on=None)
    wanted = {"month": month, "planned_on": day}

    if fits:
        assert PlannedVisit.objects.update(**wanted) == 1
    else:
        with pytest.raises(IntegrityError, match="day_in_month"), transaction.atomic():
            PlannedVisit.objects.update(**wanted)
