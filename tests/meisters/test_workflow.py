"""The way of an application: every other state refuses, and the database refuses again."""

from datetime import date

import pytest

from aomori_skills.base.roles import Role
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import ApplicationState as A
from meisters.choices import CandidateState, Way
from meisters.models import CertificationApplication
from meisters.rules import APPLICATION_WORKFLOW, CANDIDATE_WORKFLOW, EDITABLE_STATES
from meisters.services import applications, approvals, candidates, inquiry_replies
from tests.factories.meisters import CandidateFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.states import TRANSITIONS, in_state

pytestmark = pytest.mark.django_db


ELSEWHERE = ("submit", "cancel_submission", "inquire", "certify", "reject")
"""Steps that only a bundle takes; tests/meisters/test_batches.py and test_results.py have them."""


def everybody():
    """A user with every role, who is not the author of anything."""
    return UserFactory(username="zenin", roles=list(Role.values))


def take(application, name, *, by, comment="直すところがある"):
    """The step ``name`` through its own door."""
    doors = {
        "receive": lambda: applications.receive(
            application.pk, by=by, received_on=date(2025, 7, 2), way=Way.POST
        ),
        "confirm": lambda: applications.confirm(application.pk, by=by),
        "request_approval": lambda: applications.request_approval(application.pk, by=by),
        "approve": lambda: approvals.approve(
            application.pk, by=by, head_judgement=situations.JUDGEMENT
        ),
        "send_back": lambda: approvals.send_back(application.pk, by=by, comment=comment),
        "answer_inquiry": lambda: inquiry_replies.answer(
            application.pk, by=by, comment=comment, replied_on=date(2025, 9, 1)
        ),
    }
    if name in doors:
        return doors[name]()
    return applications.take_step(application.pk, name, by=by, comment=comment)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (step.name, state)
        for step in TRANSITIONS
        if step.name not in ELSEWHERE
        for state in A
        if state not in step.sources
    ],
)
def test_every_other_state_refuses(name, state):
    situations.office()
    application = in_state(state)

    with pytest.raises(TransitionDenied, match=f"現在「{A(state).label}」のため"):
        take(application, name, by=everybody())

    application.refresh_from_db()
    assert (application.state, application.steps.count()) == (state, 0)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        (step.name, role)
        for step in TRANSITIONS
        if step.name not in ELSEWHERE
        for role in Role
        if not UserFactory.build(roles=[role.value]).has_perm(step.permission)
    ],
)
def test_every_other_role_refuses(name, role):
    application = in_state(APPLICATION_WORKFLOW[name].sources[0])
    by = UserFactory(roles=[role.value])

    with pytest.raises(TransitionDenied, match="権限がありません"):
        take(application, name, by=by)


@pytest.mark.parametrize(
    "name",
    [step.name for step in TRANSITIONS if step.comment_required and step.name not in ELSEWHERE],
)
@pytest.mark.parametrize("comment", ["", "　", " \n "])
def test_a_step_that_needs_a_reason_refuses_without(name, comment):
    application = in_state(APPLICATION_WORKFLOW[name].sources[0])

    with pytest.raises(TransitionDenied, match="理由を入力してください。"):
        take(application, name, by=everybody(), comment=comment)


def test_only_bundles_submit_and_only_services_know_the_other_steps():
    application = in_state(A.APPROVED)
    for name in (*ELSEWHERE, "approve", "answer_inquiry", "no_such_step"):
        with pytest.raises(TransitionDenied, match="認定申請の画面では行えません"):
            applications.take_step(application.pk, name, by=everybody(), comment="理由")


def test_the_whole_way_is_written_down():
    application = situations.approved()

    found = [(one.from_state, one.to_state, one.label) for one in application.steps.all()]
    assert found == [
        ("draft", "received", "受付"),
        ("received", "checked", "要件確認"),
        ("checked", "awaiting", "承認依頼"),
        ("awaiting", "approved", "承認"),
    ]
    assert application.head_judgement == situations.JUDGEMENT
    assert application.judged_year == 2025
    assert {row["rule"] for row in application.verdicts if row["outcome"] == "○"} >= {
        "practice",
        "head_judgement",
    }


def test_a_gap_stops_confirmation_and_is_named():
    application = situations.complete()
    applications.receive(
        application.pk, by=application.author, received_on=date(2025, 7, 2), way=Way.POST
    )
    application.practice_periods.all().delete()

    with pytest.raises(TransitionDenied, match=r"実務経験（？）が未解決のため、要件確認済みに"):
        applications.confirm(application.pk, by=application.author)


def test_receiving_gives_the_date_that_was_left_out():
    application = in_state(A.DRAFT, applied_on=None, fiscal_year=2025)
    received = take(application, "receive", by=everybody())

    assert (received.received_on, received.applied_on) == (date(2025, 7, 2), date(2025, 7, 2))


def test_sent_back_is_mended_and_goes_the_way_again():
    application = situations.awaiting()
    approvals.send_back(application.pk, by=situations.shonin(), comment="証明が不鮮明です。")
    assert list(CertificationApplication.objects.sent_back()) == [application]

    by = application.author
    applications.receive(application.pk, by=by, received_on=date(2025, 7, 9), way=Way.POST)
    assert list(CertificationApplication.objects.sent_back()) == []
    applications.confirm(application.pk, by=by)
    applications.request_approval(application.pk, by=by)
    approved = approvals.approve(
        application.pk, by=situations.shonin(), head_judgement=situations.JUDGEMENT
    )
    assert approved.state == A.APPROVED


def test_pulled_back_is_not_sent_back():
    application = situations.awaiting()
    applications.take_step(application.pk, "pull_back", by=application.author)

    assert list(CertificationApplication.objects.sent_back()) == []


def test_mending_after_approval_takes_the_approval_away_with_a_reason():
    application = situations.approved()
    reopened = applications.take_step(
        application.pk, "reopen", by=application.author, comment="勤務先が変わった"
    )

    assert (reopened.state, reopened.approved_by, reopened.approved_at) == (A.DRAFT, None, None)
    assert reopened.head_judgement == ""
    assert reopened.steps.last().comment == "勤務先が変わった"


@pytest.mark.parametrize("state", [state for state in A if state not in EDITABLE_STATES])
def test_frozen_content_refuses_every_edit(state):
    application = in_state(state)
    by = everybody()

    for act in (
        lambda: applications.save_content(application, by=by),
        lambda: applications.add_document(application.pk, kind="other", upload=None, by=by),
        lambda: applications.remove_document(application.pk, 1, by=by),
    ):
        with pytest.raises(TransitionDenied, match="編集できません"):
            act()


@pytest.mark.parametrize(
    ("state", "received_on"),
    [(state, date(2025, 7, 2)) for state in A],
)
def test_what_was_received_once_is_never_deleted(state, received_on):
    application = in_state(state)
    CertificationApplication.objects.filter(pk=application.pk).update(received_on=received_on)

    with pytest.raises(TransitionDenied, match="受付済みのため削除できません"):
        applications.delete_draft(application.pk, by=everybody())


def test_a_deleted_draft_gives_the_candidate_back():
    application = in_state(A.DRAFT)
    applications.delete_draft(application.pk, by=application.author)

    candidate = application.candidate
    candidate.refresh_from_db()
    assert (candidate.state, candidate.applications.count()) == (CandidateState.OPEN, 0)


def test_a_withdrawn_application_gives_the_candidate_back_for_another():
    application = in_state(A.RECEIVED)
    take(application, "withdraw", by=everybody())
    second = applications.start(application.candidate_id, by=application.author)

    assert list(application.candidate.applications.values_list("state", flat=True)) == [
        A.DRAFT,
        A.WITHDRAWN,
    ]
    assert second.name == application.candidate.name


# 候補者


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (step.name, state)
        for step in CANDIDATE_WORKFLOW.transitions.values()
        if step.name in ("decline", "resume")
        for state in CandidateState
        if state not in step.sources
    ],
)
def test_every_other_state_of_a_candidate_refuses(name, state):
    candidate = CandidateFactory(state=state)
    with pytest.raises(TransitionDenied, match=f"現在「{CandidateState(state).label}」のため"):
        candidates.take_step(candidate.pk, name, by=everybody(), comment="理由")


@pytest.mark.parametrize("state", [one for one in CandidateState if one != CandidateState.OPEN])
def test_only_an_open_candidate_begins_an_application(state):
    candidate = CandidateFactory(state=state)
    with pytest.raises(TransitionDenied, match="申請開始はできません"):
        applications.start(candidate.pk, by=everybody())
