"""相談記録票: one talk on one page, to be filed."""

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.office.models import OfficeProfile
from meisters.papers.archive import safe_name
from meisters.papers.visit_report import STAMPS

TITLE = "相談記録票"


def render_sheet(row) -> Pdf:
    """Load the row with organization, trade and author."""
    profile = OfficeProfile.objects.on(row.consulted_on)
    head = profile.head_title if profile else ""
    return form(
        TITLE,
        (FormSection("", (*_asker(row), *_talk(row), _upcoming(row))),),
        template="pdf/consultation_sheet.html",
        stamps=(head or "所属長", *STAMPS),
    )


def file_name(row) -> str:
    """相談記録票_20250610_株式会社りんご工務店.pdf."""
    return f"{TITLE}_{row.consulted_on:%Y%m%d}_{safe_name(row.asker)}.pdf"


def _asker(row) -> tuple[tuple[Box, ...], ...]:
    place = row.organization
    town = f"（{place.municipality}）" if place and place.municipality else ""
    return (
        (Box("相談日", wareki.format_day(row.consulted_on)), Box("方法", row.get_way_display())),
        (Box("所属", f"{place}{town}" if place else ""),),
        (Box("氏名", row.person), Box("電話番号", row.phone)),
        (Box("人数", f"{row.people}人"), Box("対応者", str(row.author))),
    )


def _talk(row) -> tuple[tuple[Box, ...], ...]:
    return (
        (Box("種別", row.get_theme_display()), Box("職種", str(row.trade or ""))),
        (Box("相談の内容", row.question, lines=13),),
        (Box("回答・援助の内容", row.answer, lines=13),),
    )


def _upcoming(row) -> tuple[Box, ...]:
    day = f"（{wareki.format_day(row.next_on)}まで）" if row.next_on else ""
    done = f"\n{wareki.format_day(row.next_done_on)}に済み" if row.next_done_on else ""
    return (Box("次の対応", f"{row.next_action}{day}{done}", lines=3),)
