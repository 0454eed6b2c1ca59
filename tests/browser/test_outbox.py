"""送信箱 as it is used: wording edited, drafts looked at, sent, issued, failed and sent again."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from unittest.mock import patch

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import MessageTemplate, OutgoingMessage
from aomori_skills.paperwork.services import outbox, templates
from aomori_skills.paperwork.services.outbox import Addressee
from tests.browser.taken import mails_in, pages_of
from tests.factories.outbox import MAIL, TEMPLATE, VALUES, drafted
from tests.files import pdf
from tests.paperwork.worker import work_off

SMTP_OPEN = "django.core.mail.backends.filebased.EmailBackend.open"


def test_a_manager_edits_the_wording_and_returns_to_the_first(desk_of):
    templates.load((TEMPLATE,))
    desk = desk_of("shonin")
    desk.go("/papers/templates/")
    desk.look("templates")
    desk.follow("説明会の案内")
    desk.look("template")
    desk.follow("編集する")
    desk.write("body", "{{生年月日}}の件で御説明します。")
    desk.press("保存する")
    assert "本文の「{{生年月日}}」は、この文例では差し込めません。" in desk.text
    desk.look("template_refused")
    desk.write("body", "{{氏名}}様に御説明します。")
    desk.press("保存する")
    assert "文例「説明会の案内」を保存しました。" in desk.said
    assert "岩木　太郎様に御説明します。" in desk.text

    desk.page.get_by_text("その他の操作").click()
    desk.follow("元の文例に戻す")
    desk.look("template_restore")
    desk.press("元の文例に戻す")
    assert MessageTemplate.objects.get(code=TEMPLATE.code).body == TEMPLATE.body


def test_a_letter_of_ones_own_is_written_looked_at_and_issued(desk_of):
    desk = desk_of("tanto")
    desk.go("/papers/messages/")
    desk.look("outbox_empty")
    desk.follow("下書きを作成する")
    desk.choose("template", "書類の送付")
    desk.choose("channel", "文書")
    desk.write("addressee", "株式会社りんご工務店　御中")
    desk.write("postcode", "0300801")
    desk.write("address", "青森県青森市新町一丁目1-1")
    desk.look("message_create")
    desk.press("下書きを作成する")
    assert "文面を書いてください。" in desk.said
    desk.write("items", "送付書類：{{部数}}")
    desk.press("保存して編集を続ける")
    assert "「{{部数}}」に入れる内容が分かりません。" in desk.text
    desk.look("message_edit")
    desk.write("items", "送付書類：案内　10部")
    desk.press("保存する")

    desk.page.get_by_text("その他の操作").click()
    desk.follow("ファイルを添付する")
    desk.attach("upload", "案内.pdf", pdf("leaflet"), "application/pdf")
    desk.press("加える")
    assert "「案内.pdf」を加えました。" in desk.said
    desk.look("message_files")
    message = OutgoingMessage.objects.get()
    preview = desk.page.request.get(f"{desk.address}/papers/messages/{message.pk}/preview/")
    assert "案" in pages_of(preview.body())[0]

    desk.go(message.get_absolute_url())
    desk.look("message_letter")
    desk.follow("発行する")
    desk.look("message_issue")
    desk.press("発行する")
    message.refresh_from_db()
    assert f"{message.document.number}（{wareki.format_date(message.dated_on)}）" in desk.said
    desk.look("message_issued")
    name, content = desk.download(lambda: desk.press("PDFをダウンロードする"))
    assert message.document.number in name
    assert "案内10部" in pages_of(content)[0]


def test_a_mail_is_put_off_sent_and_kept(desk_of, office, letter_box):
    message = drafted(by=office["tanto"], addressee=MAIL)
    desk = desk_of("tanto")
    desk.go("/")
    count = desk.page.locator(".site-news").first
    assert count.inner_text().split()[:2] == ["送信箱", "1"]
    desk.page.locator(".site-news").first.click()
    desk.look("outbox")
    desk.follow("岩木　太郎　様")
    desk.look("message_mail")
    desk.follow("送信する")
    desk.page.check("input[name=when][value=later]")
    desk.look("message_send")
    desk.press("送信する")
    assert "送信する日を入力してください。" in desk.text
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk.write("send_on", tomorrow.isoformat())
    desk.write("send_time", "08:30")
    desk.press("送信する")
    work_off()
    message.refresh_from_db()
    assert (message.state, mails_in(letter_box)) == (MessageState.SCHEDULED, [])
    desk.look("message_scheduled")

    desk.page.get_by_text("その他の操作").click()
    desk.follow("下書きに戻す")
    desk.press("下書きに戻す")
    desk.follow("送信する")
    desk.press("送信する")
    work_off()
    desk.page.reload()
    desk.look("message_sent")
    [sent] = mails_in(letter_box)
    assert (sent["To"], sent["Subject"]) == ("iwaki@example.jp", "岩木　太郎様への説明について")
    assert "日時：令和8年12月1日（火）13:30" in sent.get_content()
    _, copy = desk.download(lambda: desk.press("送信したメールの控えをダウンロードする"))
    kept = message_from_bytes(copy, policy=policy.default)
    assert (kept["Message-ID"], kept["Subject"]) == (sent["Message-ID"], sent["Subject"])
    assert sent.get_content().startswith(kept.get_content().rstrip())


def test_a_mail_that_fails_is_seen_at_home_and_sent_again(desk_of, office, letter_box):
    message = drafted(by=office["tanto"], addressee=MAIL)
    outbox.schedule(message.pk, by=office["tanto"])
    with patch(SMTP_OPEN, side_effect=ConnectionRefusedError):
        work_off()
    desk = desk_of("tanto")
    desk.go("/")
    assert "送信に失敗したメール" in desk.text
    desk.look("home_failed_mail")
    desk.go(message.get_absolute_url())
    assert "メールサーバーに接続できませんでした。" in desk.text
    desk.look("message_failed")
    desk.follow("もう一度送信する")
    desk.press("送信する")
    work_off()
    desk.page.reload()
    assert "送信済" in desk.text
    assert len(mails_in(letter_box)) == 1


def test_a_batch_is_looked_through_issued_and_printed(desk_of, office, letter_box):
    templates.load((TEMPLATE,))
    people = [f"岩木　{number:02}　様" for number in range(24)]
    rows = [(Addressee(name, address="青森市新町1-1"), VALUES) for name in people]
    rows.append((MAIL, VALUES))
    rows.append((Addressee("八甲田　次郎　様"), VALUES | {"日時": None}))
    batch, _ = outbox.draft_batch("説明会の案内", TEMPLATE.code, rows, by=office["tanto"])
    desk = desk_of("tanto")
    desk.go(batch.get_absolute_url())
    desk.look("batch_of_messages")
    desk.follow("送信・発行へ進む")
    assert "文書24通" in desk.text
    assert "「{{日時}}」に入れる内容が分かりません。" in desk.text
    desk.look("batch_send")
    desk.press("25件を送信・発行する")
    work_off()
    desk.go(batch.get_absolute_url())
    assert len(mails_in(letter_box)) == 1
    desk.look("batch_issued")

    assert "発行した文書24通を印刷し、宛名ラベルを封筒に貼って送ってください。" in desk.text
    _, content = desk.download(lambda: desk.press("発行した文書をまとめたPDF"))
    numbers = [int(re.search(r"第(\d+)号", words)[1]) for words in pages_of(content)]
    assert numbers == list(range(1, 25))
    _, labels = desk.download(lambda: desk.press("宛名ラベル（PDF）"))
    assert "岩木00様" in pages_of(labels)[0]
