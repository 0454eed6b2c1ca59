"""事前打合せ記録: one talk on one page, to be filed."""

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.office.models import OfficeProfile
from dispatch.papers.plan_parts import line
from dispatch.rules.plan_rows import trade_text
from meisters.papers.archive import safe_name
from meisters.papers.visit_report import STAMPS

TITLE = "事前打合せ記録"


def render_meeting(meeting) -> Pdf:
    """Load the record with its author and request (client, trade)."""
    row = meeting.request
    profile = OfficeProfile.objects.on(meeting.met_on)
    head = profile.head_title if profile else ""
    boxes = (
        (line("派遣依頼", f"{row.number}　{row.client}"),),
        (line("職種", trade_text(row)),),
        (
            line("打合せ日", wareki.format_day(meeting.met_on)),
            line("方法", meeting.get_way_display()),
        ),
        (line("場所", meeting.place), line("記録者", meeting.author)),
        (line("出席者", meeting.people),),
        (Box("打合せの内容", meeting.content, lines=13),),
        (Box("決まったこと", meeting.agreed, lines=13),),
    )
    return form(
        TITLE,
        (FormSection("", boxes),),
        template="pdf/consultation_sheet.html",
        stamps=(head or "所属長", *STAMPS),
    )


def file_name(meeting) -> str:
    """事前打合せ記録_20250610_青森県立青森工業高等学校.pdf."""
    return f"{TITLE}_{meeting.met_on:%Y%m%d}_{safe_name(str(meeting.request.client))}.pdf"
