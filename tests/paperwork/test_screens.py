"""公文書台帳 and 個人情報の出力記録 as people see them, and the admin."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import DisclosureLog, OfficialDocument
from aomori_skills.paperwork.services import disclosures, documents, letters
from tests.factories.office import UserFactory
from tests.factories.paperwork import issued, letter
from tests.paperwork.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2025-07-15T10:00:00+09:00")]


LIST = "/papers/documents/"
LOG = "/papers/disclosures/"


def rows_of(response) -> list[OfficialDocument]:
    return [row.record for row in response.context["table"].page.object_list]


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def shonin(client):
    user = UserFactory(shonin=True)
    client.force_login(user)
    return user


def test_the_register_shows_the_year_of_the_header_newest_first(client, tanto):
    old = issued(issued_on=date(2025, 3, 31))
    first, second = issued(), issued(issued_on=date(2025, 7, 2))
    assert rows_of(client.get(LIST)) == [second, first]
    assert rows_of(client.get(LIST, {"years": "all"})) == [second, first, old]
    assert "令和7年度" in text_of(client.get(LIST))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "第2号"}, [1]),
        ({"q": "派遣"}, [1]),
        ({"q": "りんご"}, [2, 0]),
        ({"q": "りんご 事務連絡"}, []),
        ({"kind": "decision"}, [1]),
        ({"kind": "memo"}, [2]),
        ({"standing": "voided"}, [1]),
        ({"standing": "valid"}, [2, 0]),
        ({"issued_on_from": "2025-07-03", "issued_on_to": "2025-07-05"}, [2, 1]),
    ],
)
def test_the_register_is_searched_and_filtered(client, tanto, query, expected):
    made = [
        issued(by=tanto),
        issued(
            by=tanto,
            kind=DocumentKind.DECISION,
            subject="派遣の決定について",
            addressee="青森工業高校長　殿",
            issued_on=date(2025, 7, 3),
        ),
        issued(by=tanto, kind=DocumentKind.MEMO, numbered=False, issued_on=date(2025, 7, 5)),
    ]
    documents.void(made[1].pk, by=tanto, reason="誤り")
    assert rows_of(client.get(LIST, query)) == [made[n] for n in expected]


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_database_equally_often(
    client, tanto, count, django_assert_num_queries
):
    first = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued(by=tanto).issued_by)
    for _ in range(count):
        documents.reissue(first, by=tanto, reason="破損")
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


def test_the_register_says_what_became_of_a_number(client, tanto):
    first = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued(by=tanto).issued_by)
    second = documents.reissue(first, by=tanto, reason="破損")
    documents.void(second.pk, by=tanto, reason="誤り")
    assert OfficialDocument.objects.get(pk=second.pk).remark == "欠番、青技振第2号の再発行"
    assert "欠番、青技振第2号の再発行" in text_of(client.get(LIST))


def test_the_register_goes_out_only_with_a_purpose(client, tanto):
    issued(by=tanto)
    refused = client.post(LIST + "?q=認定", {"_export": "xlsx"})
    assert (refused.status_code, DisclosureLog.objects.count()) == (422, 0)
    answer = client.post(LIST + "?q=認定", {"_export": "xlsx", "purpose": "内部での確認・点検"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]] == [
        "文書番号",
        "発行日",
        "種類",
        "件名",
        "宛名",
        "発行者",
        "備考",
        "年度（西暦）",
    ]
    assert [cell.value for cell in sheet[2]][:5] == [
        "青技振第1号",
        sheet["B2"].value,
        "通知",
        "認定結果について",
        "株式会社りんご工務店　御中",
    ]
    assert sheet["B2"].value.date() == date(2025, 7, 1)
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium, log.purpose, log.detail) == (
        tanto,
        "公文書台帳",
        1,
        "excel",
        "review",
        "検索：認定",
    )


def test_the_empty_register_says_why_it_is_empty(client, tanto):
    assert "発行した公文書はまだありません。" in text_of(client.get(LIST))


# 個人情報の出力記録


def test_the_log_shows_the_newest_first_and_is_searched(client, shonin):
    first = disclosures.record(
        shonin, what="マイスター名簿", count=3, medium="excel", purpose="center"
    )
    second = disclosures.record(
        shonin, what="認定申請一覧", count=1, medium="print", purpose="県議会", detail="職種：造園"
    )
    assert rows_of(client.get(LOG)) == [second, first]
    assert rows_of(client.get(LOG, {"q": "ﾏｲｽﾀｰ"})) == [first]
    assert rows_of(client.get(LOG, {"q": "造園"})) == [second]
    assert rows_of(client.get(LOG, {"purpose": "other"})) == [second]
    assert rows_of(client.get(LOG, {"medium": "excel", "by": shonin.pk})) == [first]
    assert rows_of(client.get(LOG, {"at_from": "2025-07-16"})) == []
    assert "その他：県議会" in text_of(client.get(LOG))


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_the_database_equally_often(client, shonin, count, django_assert_num_queries):
    for _ in range(count):
        disclosures.record(UserFactory(), what="名簿", count=1, medium="excel", purpose="center")
    client.get(LOG)
    with django_assert_num_queries(5):
        client.get(LOG)


@pytest.mark.parametrize("trait", ["tanto", "kaikei", "etsuran"])
def test_the_log_is_for_managers(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    assert client.get(LOG).status_code == 403


# The admin


def test_the_admin_shows_papers_and_changes_none(client, shonin):
    document = issued()
    log = disclosures.record(shonin, what="名簿", count=1, medium="excel", purpose="center")
    for row in (document, log):
        name = f"admin:paperwork_{row._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200
        page = client.get(reverse(f"{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert "_save" not in text_of(page)
        assert client.get(reverse(f"{name}_add")).status_code == 403
        assert client.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
