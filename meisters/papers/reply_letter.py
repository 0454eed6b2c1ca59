"""照会への回答文書: the letter with which a corrected application goes to the center again."""

from datetime import date

from aomori_skills.base import pdf, wareki
from aomori_skills.paperwork.services import letters
from meisters.papers.cover_letter import addressee_on

SUBJECT = "照会事項への回答について"
FILE_NAME = "照会への回答文書.pdf"


def compose(item, *, reply: str, issued_on: date, by) -> pdf.Letter:
    """The letter about ``item`` (a BatchItem with its inquiry), still without its number."""
    sent = item.batch.letter
    asked_on = wareki.format_date(item.result_on)
    return letters.compose(
        subject=SUBJECT,
        addressees=(addressee_on(issued_on),),
        issued_on=issued_on,
        paragraphs=(
            f"{wareki.format_date(sent.issued_on)}付け{sent.number}で提出した認定申請書について、"
            f"{asked_on}に照会のありました事項に、下記のとおり回答します。",
            "つきましては、補正した申請書等を提出しますので、御審査くださいますようお願いいたします。",
        ),
        items=(
            pdf.Item(f"{item.application.number}　{item.application.name}", "申請者"),
            pdf.Item(item.comment, "照会事項"),
            pdf.Item(reply, "回答"),
            pdf.Item(
                "",
                "提出書類",
                (
                    pdf.Item("補正後の認定申請書　1部"),
                    pdf.Item("合格証書等の写しその他の添付書類　一式"),
                ),
            ),
        ),
        contact=by,
    )
