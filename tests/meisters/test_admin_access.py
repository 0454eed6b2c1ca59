"""承認: exceptions, and who gets in to do what."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aomori_skills.office.models import YearRule
from meisters.choices import ApplicationState
from meisters.models import RuleOverride
from tests.factories.office import DelegationFactory, UserFactory
from tests.meisters import situations
from tests.meisters.approval_pages import LIST, approve, page_of, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_shonin(client):
    client.force_login(situations.shonin())
    return client


def test_exception_is_allowed_with_a_reason_beside_its_rule(as_shonin):
    application = situations.awaiting()
    YearRule.objects.filter(area="認定", rule="実務経験年数").update(value=40)
    fields = {"decision": "exception", "exception-rule": "practice"}

    blocked = as_shonin.get(page_of(application))
    empty = as_shonin.post(page_of(application), fields | {"exception-reason": ""})
    given = as_shonin.post(
        page_of(application), fields | {"exception-reason": "全国大会優勝"}, follow=True
    )

    assert "実務経験（×）が未解決のため、承認できません。" in blocked.content.decode()
    assert empty.context["forms"]["exception"].errors == {
        "reason": ["例外を認める理由を入力してください。"]
    }
    assert "例外を認めた理由：全国大会優勝" in given.content.decode()
    assert RuleOverride.objects.get().by == situations.shonin()
    assert approve(as_shonin, application).redirect_chain == [(LIST, 302)]


def test_delegate_decides_in_the_place_of_the_manager(client):
    delegate, day = UserFactory(), timezone.localdate()
    DelegationFactory(manager=situations.shonin(), delegate=delegate, starts_on=day, ends_on=day)
    application = situations.awaiting()
    client.force_login(delegate)

    page = client.get(page_of(application)).content.decode()
    answer = approve(client, application)

    assert "津軽 承認（承認者）の代理として判断します。" in page
    assert sentences(answer)[0].startswith(
        f"{application}の認定申請を承認しました（津軽 承認の代理）。"
    )
    assert "津軽 承認の代理" in client.get(page_of(application)).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        client.force_login(delegate)
        assert client.get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("trait", "status"),
    [("tanto", 302), ("kaikei", 302), ("etsuran", 302), ("kanri", 403), ("shonin", 200)],
)
def test_who_gets_in(client, trait, status):
    application = situations.awaiting()
    client.force_login(UserFactory(**{trait: True}))
    assert client.get(LIST).status_code == status
    assert client.get(page_of(application)).status_code == status
    history = reverse("admin:meisters_certificationapplication_history", args=(application.pk,))
    assert client.get(history).status_code == status
    if status != 200:
        assert approve(client, application).redirect_chain[:1] != [(LIST, 302)]
        application.refresh_from_db()
        assert application.state == ApplicationState.AWAITING


def test_nothing_is_added_or_deleted_here(as_shonin):
    application = situations.awaiting()
    for name, args in (("add", ()), ("delete", (application.pk,))):
        url = reverse(f"admin:meisters_certificationapplication_{name}", args=args)
        assert as_shonin.get(url).status_code == 403
        assert as_shonin.post(url, {"post": "yes"}).status_code == 403


def test_state_is_not_a_field_that_can_be_posted(as_shonin):
    application = situations.awaiting()
    as_shonin.post(page_of(application), {"state": "approved", "_save": "1"})
    application.refresh_from_db()
    assert application.state == ApplicationState.AWAITING


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_unknown_application_leads_back(as_shonin, key):
    url = reverse("admin:meisters_certificationapplication_change", args=(key,))
    answer = as_shonin.get(url, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert sentences(answer) == ["この認定申請は見つかりません。削除された可能性があります。"]
