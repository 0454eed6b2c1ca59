"""公文書: the page of one document, its reissue and its 欠番."""

from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.services import letters
from tests.base.papers import lines_of
from tests.factories.office import UserFactory
from tests.factories.paperwork import issued, letter
from tests.paperwork.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2025-07-15T10:00:00+09:00")]


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


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
