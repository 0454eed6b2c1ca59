"""What the database itself refuses about applications and candidates."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from meisters.choices import ApplicationState as A
from meisters.models import ApplicationStep, CandidateStep, RuleOverride
from meisters.rules import APPROVED_STATES
from tests.factories.meisters import ApplicationFactory, CandidateFactory
from tests.meisters import situations
from tests.meisters.states import TRANSITIONS, in_state

pytestmark = pytest.mark.django_db


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize("state", APPROVED_STATES)
@pytest.mark.parametrize("missing", ["approved_by", "approved_at"])
def test_no_approval_without_approver_and_time(state, missing):
    application = in_state(state)
    setattr(application, missing, None)
    with refused("application_approval_present"), transaction.atomic():
        application.save()


@pytest.mark.parametrize("state", [A.DRAFT, A.RECEIVED, A.CHECKED, A.AWAITING])
def test_no_approver_before_the_approval(state):
    application = in_state(state)
    application.approved_by, application.approved_at = situations.shonin(), timezone.now()
    with refused("application_approval_present"), transaction.atomic():
        application.save()


def test_no_approval_of_ones_own():
    application = in_state(A.APPROVED)
    application.approved_by = application.author
    with refused("application_not_self_approved"), transaction.atomic():
        application.save()


@pytest.mark.parametrize("state", [state for state in A if state not in (A.DRAFT, A.WITHDRAWN)])
def test_no_further_state_without_a_day_of_receipt(state):
    application = in_state(state)
    application.received_on = None
    with refused("application_received_on_present"), transaction.atomic():
        application.save()


def test_no_unknown_state():
    with refused("application_(state_known|approval_present)"), transaction.atomic():
        ApplicationFactory(state="lost")
    with refused("candidate_state_known"), transaction.atomic():
        CandidateFactory(state="lost")


def test_no_second_open_application_of_one_candidate():
    application = in_state(A.DRAFT)
    with refused("one_open_application"), transaction.atomic():
        ApplicationFactory(candidate=application.candidate)


def test_no_number_twice():
    application = in_state(A.DRAFT)
    with refused("application_number"), transaction.atomic():
        ApplicationFactory(fiscal_year=application.fiscal_year, serial=application.serial)


@pytest.mark.parametrize("name", [step.name for step in TRANSITIONS if step.comment_required])
def test_no_step_without_its_reason(name):
    application = in_state(A.DRAFT)
    with refused("application_step_comment"), transaction.atomic():
        ApplicationStep.objects.create(
            subject=application,
            to_state=A.DRAFT,
            transition=name,
            label="手続",
            by=application.author,
            comment="",
        )


def test_no_decline_without_its_reason():
    candidate = CandidateFactory()
    with refused("candidate_step_comment"), transaction.atomic():
        CandidateStep.objects.create(
            subject=candidate,
            to_state="declined",
            transition="decline",
            label="見送り",
            by=candidate.owner,
        )


def test_no_exception_without_its_reason():
    application = in_state(A.RECEIVED)
    with refused("override_reason_present"), transaction.atomic():
        RuleOverride.objects.create(
            application=application, rule="practice", reason="", by=situations.shonin()
        )


@pytest.mark.parametrize(
    ("relation", "fields", "constraint"),
    [
        (
            "practice_periods",
            {"employer_name": "甲", "starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)},
            "practice_ends_after_start",
        ),
        (
            "instruction_records",
            {"place": "甲", "starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)},
            "instruction_ends_after_start",
        ),
        (
            "instruction_records",
            {"place": "甲", "starts_on": date(2020, 1, 2), "times": 0},
            "instruction_at_least_once",
        ),
    ],
)
def test_no_period_that_ends_before_it_begins(relation, fields, constraint):
    application = in_state(A.DRAFT)
    with refused(constraint), transaction.atomic():
        getattr(application, relation).create(**fields)


def test_nobody_was_born_before_1900():
    with refused("candidate_born_after_1900"), transaction.atomic():
        CandidateFactory(birth_date=date(1899, 12, 31))
