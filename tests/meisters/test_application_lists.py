"""Lists of candidates and applications: found by any writing, taken out with a purpose."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import ApplicationState as A
from meisters.choices import CandidateState
from meisters.models import CertificationApplication
from meisters.rules import APPROVED_STATES
from meisters.services import approvals
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    QualificationFactory,
    RoundFactory,
)
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db

CANDIDATES = "meisters:candidate_list"
APPLICATIONS = "meisters:application_list"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def found(client, name, **asked):
    table = client.get(reverse(name), asked).context["table"]
    return {str(row.record.name) for row in table.rows}


@pytest.mark.parametrize(
    "typed", ["髙﨑", "高崎", "たかさき", "ﾀｶｻｷ ﾖｼｵ", "高崎義男", "0177220001", "017-722-0001"]
)
@pytest.mark.parametrize(
    ("name", "factory"), [(CANDIDATES, CandidateFactory), (APPLICATIONS, ApplicationFactory)]
)
def test_a_person_is_found_however_the_name_is_typed(client, tanto, name, factory, typed):
    factory(
        family_name="髙﨑",
        given_name="義男",
        family_kana="タカサキ",
        given_kana="ヨシオ",
        phone="017-722-0001",
    )
    factory(family_name="岩木", given_name="太郎", phone="017-722-0002")

    assert found(client, name, q=typed) == {"髙﨑 義男"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"岩木 過日", "岩木 今週", "岩木 未定", "岩木 済"}),
        ({"contact": "due"}, {"岩木 過日"}),
        ({"contact": "week"}, {"岩木 過日", "岩木 今週"}),
        ({"contact": "unset"}, {"岩木 未定"}),
        ({"state": "declined"}, {"岩木 済"}),
        ({"next_contact_on_from": "2025-09-02"}, {"岩木 今週"}),
    ],
)
def test_candidates_by_the_day_of_the_next_contact(client, tanto, asked, expected):
    for name, day in (
        ("過日", date(2025, 9, 1)),
        ("今週", date(2025, 9, 8)),
        ("未定", None),
    ):
        CandidateFactory(given_name=name, next_contact_on=day)
    CandidateFactory(
        given_name="済", next_contact_on=date(2025, 8, 1), state=CandidateState.DECLINED
    )

    assert found(client, CANDIDATES, **asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"岩木 今年度", "岩木 締切前", "岩木 締切後", "岩木 差戻し"}),
        (
            {"scope": "running"},
            {
                "岩木 前年度",
                "岩木 今年度",
                "岩木 締切前",
                "岩木 締切後",
                "岩木 承認",
                "岩木 承認遅れ",
                "岩木 差戻し",
            },
        ),
        (
            {"scope": "all"},
            {
                "岩木 承認",
                "岩木 承認遅れ",
                "岩木 前年度",
                "岩木 取下げ",
                "岩木 今年度",
                "岩木 締切前",
                "岩木 締切後",
                "岩木 差戻し",
            },
        ),
        ({"scope": "due"}, {"岩木 締切前", "岩木 承認"}),
        ({"scope": "overdue"}, {"岩木 締切後", "岩木 承認遅れ"}),
        ({"scope": "sent_back"}, {"岩木 差戻し"}),
        ({"state": "received"}, {"岩木 今年度"}),
        (
            {"scope": "running", "state": "draft"},
            {"岩木 前年度", "岩木 締切前", "岩木 締切後", "岩木 差戻し"},
        ),
    ],
)
def test_applications_of_the_year_and_those_that_run_on(client, tanto, asked, expected):
    soon = RoundFactory(
        number=2, corner_deadline=date(2025, 9, 15), center_deadline=date(2025, 9, 30)
    )
    past = RoundFactory(
        number=1, corner_deadline=date(2025, 8, 29), center_deadline=date(2025, 9, 12)
    )
    ApplicationFactory(given_name="前年度", applied_on=date(2025, 3, 31))
    ApplicationFactory(given_name="取下げ", applied_on=date(2025, 3, 31), state=A.WITHDRAWN)
    ApplicationFactory(given_name="今年度", state=A.RECEIVED, received_on=date(2025, 7, 1))
    ApplicationFactory(given_name="締切前", round=soon)
    ApplicationFactory(given_name="締切後", round=past)
    missed = RoundFactory(
        number=3, corner_deadline=date(2025, 8, 1), center_deadline=date(2025, 8, 31)
    )
    approval = {
        "state": A.APPROVED,
        "received_on": date(2025, 3, 31),
        "approved_by": situations.shonin(),
        "approved_at": timezone.now(),
        "applied_on": date(2025, 3, 31),
    }
    ApplicationFactory(given_name="承認", round=past, **approval)
    ApplicationFactory(given_name="承認遅れ", round=missed, **approval)
    back = situations.awaiting(given_name="差戻し", family_name="岩木")
    approvals.send_back(back.pk, by=situations.shonin(), comment="証明が不鮮明です。")

    assert found(client, APPLICATIONS, **asked) == expected


def test_the_deadline_of_the_list_is_that_of_the_page(client, tanto):
    rounds = [
        RoundFactory(number=1, corner_deadline=date(2025, 9, 5), center_deadline=date(2025, 9, 9)),
        RoundFactory(number=2, corner_deadline=date(2025, 9, 7), center_deadline=date(2025, 9, 8)),
        None,
    ]
    states = (A.DRAFT, A.RECEIVED, A.CHECKED, A.AWAITING, A.APPROVED, A.SUBMITTED, A.WITHDRAWN)
    for state in states:
        fields = {"state": state, "received_on": date(2025, 7, 2)}
        if state in APPROVED_STATES:
            fields |= {"approved_by": situations.shonin(), "approved_at": timezone.now()}
        for round_ in rounds:
            ApplicationFactory(round=round_, **fields)

    rows = list(CertificationApplication.objects.with_deadline())

    first, second = rounds[:2]
    corner = [first.corner_deadline, second.corner_deadline, None]
    center = [first.center_deadline, second.center_deadline, None]
    expected = [*corner * 4, *center, *[None] * 6]
    assert [row.due_on for row in sorted(rows, key=lambda row: row.pk)] == expected
    for row in rows[:3]:
        assert client.get(row.get_absolute_url()).context["due"] == row.due_on
    answer = client.get(reverse(APPLICATIONS), {"sort": "deadline"})
    days = [row.record.due_on for row in answer.context["table"].rows]
    assert days[:10] == sorted(row.due_on for row in rows if row.due_on)


def test_the_header_chooses_the_year(client, tanto):
    ApplicationFactory(given_name="前年度", applied_on=date(2025, 3, 31))
    ApplicationFactory(given_name="今年度", applied_on=date(2025, 4, 1))
    client.post(reverse("set_fiscal_year"), {"fiscal_year": "2024"})

    assert found(client, APPLICATIONS) == {"岩木 前年度"}


def test_a_trade_applied_for_twice_lists_the_person_once(client, tanto):
    trade = TradeFactory(name="造園")
    application = ApplicationFactory(given_name="太郎")
    for _ in range(2):
        QualificationFactory(application=application, trade=trade, operation=None)
    ApplicationFactory(given_name="次郎")

    answer = client.get(reverse(APPLICATIONS), {"trade": trade.pk})
    assert [row.record.name for row in answer.context["table"].rows] == ["岩木 太郎"]


@pytest.mark.parametrize(
    ("name", "what", "factory"),
    [
        (CANDIDATES, "候補者一覧", CandidateFactory),
        (APPLICATIONS, "認定申請一覧", ApplicationFactory),
    ],
)
def test_excel_leaves_with_a_purpose_on_record(client, tanto, name, what, factory):
    factory(family_name="岩木", given_name="太郎", phone="017-722-0001", email="=1+1@example.jp")
    url = reverse(name)

    refused = client.post(url, {"_export": "xlsx"})
    assert refused.status_code == 422
    assert DisclosureLog.objects.count() == 0

    answer = client.post(url, {"_export": "xlsx", "purpose": "内部での確認・点検"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    headings, row = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    cells = dict(zip(headings, row, strict=True))
    log = DisclosureLog.objects.get()
    assert cells["氏名"] == "岩木 太郎"
    assert cells["メールアドレス"] == "=1+1@example.jp"
    assert sheet.max_row == 2
    assert (log.by, log.what, log.count, log.purpose) == (tanto, what, 1, "review")


@pytest.mark.parametrize("name", [CANDIDATES, APPLICATIONS])
def test_who_may_only_read_takes_nothing_out(client, name):
    client.force_login(UserFactory(etsuran=True))
    url = reverse(name)

    assert "Excel" not in client.get(url).content.decode()
    assert client.post(url, {"_export": "xlsx", "purpose": "会議・打合せの資料"}).status_code == 403
    assert DisclosureLog.objects.count() == 0


def test_who_may_only_read_sees_no_button_that_changes_something(client):
    client.force_login(UserFactory(etsuran=True))
    application = situations.complete()
    pages = [
        application.get_absolute_url(),
        f"{application.get_absolute_url()}?tab=checklist",
        f"{application.get_absolute_url()}?tab=documents",
        application.candidate.get_absolute_url(),
        reverse(CANDIDATES),
    ]
    for url in pages:
        text = client.get(url).content.decode()
        for word in (
            "受け付ける",
            "を入力する",
            "を添付する",
            "編集する",
            "登録する",
            "取り下げる",
        ):
            assert word not in text, (url, word)
