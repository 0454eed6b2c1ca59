"""承認: exceptions, delegation, and what ends an approval."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from meisters.choices import Answer
from meisters.models import (
    CertificationApplication,
    RuleOverride,
)
from meisters.rules import criteria
from meisters.services import applications, approvals
from tests.factories.office import DelegationFactory, UserFactory
from tests.meisters import situations
from tests.meisters.approving import approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


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
