"""送信箱: letters and mails sent, one that failed, one put off, and some that are still drafts."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.models import User
from aomori_skills.paperwork import papers
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import delivery, drafting, outbox
from aomori_skills.paperwork.services.outbox import Addressee

FILES = "django.core.mail.backends.filebased.EmailBackend"
LEAFLETS = (
    Addressee("岩木川左官業組合　御中", postcode="036-8355", address="弘前市元寺町1-1"),
    Addressee("まさかり板金業組合　御中", postcode="035-0031", address="むつ市柳町1-1-1"),
    Addressee("はまなす機械技能士会　御中", postcode="033-0031", address="三沢市桜町1-1-38"),
)
THANKS = (
    "先日はお忙しいところ、訪問に御対応いただきありがとうございました。\n"
    "お話のありました制度の資料は、別途郵送いたします。\n"
    "引き続きよろしくお願いいたします。"
)
ASKING = (
    "候補の方の御紹介について、御検討の状況をお聞かせください。\n来週、あらためてお電話いたします。"
)


def in_files():
    """Mails of the demo stay in the house, whatever server is set."""
    place = settings.VAR_DIR / "mail"
    return override_settings(EMAIL_BACKEND=FILES, EMAIL_FILE_PATH=place)


def stories(days: Workdays, users: dict[str, User]) -> list[Story]:
    by, colleague = users["tanto"], users["tanto2"]
    return [
        _send_leaflets(by, days),
        _thank(by, days),
        _reach_nobody(by, days),
        _write_drafts(by, colleague, days),
    ]


def _send_leaflets(by: User, days: Workdays) -> Story:
    yield days.back(9), by
    letters = [_cover(one, by, "ものづくりマイスター制度の案内　10部") for one in LEAFLETS[:2]]
    yield days.back(9), by
    for letter in letters:
        outbox.issue(letter.pk, by=by)


def _thank(by: User, days: Workdays) -> Story:
    yield days.back(6), by
    mail = _note(Addressee("りんごの里建築技能士会　御中", "ringo@example.jp"), by, THANKS)
    yield days.back(6), by
    with in_files():
        outbox.schedule(mail.pk, by=by)
    yield days.back(6), by
    with in_files():
        delivery.deliver(mail.pk)


def _reach_nobody(by: User, days: Workdays) -> Story:
    """The address is wrong: the mail server says so."""
    yield days.back(2), by
    mail = _note(Addressee("ねぶた塗装店　御中", "nebuta@example.jp"), by, THANKS)
    yield days.back(2), by
    with in_files():
        outbox.schedule(mail.pk, by=by)
    yield days.back(2), by
    delivery.begin(mail.pk)
    refused = smtplib.SMTPRecipientsRefused({mail.email: (550, b"unknown")})
    delivery.fail(mail.pk, rules.reason_of_refusal(refused))


def _write_drafts(by: User, colleague: User, days: Workdays) -> Story:
    yield days.back(1), by
    _cover(LEAFLETS[2], by, "ものづくりマイスター制度の案内　10部")
    mail = _note(Addressee("りんごの里建築技能士会　御中", "ringo@example.jp"), by, ASKING)
    yield days.back(1), by
    with in_files():
        outbox.schedule(mail.pk, by=by, send_at=timezone.now() + timedelta(days=7))
    yield days.back(1), colleague
    drafting.draft(papers.NOTE.code, addressee=LEAFLETS[0], values={}, by=colleague)


def _cover(addressee: Addressee, by: User, enclosed: str):
    letter = drafting.draft(papers.COVER_LETTER.code, addressee=addressee, values={}, by=by)
    letter.items = f"送付書類：{enclosed}"
    return drafting.update(letter, by=by)


def _note(addressee: Addressee, by: User, body: str):
    mail = drafting.draft(papers.NOTE.code, addressee=addressee, values={}, by=by)
    mail.body = body
    return drafting.update(mail, by=by)
