"""Drafts of 送信箱 as people see them, and what was sent."""

from datetime import date
from io import BytesIO

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
from tests.factories.outbox import MAIL, POST, VALUES, drafted, enclosed
from tests.factories.paperwork import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, row, *more) -> str:
    return reverse(f"paperwork:{name}", args=(row.pk, *more))


def text_of(response) -> str:
    return response.content.decode()


def sent_mail(by) -> OutgoingMessage:
    message = drafted(by=by, addressee=MAIL, attachments=(enclosed(by),))
    outbox.schedule(message.pk, by=by)
    delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


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
