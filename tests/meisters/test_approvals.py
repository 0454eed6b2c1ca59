"""承認: who may decide, when, and that two decisions never both count."""

from datetime import date, timedelta
from threading import Barrier, Thread
from unittest.mock import patch

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from aomori_skills.paperwork.models import OfficialDocument
from meisters.choices import Answer, ApplicationState
from meisters.models import (
    ApplicationStep,
    CertificationApplication,
    RuleOverride,
    SubmissionBatch,
)
from meisters.rules import criteria
from meisters.services import applications, approvals, batches
from tests.factories.meisters import ApplicationFactory, RoundFactory
from tests.factories.office import DelegationFactory, UserFactory
from tests.meisters import situations

JUDGEMENT = situations.JUDGEMENT


@pytest.fixture
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def approve(application, by=None, **more):
    options = {"head_judgement": JUDGEMENT} | more
    return approvals.approve(application.pk, by=by or situations.shonin(), **options)


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


def test_rule_that_is_not_met_blocks_approval():
    application = situations.awaiting()
    CertificationApplication.objects.filter(pk=application.pk).update(willing=Answer.NO)
    with pytest.raises(
        TransitionDenied, match="活動する意欲・能力（×）が未解決のため、承認できません"
    ):
        approve(application)


def test_exception_of_another_manager_lets_it_pass():
    application = situations.awaiting()
    YearRule.objects.filter(area="認定", rule="実務経験年数").update(value=40)
    with pytest.raises(TransitionDenied, match="実務経験（×）"):
        approve(application)

    approvals.allow_exception(
        application.pk, "practice", by=situations.shonin(), reason=" 全国大会優勝 "
    )
    approve(application)

    assert RuleOverride.objects.get().reason == "全国大会優勝"
    application.refresh_from_db()
    kept = {verdict["rule"]: verdict["overridden_by"] for verdict in application.verdicts}
    assert kept["practice"] == "全国大会優勝"


@pytest.mark.parametrize(
    ("rule", "reason", "sentence"),
    [
        ("practice", " ", "例外を認める理由を入力してください"),
        ("willing", "理由", "例外を認める対象ではありません"),
        ("nothing", "理由", "例外を認める対象ではありません"),
    ],
)
def test_exceptions_that_are_refused(rule, reason, sentence):
    application = situations.awaiting()
    YearRule.objects.filter(area="認定", rule="実務経験年数").update(value=40)
    with pytest.raises(TransitionDenied, match=sentence):
        approvals.allow_exception(application.pk, rule, by=situations.shonin(), reason=reason)
    assert RuleOverride.objects.count() == 0


@pytest.mark.parametrize("name", ["send_back", "pull_back", "reopen"])
def test_exceptions_end_when_the_content_may_change_again(name):
    application = situations.awaiting()
    YearRule.objects.filter(area="認定", rule="実務経験年数").update(value=40)
    approvals.allow_exception(
        application.pk, "practice", by=situations.shonin(), reason="全国大会優勝"
    )
    if name == "send_back":
        approvals.send_back(application.pk, by=situations.shonin(), comment="住所の誤り")
    else:
        if name == "reopen":
            approve(application)
        applications.take_step(application.pk, name, by=situations.tanto(), comment="住所の誤り")

    assert list(application.overrides.all()) == []
    assert application.steps.last().comment == (
        "住所の誤り\n承認者が認めた例外（1件）は取り消しました。"
    )
    kept = [
        (entry.action, change.before)
        for entry in history.entries(application, "overrides")
        for change in entry.changes
        if entry.action == "削除" and change.label == "理由"
    ]
    assert kept == [("削除", "全国大会優勝")]


def test_approval_judges_once_and_keeps_day_and_version():
    application = situations.awaiting()
    CertificationApplication.objects.update(judged_at=None, judged_year=None)

    with patch("meisters.rules.criteria.verdicts", wraps=criteria.verdicts) as judged:
        approve(application)

    application.refresh_from_db()
    assert judged.call_count == 1
    assert (application.judged_year, application.judged_at) == (2025, timezone.now())


@pytest.mark.parametrize(
    ("starts", "ends", "may"),
    [(0, 0, True), (-1, 1, True), (1, 2, False), (-2, -1, False)],
)
def test_delegate_decides_only_on_the_days_of_the_delegation(starts, ends, may):
    application = situations.awaiting(author=UserFactory())
    delegate = UserFactory()
    day = timezone.localdate()
    DelegationFactory(
        manager=situations.shonin(),
        delegate=delegate,
        starts_on=day + timedelta(days=starts),
        ends_on=day + timedelta(days=ends),
    )
    if may:
        done = approve(application, by=delegate)
        assert (done.approved_by, done.approved_for) == (delegate, situations.shonin())
    else:
        with pytest.raises(TransitionDenied, match="承認の権限がありません"):
            approve(application, by=delegate)


def test_delegation_of_a_manager_who_left_counts_no_more():
    manager, delegate = UserFactory(roles=["approver"], is_active=False), UserFactory()
    day = timezone.localdate()
    DelegationFactory(manager=manager, delegate=delegate, starts_on=day, ends_on=day)
    with pytest.raises(TransitionDenied, match="承認の権限がありません"):
        approve(situations.awaiting(author=UserFactory()), by=delegate)


def test_editing_after_approval_clears_it_with_a_visible_reason():
    application = situations.approved()
    applications.take_step(application.pk, "reopen", by=situations.tanto(), comment="住所の誤り")
    application.refresh_from_db()
    assert (application.state, application.approved_by, application.head_judgement) == (
        "draft",
        None,
        "",
    )
    assert application.steps.last().comment == "住所の誤り"


def at_once(*acts) -> list:
    """Run all ``acts`` in threads of their own at the same moment; return answers or refusals."""
    barrier, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait(timeout=10)
            answers[place] = act()
        except TransitionDenied as denied:
            answers[place] = denied
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_make_one_approval():
    application = situations.awaiting()
    first, second = UserFactory(roles=["approver"]), UserFactory(roles=["approver"])

    answers = at_once(
        lambda: approve(application, by=first), lambda: approve(application, by=second)
    )

    refusals = [str(answer) for answer in answers if isinstance(answer, TransitionDenied)]
    assert refusals == [
        f"{application}は現在「承認」のため、承認はできません。"
        "画面を開き直して最新の状態を確認してください。"
    ]
    assert application.steps.filter(transition="approve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_approving_and_pulling_back_at_once_gives_one_of_both():
    application = situations.awaiting()
    staff, manager = situations.tanto(), situations.shonin()

    answers = at_once(
        lambda: approve(application, by=manager),
        lambda: applications.take_step(application.pk, "pull_back", by=staff),
    )

    assert sum(isinstance(answer, TransitionDenied) for answer in answers) == 1
    application.refresh_from_db()
    assert (application.state == "approved") == (application.approved_by is not None)


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_make_one_bundle_and_one_number():
    rows = [situations.approved() for _ in range(2)]
    keys, round_id, staff = [row.pk for row in rows], RoundFactory().pk, situations.tanto()

    def submit():
        return batches.submit(round_id, keys, by=staff, submitted_on=date(2025, 9, 1))

    with situations.undrawn():
        answers = at_once(submit, submit)

    assert sum(isinstance(answer, TransitionDenied) for answer in answers) == 1
    assert SubmissionBatch.objects.get().items.count() == 2
    assert OfficialDocument.objects.get().number == "青技振第1号"


@pytest.mark.django_db(transaction=True)
def test_overlapping_submissions_do_not_wait_for_each_other_forever():
    one, two, three = (situations.approved().pk for _ in range(3))
    round_id, staff = RoundFactory().pk, situations.tanto()

    def submit(*keys):
        return batches.submit(round_id, keys, by=staff, submitted_on=date(2025, 9, 1))

    with situations.undrawn():
        answers = at_once(lambda: submit(one, two), lambda: submit(three, two))

    assert sum(isinstance(answer, TransitionDenied) for answer in answers) == 1
    assert SubmissionBatch.objects.get().items.count() == 2
