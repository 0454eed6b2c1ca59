"""承認: who decides, when, and what stays of it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from meisters.choices import ApplicationState
from meisters.models import (
    ApplicationStep,
    CertificationApplication,
)
from meisters.services import applications, approvals
from tests.factories.meisters import ApplicationFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.approving import JUDGEMENT, approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_approval_keeps_who_when_and_why():
    application = approve(situations.awaiting(), comment="確認しました。")

    application.refresh_from_db()
    assert (application.state, application.approved_by, application.approved_for) == (
        ApplicationState.APPROVED,
        situations.shonin(),
        None,
    )
    assert application.approved_at == timezone.now()
    assert application.head_judgement == JUDGEMENT
    judged = {verdict["rule"]: verdict["text"] for verdict in application.verdicts}
    assert judged["head_judgement"] == JUDGEMENT
    step = application.steps.last()
    assert (step.label, step.by, step.comment) == ("承認", situations.shonin(), "確認しました。")


@pytest.mark.parametrize("judgement", ["", " 　\n"])
def test_approval_needs_the_judgement_in_words(judgement):
    application = situations.awaiting()
    with pytest.raises(TransitionDenied, match="コーナー長の判断を入力してください"):
        approve(application, head_judgement=judgement)
    application.refresh_from_db()
    assert (application.state, application.approved_by) == ("awaiting", None)


def test_author_can_not_approve_even_with_both_roles():
    both = UserFactory(roles=["staff", "approver"])
    application = situations.awaiting(author=both)
    with pytest.raises(TransitionDenied, match="自分が作成した申請のため承認できません"):
        approve(application, by=both)


def asked_by(requester) -> CertificationApplication:
    """An application that waits because ``requester``, not its author, asked for the approval."""
    application = situations.complete()
    by = application.author
    applications.receive(application.pk, by=by, received_on=date(2025, 7, 2), way="brought")
    applications.confirm(application.pk, by=by)
    return applications.request_approval(application.pk, by=requester)


def test_who_asked_for_the_approval_decides_nothing():
    both = UserFactory(roles=["staff", "approver"])
    application = asked_by(both)
    YearRule.objects.filter(area="認定", rule="実務経験年数").update(value=40)

    with pytest.raises(TransitionDenied, match="自分が承認を依頼した申請の例外は認められません"):
        approvals.allow_exception(application.pk, "practice", by=both, reason="全国大会優勝")
    approvals.allow_exception(
        application.pk, "practice", by=situations.shonin(), reason="全国大会優勝"
    )
    with pytest.raises(TransitionDenied, match="自分が承認を依頼した申請のため承認できません"):
        approve(application, by=both)
    assert approve(application).approved_by == situations.shonin()


def test_only_the_last_request_counts():
    both = UserFactory(roles=["staff", "approver"])
    application = asked_by(both)
    by = application.author
    applications.take_step(application.pk, "pull_back", by=both)
    applications.receive(application.pk, by=by, received_on=date(2025, 7, 2), way="brought")
    applications.confirm(application.pk, by=by)
    applications.request_approval(application.pk, by=by)

    assert approve(application, by=both).approved_by == both


def test_who_asks_is_not_among_those_who_can_approve():
    both = UserFactory(roles=["staff", "approver"])
    shonin, application = situations.shonin(), situations.complete()

    assert approvals.approvers_of(application, requester=both) == [shonin]


def test_database_refuses_the_author_too():
    application = situations.awaiting()
    with pytest.raises(IntegrityError, match="application_not_self_approved"), transaction.atomic():
        CertificationApplication.objects.filter(pk=application.pk).update(
            state="approved", approved_by=application.author, approved_at=timezone.now()
        )


@pytest.mark.parametrize("fields", [{"state": "approved"}, {"approved_at": timezone.now()}])
def test_database_wants_state_and_approver_together(fields):
    application = situations.awaiting()
    with pytest.raises(IntegrityError, match="application_approval_present"), transaction.atomic():
        CertificationApplication.objects.filter(pk=application.pk).update(**fields)


@pytest.mark.parametrize("trait", ["tanto", "kaikei", "etsuran", "kanri"])
def test_who_may_not_decide(trait):
    application = situations.awaiting(author=UserFactory())
    user = UserFactory(**{trait: True})
    with pytest.raises(TransitionDenied, match="承認の権限がありません"):
        approve(application, by=user)
    with pytest.raises(TransitionDenied, match="差戻しの権限がありません"):
        approvals.send_back(application.pk, by=user, comment="誤記")
    with pytest.raises(TransitionDenied, match="例外を認める権限がありません"):
        approvals.allow_exception(application.pk, "practice", by=user, reason="全国大会優勝")


OTHER_STATES = sorted(set(ApplicationState.values) - {"awaiting"})


@pytest.mark.parametrize("state", OTHER_STATES)
def test_only_what_waits_can_be_decided(state):
    application = in_state(state)
    label = ApplicationState(state).label
    with pytest.raises(TransitionDenied, match=f"現在「{label}」のため、承認はできません"):
        approve(application)
    with pytest.raises(TransitionDenied, match=f"現在「{label}」のため、差戻しはできません"):
        approvals.send_back(application.pk, by=situations.shonin(), comment="誤記")


def in_state(state) -> CertificationApplication:
    fields = {"received_on": date(2025, 7, 2), "state": state}
    if state in ("approved", "submitted", "inquiry", "certified", "rejected"):
        fields |= {"approved_by": situations.shonin(), "approved_at": timezone.now()}
    return ApplicationFactory(**fields)


def test_sending_back_needs_words_and_returns_the_draft():
    application = situations.awaiting()
    with pytest.raises(TransitionDenied, match="差戻しの理由を入力してください"):
        approvals.send_back(application.pk, by=situations.shonin(), comment=" ")

    approvals.send_back(application.pk, by=situations.shonin(), comment="証明の年月")

    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    assert application.steps.last().comment == "証明の年月"
    assert list(CertificationApplication.objects.sent_back()) == [application]


def test_database_refuses_a_silent_return():
    application = situations.awaiting()
    with pytest.raises(IntegrityError, match="application_step_comment"), transaction.atomic():
        ApplicationStep.objects.create(
            subject=application,
            from_state="awaiting",
            to_state="draft",
            transition="send_back",
            label="差戻し",
            by=situations.shonin(),
        )
