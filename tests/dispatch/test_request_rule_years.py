"""The version of the rules that judges a request, and what a changed rule does to it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule
from dispatch.choices import RequestState as R
from dispatch.models import DispatchRequest
from tests.dispatch.request_situations import TODAY, judged, masters, rule, told, whole
from tests.factories.office import UserFactory
from tests.factories.requests import FirmFactory, RequestFactory

pytestmark = pytest.mark.django_db
DAYS = [date(2025, 9, 10)]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


def test_a_year_without_rows_of_its_own_says_whose_rules_judge(client):
    row = judged(RequestFactory(fiscal_year=2026, received_on=date(2025, 6, 2)))
    client.force_login(UserFactory(tanto=True))

    page = client.get(row.get_absolute_url() + "?tab=checks").content.decode()

    assert row.judged_year == 2025
    assert "令和8年度の実技指導の基準が未登録のため、令和7年度の基準で判定しています。" in page


def test_a_rule_says_its_source_and_whether_it_is_confirmed(client):
    row = RequestFactory(days=DAYS)
    assert not told(row, "deadline").confirmed
    rule("申込み期限", status=SourceStatus.CONFIRMED, source="委託要領第5条")

    verdict = told(row, "deadline")

    assert (verdict.confirmed, verdict.source) == (True, "委託要領第5条")


def test_a_changed_rule_judges_open_requests_and_leaves_the_decided_alone(client):
    row = judged(RequestFactory(days=DAYS, sessions_wanted=18))
    decided = judged(RequestFactory(days=DAYS, sessions_wanted=18))
    DispatchRequest.objects.filter(pk=decided.pk).update(
        state=R.DECIDED, approved_by=UserFactory(shonin=True), approved_at=timezone.now()
    )
    rule("年間の指導回数", "中小企業・業界団体", value=15)
    client.force_login(UserFactory(tanto=True))

    open_page = client.get(row.get_absolute_url() + "?tab=checks").content.decode()
    kept_page = client.get(decided.get_absolute_url() + "?tab=checks").content.decode()

    assert "年間の上限15回を3回超えます。" in open_page
    assert "年間の上限20回、残り2回" in kept_page
    assert "年間の上限15回を3回" not in kept_page


def test_the_kept_verdicts_are_renewed_by_hand(client):
    row = judged(RequestFactory(days=DAYS, sessions_wanted=18))
    rule("年間の指導回数", "中小企業・業界団体", value=15)
    tanto = UserFactory(tanto=True)
    client.force_login(tanto)
    page = f"{row.get_absolute_url()}?tab=checks"
    assert "次の項目が変わっています：年間の指導回数。" in client.get(page).content.decode()
    assert not whole(row).needs_exception

    answer = client.post(reverse("dispatch:request_judge", args=(row.pk,)), follow=True)

    assert "いまの基準で判定し直しました。" in answer.content.decode()
    assert "次の項目が変わっています" not in answer.content.decode()
    assert whole(row).needs_exception


def test_the_deadline_of_the_list_is_that_of_the_check():
    """The same rule, asked of the database and of the check: version, kind of client, 要確認."""
    YearRule.objects.filter(rule="申込み期限").delete()
    for year, applies_to, days in (
        (2024, "全て", 50),
        (2025, "業界団体", 45),
        (2025, "中小企業・工業高校等の教育訓練機関", 40),
    ):
        YearRule.objects.create(
            fiscal_year=year, area="実技指導", applies_to=applies_to, rule="申込み期限",
            value=days, unit="日前（暦日）", status=SourceStatus.CONFIRMED,
        )  # fmt: skip
    rows = [
        RequestFactory(days=DAYS),
        RequestFactory(days=DAYS, client=FirmFactory(kind="trade_body")),
        RequestFactory(days=DAYS, school=True),
        RequestFactory(days=[date(2026, 9, 10)], fiscal_year=2026),
        RequestFactory(days=DAYS, kind="appeal_facility"),
        RequestFactory(),
    ]

    listed = {row.pk: row.deadline_on for row in DispatchRequest.objects.for_listing()}

    assert [listed[row.pk] for row in rows] == [
        date(2025, 8, 1),
        date(2025, 7, 27),
        date(2025, 8, 1),
        date(2026, 8, 1),
        None,
        None,
    ]
    for row in rows[:4]:
        assert f"（最初の希望日の{(row.wished_dates.get().day - listed[row.pk]).days}日前）" in (
            told(row, "deadline").text
        )
