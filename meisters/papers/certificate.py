"""修了証 of 指導技法等講習."""

from datetime import date

from aomori_skills.base import pdf, wareki
from aomori_skills.paperwork.services.letterhead import contact_on, sender_on
from meisters.papers.course_letters import full_name

SUBJECT, SYMBOL = "修了証", "修了"
TEMPLATE = "pdf/certificate.html"


def addressee(meister) -> str:
    return f"{full_name(meister)}　殿"


def certificate(participation, *, number: str, issued_on: date, again: bool = False) -> pdf.Pdf:
    """One page for one person; ``again`` marks a reissue."""
    course = participation.course
    days = wareki.format_date(course.starts_on)
    if course.last_day != course.starts_on:
        days += f"から{wareki.format_date(course.last_day)}まで"
    context = {
        "title": SUBJECT,
        "number": number,
        "again": again,
        "name": addressee(participation.meister),
        "text": (
            f"あなたは、{contact_on(issued_on).name}が{days}に実施した"
            f"「{course}」の課程を修了されましたので、これを証します。"
        ),
        "completed_on": wareki.format_date(participation.completed_on),
        "issued_on": wareki.format_date(issued_on),
        "sender": sender_on(issued_on),
    }
    return pdf.render(TEMPLATE, context)
