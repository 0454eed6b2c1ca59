"""回答票: the slip that goes with an invitation and comes back by post, fax or mail."""

from datetime import date

from aomori_skills.base import pdf, wareki
from aomori_skills.paperwork.services.letterhead import contact_on
from meisters.choices import CourseReply
from meisters.papers.course_letters import full_name, place_text, time_text
from meisters.papers.reply_ways import reply_ways

ANSWERS = [(reply, reply.label) for reply in (CourseReply.COMING, CourseReply.NOT_COMING)]


def reply_slip(participation, day: date) -> pdf.Pdf:
    """The slip of one person, with the office as it is on ``day``."""
    course, meister = participation.course, participation.meister
    office = contact_on(day)
    return pdf.form(
        "回　答　票",
        (
            pdf.FormSection(
                "講習・研修",
                (
                    (pdf.FormField("名称", str(course)),),
                    (pdf.FormField("日時", time_text(course)),),
                    (pdf.FormField("場所", place_text(course)),),
                ),
            ),
            pdf.FormSection(
                "回答する方",
                (
                    (
                        pdf.FormField("氏名", full_name(meister)),
                        pdf.FormField("認定番号", meister.number),
                    ),
                    (pdf.FormField("日中の連絡先", "", lines=2),),
                ),
            ),
            pdf.FormSection(
                "回答（該当する□に印を付けてください）",
                (
                    (pdf.FormField("出欠", pdf.tick(ANSWERS, None), lines=2),),
                    (pdf.FormField("連絡事項", "", lines=5),),
                ),
                note=_return(course, office),
            ),
        ),
        code=f"整理番号　講習{course.pk}－{participation.pk}",
        addressee=f"{office.name}　行",
    )


def _return(course, office) -> str:
    by = f"{wareki.format_day(course.reply_by)}までに" if course.reply_by else ""
    return f"{by}次のいずれかへお送りください。電話での回答も受け付けます。\n{reply_ways(office)}"
