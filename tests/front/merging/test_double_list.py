"""重複の疑い as a list: filter, Excel, print, and how often it asks the database."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from aomori_skills.paperwork.models import DisclosureLog
from tests.factories.meisters import CandidateFactory, MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory, told_apart

pytestmark = pytest.mark.django_db

URL = "merge_doubles"
QUERIES = 13


@pytest.fixture
def user(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def office(user):
    """Two firms, two candidates, and two meisters who were told apart."""
    firms = [OrganizationFactory(name=name) for name in ("㈱りんご工務店", "株式会社リンゴ工務店")]
    people = [CandidateFactory(family_kana="イワキ", phone="017-1", mobile="") for _ in range(2)]
    others = [
        MeisterFactory(number=f"02-{number}", family_kana="サトウ", phone="017-2", mobile="")
        for number in (1, 2)
    ]
    mark = told_apart(*others, by=user)
    mark.at = timezone.make_aware(datetime(2026, 4, 15, 10))
    mark.save()
    return {"organizations": firms, "candidates": people, "meisters": others}


def listed(client, **query):
    rows = client.get(reverse(URL), query).context["table"].data.data
    return [(one.subject.slug, [one.first, one.second]) for one in rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["organizations", "candidates"]),
        ({"scope": "apart"}, ["meisters"]),
        ({"scope": "all"}, ["organizations", "candidates", "meisters"]),
        ({"kind": "candidates"}, ["candidates"]),
        ({"kind": "meisters"}, []),
        ({"reason": "名称と市町村"}, ["organizations"]),
        ({"reason": "電話番号", "scope": "all"}, ["candidates", "meisters"]),
        ({"q": "いわき"}, ["candidates"]),
        ({"q": "誰もいない"}, []),
    ],
)
def test_pairs_are_found_by_kind_and_what_they_share(client, office, query, found):
    assert listed(client, **query) == [(kind, office[kind]) for kind in found]


def test_an_export_is_what_was_filtered_and_is_written_down(client, office, user):
    url = reverse(URL) + "?scope=apart"
    one, two = office["meisters"]

    answer = client.post(url, {"_export": "xlsx", "purpose": "内部での確認・点検"})

    head, *rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert head == (
        "先に登録した記録",
        "先に登録した記録の内容",
        "後に登録した記録",
        "後に登録した記録の内容",
        "種類",
        "同じ項目",
        "除いた日・担当者・理由",
    )
    assert rows == [
        (
            str(one),
            "02-1、活動可、昭和45年5月5日生",
            str(two),
            "02-2、活動可、昭和45年5月5日生",
            "マイスター",
            "電話番号",
            f"令和8年4月15日 {user}：所在地と代表者が違うため",
        )
    ]
    (log,) = DisclosureLog.objects.all()
    assert (log.what, log.count) == ("重複の疑い", 1)


def test_a_print_has_no_buttons(client, office):
    answer = client.post(reverse(URL), {"_export": "print", "purpose": "内部での確認・点検"})

    page = answer.content.decode()
    assert "㈱りんご工務店" in page
    assert "見比べる" not in page
    assert "操作" not in page


def test_the_export_asks_for_the_purpose(client, office):
    assert client.post(reverse(URL), {"_export": "xlsx"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_equally_often(client, user, count, django_assert_num_queries):
    for number in range(count):
        for make in (OrganizationFactory, CandidateFactory, MeisterFactory):
            told_apart(*(make(phone=f"017-999-{number:04d}") for _ in range(2)), by=user)
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse(URL), {"scope": "all"})

    assert len(page.context["table"].rows) >= 3 * count
