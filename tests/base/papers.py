"""A letter, and the words on the pages of a paper."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from aomori_skills.base import pdf

LETTER = pdf.Letter(
    number="青技振第12号",
    issued_on=date(2025, 7, 15),
    addressees=("中央技能振興センター所長　殿",),
    sender=("青森県技能振興コーナー", "コーナー長　津軽　太郎"),
    subject="ものづくりマイスター認定申請書類の提出について",
    paragraphs=("標記について、下記のとおり提出します。", "御査収ください。"),
    items=(
        pdf.Item("令和7年度第2回", heading="回"),
        pdf.Item("3名", heading="申請者数"),
        pdf.Item(
            heading="提出書類",
            items=(
                pdf.Item("認定申請書", items=(pdf.Item("合格証書の写し"), pdf.Item("証明書"))),
                pdf.Item("申請者一覧"),
            ),
        ),
    ),
    contact=pdf.Contact(
        "青森県技能振興コーナー", (("担当", "下北　花子"), ("電話", "017-111-2222"))
    ),
)


def pages_of(content: bytes) -> list[str]:
    """The text of each page, spaces and line ends removed."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def lines_of(content: bytes) -> list[str]:
    """The lines of the first page, spaces removed."""
    lines = PdfReader(BytesIO(content)).pages[0].extract_text().splitlines()
    return ["".join(line.split()) for line in lines]
