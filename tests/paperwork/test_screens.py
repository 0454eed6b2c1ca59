"""公文書台帳 and 個人情報の出力記録 as people see them."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import DisclosureLog, OfficialDocument
from aomori_skills.paperwork.services import disclosures, documents, letters
from tests.base.test_pdf import lines_of
from tests.factories.office import UserFactory
from tests.factories.paperwork import issued, letter

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2025-07-15T10:00:00+09:00")]

LIST = "/papers/documents/"
LOG = "/papers/disclosures/"


def rows_of(response) -> list[OfficialDocument]:
    return [row.record for row in response.context["table"].page.object_list]


def text_of(response) -> str:
    return response.content.decode()


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


# 公文書台帳


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


# One document


def test_a_document_says_all_about_itself(client, tanto):
    document = issued(by=tanto)
    text = text_of(client.get(document.get_absolute_url()))
    for words in (
        "青技振第1号",
        "認定結果について",
        "株式会社りんご工務店　御中",
        "令和7年7月1日（火）",
        "津軽 担当",
        document.sha256,
        "再発行はありません。",
        "元の業務の画面から操作してください。",
    ):
        assert words in text


def test_the_download_is_the_stored_file(client, tanto):
    document = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued(by=tanto).issued_by)
    answer = client.post(reverse("paperwork:document_file", args=[document.pk]))
    assert answer.content == document.read()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_a_damaged_file_leads_back_with_a_sentence(client, tanto):
    document = issued(by=tanto)
    default_storage.delete(document.file.name)
    answer = client.post(reverse("paperwork:document_file", args=[document.pk]), follow=True)
    assert answer.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "のファイルが見つかりません。管理者に連絡し、バックアップから戻してください。" in (
        text_of(answer)
    )


def test_a_reissue_asks_for_a_reason_and_leads_to_the_new_document(client, tanto):
    document = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued(by=tanto).issued_by)
    url = reverse("paperwork:document_reissue", args=[document.pk])
    assert "新しい文書番号と今日の日付で発行します。" in text_of(client.get(url))
    refused = client.post(url, {"comment": " "})
    assert refused.status_code == 422
    assert "理由を入力してください。" in text_of(refused)
    answer = client.post(url, {"comment": "宛先で破損したため"}, follow=True)
    made = OfficialDocument.objects.get(reissue_of=document)
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "「青技振第3号 認定結果について」を再発行しました（元の文書：青技振第2号）。" in (
        text_of(answer)
    )
    assert lines_of(made.read())[:2] == ["青技振第3号", "令和7年7月15日"]
    assert "として再発行しました。理由：宛先で破損したため" in text_of(
        client.get(document.get_absolute_url())
    )


def test_a_double_click_reissues_once(client, tanto):
    document = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued(by=tanto).issued_by)
    url = reverse("paperwork:document_reissue", args=[document.pk])
    sent = {"comment": "破損", "form_token": str(uuid4())}
    first, second = client.post(url, sent), client.post(url, sent)
    assert first.url == second.url
    assert OfficialDocument.objects.filter(reissue_of=document).count() == 1


def test_a_document_of_an_area_is_not_reissued_here(client, tanto):
    document = issued(by=tanto)
    url = reverse("paperwork:document_reissue", args=[document.pk])
    assert url not in text_of(client.get(document.get_absolute_url()))
    answer = client.post(url, {"comment": "破損"})
    assert answer.status_code == 422
    assert "この画面からは再発行できません。元の業務の画面から発行し直してください。" in (
        text_of(answer)
    )


def test_voiding_keeps_the_number_and_shows_who_and_why(client, tanto):
    document = issued(by=tanto)
    url = reverse("paperwork:document_void", args=[document.pk])
    assert "欠番は取り消せません。" in text_of(client.get(url))
    answer = client.post(url, {"comment": "誤って発行したため"}, follow=True)
    assert "「青技振第1号 認定結果について」を欠番にしました。" in text_of(answer)
    assert "津軽 担当が欠番にしました。理由：誤って発行したため" in text_of(answer)
    assert url not in text_of(answer)
    again = client.post(url, {"comment": "もう一度"})
    assert again.status_code == 422
    assert "すでに欠番になっています。" in text_of(again)


def test_the_history_tells_the_voiding_in_words(client, tanto):
    document = issued(by=tanto)
    url = reverse("paperwork:document_void", args=[document.pk])
    client.post(url, {"comment": "誤って発行したため"})
    text = text_of(client.get(document.get_absolute_url() + "?tab=history"))
    assert "公文書を登録" in text
    assert "公文書を変更" in text
    assert "欠番の理由" in text
    assert "誤って発行したため" in text
    assert document.file.name not in text


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_readers_see_no_buttons_that_would_refuse_them(client, trait):
    document = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued().issued_by)
    client.force_login(UserFactory(**{trait: True}))
    text = text_of(client.get(document.get_absolute_url()))
    for name in ("document_reissue", "document_void"):
        url = reverse(f"paperwork:{name}", args=[document.pk])
        assert url not in text
        assert client.get(url).status_code == 403
        assert client.post(url, {"comment": "x"}).status_code == 403


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
