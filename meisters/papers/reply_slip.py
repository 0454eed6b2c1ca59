"""回答票: the slip that goes with an invitation and comes back by post, fax or mail."""

from datetime import date

from aomori_skills.base import pdf, wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection
from aomori_skills.paperwork.services.letterhead import contact_on
from meisters.choices import CourseReply
from meisters.papers.course_letters import full_name, place_text, time_text
from meisters.papers.reply_ways import reply_ways

ANSWERS = (CourseReply.COMING.label, CourseReply.NOT_COMING.label)
TITLE, TEMPLATE = "回　答　票", "pdf/reply_slip.html"


def reply_slip(participation, day: date) -> pdf.Pdf:
    """The slip of one person, with the office as it is on ``day``."""
    course, office = participation.course, contact_on(day)
    return pdf.form(
        TITLE,
        _sections(course, participation.meister, office),
        code=f"整理番号　講習{course.pk}－{participation.pk}",
        addressee=f"{office.name}　行",
        template=TEMPLATE,
        fax=dict(office.lines).get("FAX", ""),
        due=f"回答期限　{wareki.format_day(course.reply_by)}" if course.reply_by else "",
    )


def _sections(course, meister, office) -> tuple[FormSection, ...]:
    return (
        FormSection(
            "1　講習・研修",
            (
                (Box("名称", str(course)),),
                (Box("日時", time_text(course)),),
                (Box("場所", place_text(course)),),
            ),
        ),
        FormSection(
            "2　回答する方",
            (
                (Box("氏名", full_name(meister)), Box("認定番号", meister.number)),
                (Box("記入日", "令和　　　年　　　月　　　日", lines=2),),
                (Box("日中の連絡先", "", lines=3),),
            ),
        ),
        FormSection(
            "3　回答（該当する□に印を付けてください）",
            (
                (Box("出欠", choices=ANSWERS),),
                (Box("連絡事項", "", lines=9),),
            ),
            note="FAX、郵送又はメールでお送りください。電話での回答も承ります。FAXに送り状は不要です。"
            f"\n{reply_ways(office)}",
        ),
    )
