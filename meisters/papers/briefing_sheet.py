"""説明確認書: who was told what, to be signed by everybody on the day."""

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from aomori_skills.office.models import OfficeProfile

TITLE = "説明確認書"
LEAD = "ものづくりマイスターの活動に関する次の事項について説明を受け、内容を確認しました。"
BLANK_ROWS = 3


def render_sheet(briefing, people) -> Pdf:
    """``people`` with their meisters; three empty rows for those who come unannounced."""
    profile = OfficeProfile.objects.on(timezone.localdate())
    return form(
        TITLE,
        (_about(briefing), _signatures(people)),
        code=f"説明{wareki.format_short(briefing.held_on)}-{briefing.pk}",
        name=TITLE,
        addressee=f"{profile.name if profile else '青森県技能振興コーナー'}　御中",
        lead=LEAD,
    )


def _about(briefing) -> FormSection:
    return FormSection(
        "1　説明",
        (
            (
                Box("説明日", wareki.format_day(briefing.held_on)),
                Box("方法", briefing.get_way_display()),
            ),
            (Box("場所", briefing.place),),
            (Box("説明事項", briefing.topics_text),),
            (Box("渡した資料", briefing.materials),),
            (Box("説明した職員", str(briefing.staff)),),
        ),
    )


def _signatures(people) -> FormSection:
    return FormSection(
        "2　確認",
        columns=(
            Column("氏名", lambda row: row.meister.name, "name"),
            Column("認定番号", lambda row: row.meister.number, "name"),
            Column("説明事項", lambda row: row.topics_text),
            Column("確認日", lambda row: row.confirmed_on or "月　　日", "date"),
            Column("署名", lambda row: "　" * 18),
        ),
        records=tuple(people),
        blank_rows=BLANK_ROWS,
        note="講習の受講が任意の方には、「指導技法等講習の受講」は記載していません。",
    )
