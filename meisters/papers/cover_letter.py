"""送付文書: the official letter with which a bundle goes to the center."""

from collections import Counter
from datetime import date

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.services import letters
from aomori_skills.paperwork.services.letterhead import Letterhead

SUBJECT = "ものづくりマイスター認定申請書の提出について"
FILE_NAME = "送付文書.pdf"


def compose(applications, application_round, *, issued_on: date, by) -> pdf.Letter:
    """The letter for ``applications`` (loaded by ``whole()``), still without its number."""
    return letters.compose(
        subject=SUBJECT,
        addressees=(addressee_on(issued_on),),
        issued_on=issued_on,
        paragraphs=(
            f"このことについて、{application_round}申請分として、下記のとおり認定申請書等を提出します。",
            "つきましては、御審査のうえ、認定くださいますようお願いいたします。",
        ),
        items=(
            pdf.Item(f"{len(applications)}件", "申請件数"),
            pdf.Item(_by_trade(applications), "職種別内訳"),
            pdf.Item("", "提出書類", _enclosures(applications)),
        ),
        contact=by,
    )


def missing_on(day: date, *, by) -> tuple[pdf.Missing, ...]:
    """What the office has to set before a cover letter of ``day`` can be issued."""
    head = Letterhead(day)
    return pdf.missing_values([head.symbol, head.sender, head.contact(by)])


def addressee_on(day: date) -> str:
    """「中央技能振興センター　所長　様」, or 御中 while the head's title is not set."""
    profile = OfficeProfile.objects.on(day)
    if profile is None:
        return f"{OfficeProfile._meta.get_field('center_name').default}　御中"
    head = profile.center_head.strip()
    return f"{profile.center_name}　{head}　様" if head else f"{profile.center_name}　御中"


def _by_trade(applications) -> str:
    """「建築大工2件、造園1件」; who applies for two trades counts in both."""
    counts = Counter(
        trade
        for application in applications
        for trade in {row.trade for row in application.qualifications.all()}
    )
    ordered = sorted(counts.items(), key=lambda pair: (pair[0].order, pair[0].pk))
    text = "、".join(f"{trade}{count}件" for trade, count in ordered)
    return f"{text}（重複を含む）" if counts.total() > len(applications) else text


def _enclosures(applications) -> tuple[pdf.Item, ...]:
    count = len(applications)
    return (
        pdf.Item("認定申請者一覧（Excel）　1部"),
        pdf.Item(f"認定申請書　{count}部"),
        pdf.Item("合格証書等の写しその他の添付書類　一式"),
    )
