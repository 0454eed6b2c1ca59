"""送信箱 and 文例 as people see them."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork import papers
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import (
    DisclosureLog,
    MessageAttachment,
    MessageTemplate,
    OutgoingMessage,
)
from aomori_skills.paperwork.services import delivery, outbox, templates
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, POST, TEMPLATE, VALUES, drafted, enclosed
from tests.factories.paperwork import PDF

pytestmark = pytest.mark.django_db
LIST = "/papers/messages/"


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def shonin(client, tanto):
    user = UserFactory(shonin=True)
    client.force_login(user)
    return user


def page(name, row, *more) -> str:
    return reverse(f"paperwork:{name}", args=(row.pk, *more))


def text_of(response) -> str:
    return response.content.decode()


def rows_of(response) -> list:
    return [row.record for row in response.context["table"].page.object_list]


def sent_mail(by) -> OutgoingMessage:
    message = drafted(by=by, addressee=MAIL, attachments=(enclosed(by),))
    outbox.schedule(message.pk, by=by)
    delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


# Lists


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_equally_often(client, tanto, count, django_assert_num_queries):
    for _ in range(count):
        drafted(by=tanto)
        outbox.issue(drafted(by=tanto).pk, by=tanto)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_the_database_equally_often(client, tanto, count, django_assert_num_queries):
    templates.load((TEMPLATE,))
    rows = [(POST, VALUES)] * count
    batch, _ = outbox.draft_batch("説明会", TEMPLATE.code, rows, by=tanto)
    client.get(batch.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(batch.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_confirm_page_of_a_batch_reads_the_office_once(
    client, tanto, count, django_assert_num_queries
):
    templates.load((TEMPLATE,))
    rows = [(MAIL, VALUES), (POST, VALUES)] * count
    batch, _ = outbox.draft_batch("説明会", TEMPLATE.code, rows, by=tanto)
    client.get(page("message_batch_send", batch))
    with django_assert_num_queries(6):
        client.get(page("message_batch_send", batch))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [3, 2, 1, 0]),
        ({"q": "太郎 りんご"}, [3]),
        ({"q": "リンゴ"}, [3]),
        ({"state": "sent"}, [2]),
        ({"scope": "waiting"}, [3, 1, 0]),
        ({"channel": "email"}, [1]),
    ],
)
def test_the_list_is_searched_and_filtered(client, tanto, query, expected):
    firm = outbox.Addressee("株式会社りんご工務店　御中")
    made = [drafted(by=tanto), drafted(by=tanto, addressee=MAIL), drafted(by=tanto)]
    made.append(drafted(by=tanto, addressee=firm))
    outbox.issue(made[2].pk, by=tanto)
    assert rows_of(client.get(LIST, query)) == [made[n] for n in expected]


def test_the_header_counts_own_drafts_and_failures(client, tanto):
    drafted(by=tanto)
    outbox.cancel(drafted(by=tanto).pk, by=tanto)
    drafted(by=UserFactory(shonin=True))
    answer = client.get("/masters/trades/")
    assert "送信箱 <strong>1</strong>" in text_of(answer)
    link = f"{LIST}?scope=waiting&amp;author={tanto.pk}"
    assert link in text_of(answer)


def test_the_list_goes_out_with_a_purpose(client, tanto):
    drafted(by=tanto)
    refused = client.post(LIST, {"_export": "xlsx"})
    answer = client.post(LIST, {"_export": "xlsx", "purpose": "内部での確認・点検"})
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    told = dict(zip(*rows, strict=True))
    assert (refused.status_code, DisclosureLog.objects.count()) == (422, 1)
    assert {name: told[name] for name in ("宛名", "送り方", "状態", "郵便番号", "送付先")} == {
        "宛名": "岩木　太郎　様",
        "送り方": "文書",
        "状態": "下書き",
        "郵便番号": "030-0801",
        "送付先": "青森県青森市新町一丁目1-1",
    }
    shown = client.post(LIST, {"_export": "print", "purpose": "内部での確認・点検"})
    assert "岩木　太郎　様" in text_of(shown)


# What keeps a draft here


def test_a_value_that_is_missing_is_named_and_blocks(client, tanto):
    message = drafted(by=tanto, values=VALUES | {"日時": None})
    shown = text_of(client.get(message.get_absolute_url()))
    assert "「{{日時}}」に入れる内容が分かりません。" in shown

    answer = client.post(page("message_issue", message), {"issued_on": "2026-11-02"})
    message.refresh_from_db()
    assert (answer.status_code, message.state) == (422, MessageState.DRAFT)
    assert "「{{日時}}」に入れる内容が分かりません。" in text_of(answer)


@pytest.mark.parametrize("addressee", [MAIL, POST])
def test_an_office_that_is_not_set_up_sends_nothing(client, tanto, addressee):
    message = drafted(by=tanto, addressee=addressee)
    OfficeProfile.objects.all().delete()
    name = "message_send" if message.is_mail else "message_issue"
    answer = client.post(page(name, message), {"when": "now", "issued_on": "2026-11-02"})
    wanted = "メールアドレス" if message.is_mail else "公文書記号"
    assert answer.status_code == 422
    assert f"「コーナーの設定」で{wanted}を設定してください。" in text_of(answer)


def test_without_a_mail_server_the_administrator_is_named(client, tanto, settings):
    message = drafted(by=tanto, addressee=MAIL)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    answer = client.post(page("message_send", message), {"when": "now"})
    assert answer.status_code == 422
    assert "管理者に、環境変数 EMAIL_HOST の設定を依頼してください。" in text_of(answer)
    settings.EMAIL_HOST = "smtp.example.jp"
    typed = {"when": "now", "version": message.version}
    assert client.post(page("message_send", message), typed).status_code == 302


# Drafts


def test_who_has_no_address_gets_a_letter_in_one_click(client, tanto):
    message = drafted(by=tanto, addressee=MAIL)
    client.post(page("message_channel", message))
    message.refresh_from_db()
    assert message.channel == Channel.LETTER

    plain = drafted(by=tanto)
    answer = client.post(page("message_channel", plain), follow=True)
    plain.refresh_from_db()
    assert plain.channel == Channel.LETTER
    assert "メールアドレスが登録されていないため" in text_of(answer)


def form_of(message, **more) -> dict:
    names = ("channel", "addressee", "email", "postcode", "address", "subject", "body", "items")
    kept = {name: getattr(message, name) for name in names}
    return kept | {"dated_on": message.dated_on, "version": message.version} | more


def test_a_draft_is_edited_and_two_people_lose_nothing(client, tanto):
    message = drafted(by=tanto)
    form = client.get(page("message_edit", message)).context["form"]
    read = form["as_read"].initial
    first = form_of(message, as_read=read, subject="説明について（改）")
    assert client.post(page("message_edit", message), first).status_code == 302

    second = client.post(
        page("message_edit", message), form_of(message, as_read=read, subject="説明会について")
    )
    message.refresh_from_db()
    assert (second.status_code, message.subject) == (422, "説明について（改）")
    assert "説明会について" in text_of(second)


def test_a_mail_needs_an_address(client, tanto):
    message = drafted(by=tanto)
    answer = client.post(page("message_edit", message), form_of(message, channel="email"))
    assert answer.status_code == 422
    assert 'id="id_email_error"' in text_of(answer)


def test_files_are_added_and_taken_off(client, tanto):
    message = drafted(by=tanto)
    client.post(page("message_files", message), {"upload": SimpleUploadedFile("地図.pdf", PDF)})
    [row] = message.attachments.all()
    assert row.attachment.original_name == "地図.pdf"
    client.post(page("message_file_remove", message, row.attachment_id))
    assert message.attachments.count() == 0


def test_the_letter_is_previewed_with_its_values(client, tanto):
    answer = client.get(page("message_preview", drafted(by=tanto)))
    words = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    for text in ("案", "岩木　太郎　様", "令和8年12月1日（火）13:30", "5階会議室", "駐車場"):
        assert text in words


def test_nobody_edits_what_is_not_a_draft(client, tanto):
    message = drafted(by=tanto)
    outbox.issue(message.pk, by=tanto)
    answer = client.post(page("message_edit", message), form_of(message, subject="別"))
    message.refresh_from_db()
    assert (answer.status_code, message.subject) == (302, "岩木　太郎様への説明について")


# What was sent stays


def test_what_was_sent_stays_as_it_was(tanto):
    message = sent_mail(tanto)
    for change in (
        lambda: OutgoingMessage.objects.filter(pk=message.pk).update(body="別"),
        lambda: OutgoingMessage.objects.filter(pk=message.pk).delete(),
        lambda: MessageAttachment.objects.filter(message=message).delete(),
        lambda: MessageAttachment.objects.create(message=message, attachment=enclosed(tanto)),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_the_copy_is_downloaded_and_written_down(client, tanto):
    message = sent_mail(tanto)
    answer = client.post(page("message_file", message, message.copy_id))
    assert answer.content == message.copy.read()
    assert DisclosureLog.objects.get().what.startswith("送信箱 岩木　太郎　様あて")


# Templates


def test_a_template_is_edited_with_listed_placeholders_only(client, shonin):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    url = page("template_edit", template)
    typed = {"subject": "{{氏名}}様", "body": "{{生年月日}}", "items": "", "version": 1}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "本文の「{{生年月日}}」は、この文例では差し込めません。" in text_of(refused)
    assert 'id="id_body_error"' in text_of(refused)

    half = client.post(url, typed | {"body": "{{氏名様"})
    assert (half.status_code, 'id="id_body_error"' in text_of(half)) == (422, True)

    done = client.post(url, typed | {"body": "｛｛氏名｝｝様へ"})
    template.refresh_from_db()
    assert (done.status_code, template.body, template.is_as_shipped) == (
        302,
        "｛｛氏名｝｝様へ",
        False,
    )
    assert drafted(by=shonin).body == "岩木　太郎様へ"


def test_setting_up_again_leaves_edited_wording_alone(shonin):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    template.body = "直した本文"
    templates.update(template, by=shonin)
    assert templates.load((TEMPLATE,)) == 0
    template.refresh_from_db()
    assert template.body == "直した本文"

    templates.restore_shipped(template.pk, by=shonin)
    template.refresh_from_db()
    assert (template.body, template.edited_at) == (TEMPLATE.body, None)


def test_only_managers_edit_templates(client, tanto):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    shown = client.get(template.get_absolute_url())
    assert (shown.status_code, "編集する" in text_of(shown)) == (200, False)
    assert client.get(page("template_edit", template)).status_code == 403


def test_a_template_is_shown_with_its_examples(client, shonin):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    assert "日時：令和8年12月1日（火）13:30" in text_of(client.get(template.get_absolute_url()))
    answer = client.get(page("template_preview", template))
    words = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert ("案" in words, "岩木　太郎様への説明について" in words) == (True, True)


def test_a_draft_of_ones_own_begins_with_a_template(client, tanto):
    templates.load(papers.TEMPLATES)
    note = MessageTemplate.objects.get(code="cover-letter")
    typed = {"template": note.pk, "channel": "letter", "addressee": "青森工業高校　御中"}
    answer = client.post(reverse("paperwork:message_create"), typed)
    message = OutgoingMessage.objects.get()
    assert answer.url == page("message_edit", message)
    assert (message.addressee, message.subject) == ("青森工業高校　御中", "書類の送付について")


def test_the_day_of_a_letter_decides_its_year(tanto):
    old = outbox.issue(drafted(by=tanto).pk, by=tanto, issued_on=date(2026, 3, 31))
    new = outbox.issue(drafted(by=tanto).pk, by=tanto, issued_on=date(2026, 4, 1))
    assert [(one.document.fiscal_year, one.document.serial) for one in (old, new)] == [
        (2025, 1),
        (2026, 1),
    ]
