"""The demo is the same for a given day, and nothing in it would be refused."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.roles import Role
from aomori_skills.base.workflow import Step
from aomori_skills.front.demo.accounts import ACCOUNTS
from aomori_skills.office.choices import Region, SourceStatus
from aomori_skills.office.models import Organization, User, YearRule
from aomori_skills.paperwork.models import OfficialDocument
from meisters.choices import ApplicationState, BatchState, CandidateState, MeisterState
from meisters.models import (
    ApplicationRound,
    Candidate,
    CertificationApplication,
    Meister,
    SubmissionBatch,
)

pytestmark = pytest.mark.django_db

OURS = ("office", "paperwork", "meisters", "dispatch")
LATEST = "令和8年度 第2回"


def applications() -> list[str]:
    rows = CertificationApplication.objects.order_by("fiscal_year", "serial")
    return [f"{row}（{row.get_state_display()}）" for row in rows]


def test_the_applications_of_a_day_are_always_these(demo):
    assert applications() == [
        "R7-001 梵珠 富士雄（認定）",
        "R7-002 傘松 小夏（認定）",
        "R7-003 馬淵川 国男（認定）",
        "R7-004 広沢 青林（認定）",
        "R7-005 蟹田 早和（認定）",
        "R7-006 常盤台 旭光（不認定）",
        "R7-007 酸ヶ湯沢 冬香（認定）",
        "R7-008 宇曽利 湖々（認定）",
        "R7-009 白銀 潮（取下げ）",
        "R8-001 萱野 高嶺（センター提出済）",
        "R8-002 浅水 緑子（センター提出済）",
        "R8-003 岩室 金一（照会・補正）",
        "R8-004 易国間 風太（受付）",
        "R8-005 焼山 青羽（承認）",
        "R8-006 七里長 浜夫（取下げ）",
        "R8-007 田名部 釜子（作成中）",
        "R8-008 天狗岱 大地（承認待ち）",
        "R8-009 夏泊 椿（承認待ち）",
        "R8-010 陸見 光（承認待ち）",
        "R8-011 名川 さくら（要件確認済）",
        "R8-012 木造台 土偶子（受付）",
        "R8-013 小湊 白鳥（作成中）",
    ]


def test_the_steps_of_an_application_are_always_on_the_same_days(demo):
    application = CertificationApplication.objects.get(fiscal_year=2025, serial=7)

    assert [
        (step.label, timezone.localtime(step.at).date()) for step in application.steps.all()
    ] == [
        ("作成開始", date(2025, 10, 2)),
        ("受付", date(2025, 10, 9)),
        ("要件確認", date(2025, 10, 10)),
        ("承認依頼", date(2025, 10, 10)),
        ("承認", date(2025, 10, 16)),
        ("センター提出", date(2025, 12, 2)),
        ("センターからの照会", date(2026, 1, 14)),
        ("補正の提出", date(2026, 1, 20)),
        ("認定", date(2026, 2, 24)),
    ]


def test_the_register_of_documents_is_always_this(demo):
    rows = OfficialDocument.objects.order_by("issued_on", "pk")

    assert [(row.fiscal_year, row.number, row.issued_on, row.is_voided) for row in rows] == [
        (2025, "青技振第1号", date(2025, 4, 10), False),
        (2025, "青技振第2号", date(2025, 5, 1), False),
        (2025, "青技振第3号", date(2025, 5, 2), False),
        (2025, "青技振第4号", date(2025, 7, 1), False),
        (2025, "青技振第5号", date(2025, 9, 30), False),
        (2025, "青技振第6号", date(2025, 10, 20), True),
        *(
            (2025, f"令和7年度修了第{number}号", date(2025, 11, 14), False)
            for number in range(1, 5)
        ),
        (2025, "青技振第7号", date(2025, 12, 2), False),
        (2025, "青技振第8号", date(2026, 1, 20), False),
        (2026, "青技振第1号", date(2026, 10, 9), False),
        *((2026, f"青技振第{number}号", date(2026, 10, 27), False) for number in (2, 3)),
        (2026, "青技振第4号", date(2026, 10, 30), False),
        *((2026, f"青技振第{number}号", date(2026, 11, 6), False) for number in range(5, 15)),
        (2026, "青技振第15号", date(2026, 11, 9), False),
        (2026, "", date(2026, 11, 11), False),
        *((2026, f"青技振第{number}号", date(2026, 11, 13), False) for number in range(16, 26)),
    ]


def test_the_tables_are_always_this_full(demo):
    def count(model):
        return model.objects.count()

    assert {
        "organizations": count(Organization),
        "meisters": count(Meister),
        "candidates": count(Candidate),
        "rounds": count(ApplicationRound),
        "bundles": count(SubmissionBatch),
    } == {"organizations": 39, "meisters": 29, "candidates": 37, "rounds": 6, "bundles": 4}


def test_every_state_can_be_seen(demo):
    def states(model):
        return set(model.objects.values_list("state", flat=True))

    assert states(CertificationApplication) == set(ApplicationState)
    assert states(Candidate) == set(CandidateState)
    assert states(SubmissionBatch) == {BatchState.SENT, BatchState.ANSWERED}
    assert states(Meister) == set(MeisterState) - {MeisterState.REVOKED}


def test_every_region_has_a_firm_and_a_meister(demo):
    firms = set(Organization.objects.values_list("municipality__region", flat=True))

    assert firms == set(Region)
    meisters = Meister.objects.values_list("regions", flat=True)
    assert {region for regions in meisters for region in regions} == set(Region)


def test_a_second_run_changes_nothing_and_tells_the_accounts(on_the_day):
    before, said = fingerprint(), StringIO()

    call_command("demo", stdout=said)

    assert fingerprint() == before
    assert said.getvalue().splitlines() == [
        "デモは読み込み済みです。",
        "デモの利用者（パスワードは全員同じです）",
        "  tanto（担当　津軽野 ふじ子）",
        "  shonin（承認者　青森野 王林）",
        "  kaikei（会計　上北野 千秋）",
        "  etsuran（閲覧　三八野 紅）",
        "  kanri（管理者　西北野 旭）",
        "  tanto2（担当　南部野 つがる）",
        "  shonin2（承認者　下北野 北斗）",
        f"パスワード: {on_the_day.password}",
    ]


def test_another_password_reaches_every_account(on_the_day, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "sakura-no-hana-2027")

    call_command("demo", stdout=StringIO())

    assert {user.check_password("sakura-no-hana-2027") for user in User.objects.all()} == {True}


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_everybody_signs_in_with_their_role(on_the_day, account, client):
    form = {"username": account.username, "password": on_the_day.password}

    answer = client.post(reverse("login"), form, follow=True)

    assert answer.redirect_chain == [(reverse("home"), 302)]
    assert answer.context["user"].roles == [account.role]


def test_every_role_has_an_account(demo):
    assert {account.role for account in ACCOUNTS} == set(Role)


@pytest.mark.parametrize("label", OURS)
def test_no_row_would_be_refused_by_its_model(on_the_day, label):
    errors = [
        (row, error.message_dict)
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.endswith("Event")
        for row in model.objects.all()
        if (error := refusal(row))
    ]

    assert errors == []


def refusal(row) -> ValidationError | None:
    """What a form would say to the row's own fields; the rest the database has checked."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
        row.clean()
    except ValidationError as error:
        return error
    return None


@pytest.mark.parametrize("model", Step.__subclasses__(), ids=lambda model: model.__name__)
def test_every_step_follows_the_one_before_and_lies_in_the_past(on_the_day, model):
    last: dict[int, Step] = {}
    for step in model.objects.order_by("pk"):
        before = last.get(step.subject_id)
        assert step.from_state == (before.to_state if before else "")
        assert before is None or before.at < step.at
        assert step.at < timezone.now() - timedelta(hours=9)
        last[step.subject_id] = step

    assert {key: step.to_state for key, step in last.items()} == {
        row.pk: row.state for row in model._meta.get_field("subject").related_model.objects.all()
    }


def test_nobody_approved_their_own_application(demo):
    pairs = CertificationApplication.objects.exclude(approved_by=None)

    assert [row for row in pairs if row.approved_by_id == row.author_id] == []
    assert Counter(row.approved_by.username for row in pairs) == {"shonin": 9, "shonin2": 3}


def test_one_deadline_has_passed_and_one_is_near(demo):
    rows = ApplicationRound.objects.filter(fiscal_year=2026).order_by("number")

    left = [(row.corner_deadline - demo.today).days for row in rows]
    assert [(row.number, days) for row, days in zip(rows, left, strict=True)] == [
        (1, -32),
        (2, 10),
        (3, 73),
    ]


def test_the_work_of_the_day_waits(demo):
    soon = demo.today + timedelta(days=14)
    found = CertificationApplication.objects

    def names(rows):
        return sorted(row.family_name for row in rows)

    assert names(found.sent_back()) == ["田名部"]
    assert names(found.filter(state="awaiting")) == ["夏泊", "天狗岱", "陸見"]
    assert names(found.ready_to_submit()) == ["焼山"]
    assert names(found.due(by=demo.today)) == ["易国間"]
    due = found.due(by=soon, since=demo.today)
    assert due.count() == 8
    assert names(due.filter(state="inquiry")) == ["岩室"]
    assert names(Candidate.objects.to_contact(by=demo.today)) == ["夏坂", "弥栄", "館岡"]


def test_the_rules_of_the_current_year_are_still_to_be_confirmed_but_one(demo):
    last = YearRule.objects.filter(fiscal_year=2025)
    current = YearRule.objects.filter(fiscal_year=2026)

    assert current.count() == last.count()
    confirmed = current.filter(status=SourceStatus.CONFIRMED)
    assert list(confirmed.values_list("area", "applies_to")) == [("公表", "指導できる内容")]
    others = current.exclude(pk__in=confirmed).exclude(value=None)
    assert set(others.values_list("status", flat=True)) == {SourceStatus.UNCONFIRMED}


def fingerprint() -> dict[str, str]:
    """A sum over every row of every table."""
    with connection.cursor() as cursor:
        sums = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                "select md5(coalesce(string_agg(t::text, '' order by t::text), '')) "
                f'from "{table}" t'
            )
            sums[table] = cursor.fetchone()[0]
    return sums
