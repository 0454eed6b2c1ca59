"""A rule that is broken: the caps counted over the client's year, and the manager's exception."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState as R
from dispatch.models import DispatchRequest, RequestOverride
from dispatch.services import request_cancelling, request_exceptions, requests
from dispatch.services.request_judging import case_of
from tests.dispatch.request_situations import TODAY, judged, masters, told, whole
from tests.factories.office import UserFactory
from tests.factories.requests import FirmFactory, MaterialFactory, RequestFactory

pytestmark = pytest.mark.django_db
DAYS = [date(2025, 9, 10)]
SEEN = "ほかの依頼0回とこの依頼22回で計22回になり、年間の上限20回を2回超えます。"
REASON = "技能五輪の直前で、追加の指導が必要なため。"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def over():
    """22 sessions where 20 may be."""
    return judged(RequestFactory(sessions_wanted=22, days=DAYS))


def test_other_requests_of_the_client_count_unless_cancelled():
    firm = FirmFactory()
    other = RequestFactory(client=firm, sessions_wanted=12, people=8, days=DAYS)
    MaterialFactory(request=other, unit_price=1000, quantity=3)
    MaterialFactory(request=other, unit_price=333, quantity="0.5")
    RequestFactory(client=firm, sessions_wanted=50, cancelled=True)
    RequestFactory(client=firm, sessions_wanted=50, fiscal_year=2024)
    RequestFactory(client=firm, sessions_wanted=50, kind="appeal_facility")
    RequestFactory(sessions_wanted=50)
    row = RequestFactory(client=firm, sessions_wanted=10, days=DAYS)

    assert told(row, "sessions").text == (
        "ほかの依頼12回とこの依頼10回で計22回になり、年間の上限20回を2回超えます。"
    )
    used = case_of(whole(row)).used
    assert (used.requests, used.sessions, used.hours, used.people, used.yen) == (1, 12, 24, 8, 3166)


def test_what_one_request_takes_changes_the_verdict_of_its_neighbour(shonin):
    firm, tanto = FirmFactory(), UserFactory(tanto=True)
    first = judged(RequestFactory(client=firm, sessions_wanted=12, days=DAYS))
    second = judged(RequestFactory(client=firm, sessions_wanted=10, days=DAYS))

    assert list(DispatchRequest.objects.needing_exception().order_by("pk")) == [first, second]
    request_cancelling.cancel(first.pk, by=tanto, side="client", comment="中止")
    assert not DispatchRequest.objects.needing_exception().exists()
    requests.take_step(first.pk, "revive", by=tanto, comment="やはり行う")
    assert DispatchRequest.objects.needing_exception().count() == 2
    request_exceptions.allow(second.pk, "sessions", by=shonin, reason=REASON)
    assert not DispatchRequest.objects.needing_exception().exists()
    assert told(first, "sessions").overridden_by == f"{second.number}で認めた例外：{REASON}"


def test_the_manager_lets_a_rule_pass_with_a_reason(client, over, shonin):
    client.force_login(shonin)
    url = reverse("admin:dispatch_dispatchrequest_change", args=(over.pk,))
    shown = client.get(url).content.decode()
    assert "1項目が承認者の判断を待っています。" in shown
    assert f'name="seen" value="{SEEN}"' in shown
    wished = shown.partition("<h2>希望する指導</h2>")[2]
    for words in ("希望回数", "1回の時間", "実施場所", "第1希望", "令和7年9月10日（水）"):
        assert words in wished

    answer = client.post(url, {"rule": "sessions", "reason": REASON, "seen": SEEN})

    assert answer.url == f"{url}#verdicts"
    override = RequestOverride.objects.get()
    assert (override.rule, override.reason, override.allowed, override.by) == (
        "sessions", REASON, 2, shonin,
    )  # fmt: skip
    row = whole(over)
    assert (row.needs_exception, row.holder) == (False, str(row.owner))
    assert row.steps.last().comment == f"年間の指導回数：{REASON}"
    requests.take_step(row.pk, "adjust", by=row.owner)
    after = whole(row)
    assert after.state == R.ADJUSTING
    kept = next(one for one in after.verdicts if one["rule"] == "sessions")
    assert (kept["outcome"], kept["overridden_by"]) == ("×", REASON)


def test_an_exception_reaches_no_further_than_what_was_shown(client, over, shonin):
    client.force_login(shonin)
    url = reverse("admin:dispatch_dispatchrequest_change", args=(over.pk,))
    row = requests.locked(over.pk)
    row.sessions_wanted = 70
    requests.update(row, by=row.owner)

    refused = client.post(url, {"rule": "sessions", "reason": REASON, "seen": SEEN})

    assert refused.status_code == 422
    assert (
        "画面を開いた後に判定が変わったため、例外を認めませんでした。" in refused.content.decode()
    )
    assert RequestOverride.objects.count() == 0


def test_the_exception_shows_on_the_page_of_the_request(client, over, shonin):
    request_exceptions.allow(over.pk, "sessions", by=shonin, reason=REASON)
    client.force_login(UserFactory(tanto=True))

    page = client.get(over.get_absolute_url() + "?tab=checks").content.decode()

    assert f"承認者が認めた理由：{REASON}" in page
    assert "例外として可" in page


def test_an_exception_ends_where_the_request_goes_further(over, shonin):
    request_exceptions.allow(over.pk, "sessions", by=shonin, reason=REASON)
    row = requests.locked(over.pk)
    row.sessions_wanted = 23
    requests.update(row, by=row.owner)

    assert whole(row).needs_exception
    request_exceptions.allow(over.pk, "sessions", by=shonin, reason="3回まで認める。")
    assert [(one.allowed, one.reason) for one in whole(row).overrides.all()] == [
        (3, "3回まで認める。")
    ]
    assert not whole(row).needs_exception


@pytest.mark.parametrize(
    ("rule_name", "reason", "sentence"),
    [
        ("sessions", " ", "例外を認める理由を入力してください。"),
        ("hours", REASON, "この項目は例外を認める対象ではありません。"),
        ("nothing", REASON, "この項目は例外を認める対象ではありません。"),
    ],
)
def test_what_can_not_be_let_pass_is_refused(over, shonin, rule_name, reason, sentence):
    with pytest.raises(TransitionDenied, match=sentence):
        request_exceptions.allow(over.pk, rule_name, by=shonin, reason=reason)
    assert RequestOverride.objects.count() == 0


def test_staff_and_whoever_has_a_part_in_it_are_refused(shonin):
    own = judged(RequestFactory(sessions_wanted=22, days=DAYS, author=shonin))
    handed = judged(RequestFactory(sessions_wanted=22, days=DAYS, owner=shonin))
    tanto = UserFactory(tanto=True)

    for row, by, words in (
        (own, shonin, "自分が登録した派遣依頼の例外は認められません。"),
        (handed, shonin, "自分が担当する派遣依頼の例外は認められません。"),
        (own, tanto, "基準の例外を認める権限がありません。"),
    ):
        with pytest.raises(TransitionDenied, match=words):
            request_exceptions.allow(row.pk, "sessions", by=by, reason=REASON)


def test_a_cancelled_request_gets_no_exception(shonin):
    row = RequestFactory(sessions_wanted=22, cancelled=True, days=DAYS)

    with pytest.raises(TransitionDenied, match="「取消」のため、例外を認められません。"):
        request_exceptions.allow(row.pk, "sessions", by=shonin, reason=REASON)


def test_the_database_keeps_one_reason_for_each_rule(over, shonin):
    more = {"rule": "sessions", "by": shonin}
    RequestOverride.objects.create(request=over, reason=REASON, **more)

    with pytest.raises(IntegrityError), transaction.atomic():
        RequestOverride.objects.create(request=over, reason="もう一度", **more)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestOverride.objects.create(request=over, rule="hours", reason="", by=shonin)


def test_the_admin_lists_what_waits(client, over, shonin):
    kept = judged(RequestFactory(days=DAYS))
    client.force_login(shonin)
    url = reverse("admin:dispatch_dispatchrequest_changelist")

    waiting = client.get(url).content.decode()
    everything = client.get(url, {"waiting": "all"}).content.decode()

    assert over.number in waiting
    assert kept.number not in waiting
    assert "年間の指導回数" in waiting
    assert kept.number in everything


def test_a_double_click_lets_pass_once(client, over, shonin):
    client.force_login(shonin)
    url = reverse("admin:dispatch_dispatchrequest_change", args=(over.pk,))
    token = {"form_token": "6f1f3f4e-1111-4a4a-8888-000000000002"}
    data = {"rule": "sessions", "reason": REASON, "seen": SEEN} | token

    client.post(url, data)
    client.post(url, data)

    assert RequestOverride.objects.count() == 1


def test_without_a_reason_the_page_says_so(client, over, shonin):
    client.force_login(shonin)
    url = reverse("admin:dispatch_dispatchrequest_change", args=(over.pk,))

    answer = client.post(url, {"rule": "sessions", "reason": ""})

    assert answer.status_code == 422
    assert "例外を認める理由を入力してください。" in answer.content.decode()
