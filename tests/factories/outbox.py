"""Mails and letters."""

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import MessageTemplate
from aomori_skills.paperwork.rules.placeholders import Placeholder, Template
from aomori_skills.paperwork.services import attachments, outbox, templates
from aomori_skills.paperwork.services.outbox import Addressee
from tests.factories.paperwork import PDF

TEMPLATE = Template(
    code="test-notice",
    name="説明会の案内",
    kind=DocumentKind.NOTICE,
    subject="{{氏名}}様への説明について",
    body="下記のとおり御説明します。\n御出席ください。",
    items="日時：{{日時}}\n場所：青森市文化会館\n・5階会議室\n　駐車場があります。",
    placeholders=(
        Placeholder("氏名", "相手の氏名", "岩木　太郎"),
        Placeholder("日時", "説明の日時", "令和8年12月1日（火）13:30"),
    ),
)
VALUES = {"氏名": "岩木　太郎", "日時": "令和8年12月1日（火）13:30"}
MAIL = Addressee("岩木　太郎　様", email="iwaki@example.jp")
POST = Addressee("岩木　太郎　様", postcode="030-0801", address="青森県青森市新町一丁目1-1")


def drafted(*, by, addressee=POST, values=VALUES, template=TEMPLATE, **more):
    """A draft from the template above."""
    templates.load((template,))
    return outbox.draft(template.code, addressee=addressee, values=values, by=by, **more)


def enclosed(by, name: str = "案内図.pdf"):
    """A file that goes along."""
    return attachments.keep(PDF, name=name, content_type="application/pdf", by=by)


def sample_messages(by) -> dict:
    """A mail with a file, a letter, a batch and a template, for tests that visit every page."""
    mail = drafted(by=by, addressee=MAIL, attachments=(enclosed(by),))
    batch, _ = outbox.draft_batch("説明会の案内", TEMPLATE.code, [(POST, VALUES)] * 2, by=by)
    return {
        "message": mail,
        "message_issue": drafted(by=by),
        "message_batch": batch,
        "template": MessageTemplate.objects.get(code=TEMPLATE.code),
    }
