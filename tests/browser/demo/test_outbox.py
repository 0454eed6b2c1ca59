"""送信箱: a mail is drafted, held back by a word nobody can fill in, looked at, sent and kept."""

from email import message_from_bytes, policy

from aomori_skills.paperwork.models import OutgoingMessage
from tests.browser.taken import mails_in, rows_of
from tests.paperwork.worker import work_off

TO = "りんごの里建築技能士会　御中"
ADDRESS = "sato@example.jp"
UNKNOWN = "「{{会場}}」に入れる内容が分かりません。"


def test_a_mail_with_an_unknown_word_waits_until_it_is_mended(desk_of, letter_box):
    desk = desk_of("tanto")
    _draft(desk)
    message = OutgoingMessage.objects.get(email=ADDRESS)
    _be_refused(desk, message)
    _mend(desk, message)
    _send(desk, message)
    (sent,) = [mail for mail in mails_in(letter_box) if mail["To"] == ADDRESS]
    assert sent["Subject"] == "御連絡"
    assert "説明会の会場は、青森県技能会館です。" in sent.get_content()
    _see_what_was_sent(desk, sent)


def _draft(desk):
    desk.go("/papers/messages/")
    desk.look("outbox")
    desk.follow("下書きを作成する")
    desk.choose("template", "連絡（自由な文面）")
    desk.choose("channel", "メール")
    desk.write("addressee", TO)
    desk.write("email", ADDRESS)
    desk.look("message_create")
    desk.press("下書きを作成する")
    desk.write("body", "説明会の会場は、{{会場}}です。")
    desk.press("保存して編集を続ける")
    assert UNKNOWN in desk.text
    desk.look("message_edit")


def _be_refused(desk, message):
    desk.go(message.get_absolute_url())
    assert UNKNOWN in desk.text
    assert "説明会の会場は、{{会場}}です。" in desk.page.locator(".mail-text").inner_text()
    desk.look("message_held_back")
    desk.go(f"{message.get_absolute_url()}send/")
    assert desk.page.get_by_role("button", name="送信する", exact=True).count() == 0


def _mend(desk, message):
    desk.go(message.get_absolute_url())
    desk.open_more()
    desk.follow("編集する")
    desk.write("body", "説明会の会場は、青森県技能会館です。")
    desk.press("保存する")
    assert UNKNOWN not in desk.text
    assert "青森県技能会館" in desk.page.locator(".mail-text").inner_text()


def _send(desk, message):
    desk.follow("送信する")
    desk.look("message_send")
    desk.press("送信する")
    work_off()
    desk.go(message.get_absolute_url())
    assert "送信済" in desk.page.locator(".page-state").inner_text()
    desk.look("message_sent")


def _see_what_was_sent(desk, sent):
    _, copy = desk.download(lambda: desk.press("送信したメールの控えをダウンロードする"))
    kept = message_from_bytes(copy, policy=policy.default)
    assert (kept["Message-ID"], kept["To"]) == (sent["Message-ID"], ADDRESS)
    desk.go("/papers/messages/?state=sent&q=りんごの里")
    _, content = desk.take_excel("本人への交付")
    assert [(row["宛名"], row["状態"]) for row in rows_of(content)] == [(TO, "送信済")] * 2
