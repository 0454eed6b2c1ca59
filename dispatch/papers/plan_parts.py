"""Boxes that the papers of a plan have in common."""

from decimal import Decimal

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection
from aomori_skills.paperwork.services.letterhead import contact_on
from dispatch.rules.plan_rows import trade_text
from dispatch.rules.plan_totals import PlanTotals
from meisters.papers.archive import safe_name


def line(label: str, text) -> Box:
    """A box as high as its words."""
    return Box(label, text or "", lines=0)


def client_section(row, title: str) -> FormSection:
    contact = row.contact
    phone = contact.phone if contact and contact.phone else row.client.phone
    return FormSection(
        title,
        (
            (line("名称", row.client), line("学科・部署", row.department)),
            (line("担当者", contact), line("電話番号", phone)),
            (line("受講者", people_text(row)), line("年齢", ages_text(row))),
        ),
    )


def subject_boxes(row) -> tuple[tuple[Box, ...], ...]:
    """職種 with the further ones, and what the dispatch is for."""
    trades = [row, *row.further_trades.all()]
    purpose = row.get_purpose_display()
    day = wareki.format_date(row.test_on) if row.test_on else ""
    told = "　".join(filter(None, (row.test_grade, day)))
    return (
        (line("派遣の区分", row.get_kind_display()),),
        (line("職種", "、".join(trade_text(one) for one in trades)),),
        (line("目的", f"{purpose}（{told}）" if told else purpose),),
    )


def figure(number: Decimal) -> Decimal | int:
    """2 rather than 2.00, and still a number."""
    return int(number) if number == int(number) else number.normalize()


def people_text(row) -> str:
    known = f"{row.people}人" if row.people else "人数は未定"
    return f"{known}（{row.grade}）" if row.grade else known


def ages_text(row) -> str:
    ages = dict.fromkeys(one for one in (row.youngest, row.oldest) if one is not None)
    return "～".join(f"{one}歳" for one in ages)


def totals_text(totals: PlanTotals) -> str:
    """合計 of the rows; what is not known is said, and in no sum."""
    parts = [
        f"指導回数　{totals.sessions_words}",
        f"指導時間　{totals.hours_words}",
        f"受講者　{totals.people}人" if totals.people else "受講者　未定",
        f"延べ受講者　{totals.attendances}人{_missing(totals)}",
        f"指導者等　延べ{totals.person_days}人日",
    ]
    return "\n".join(parts)


def _missing(totals: PlanTotals) -> str:
    count = totals.without_people
    return f"（ほかに人数が未定の指導日{count}件）" if count else ""


def maker(row) -> str:
    """Who has made the paper."""
    return f"作成：{contact_on(timezone.localdate()).name}　担当：{row.owner}"


def file_name(title: str, row, ending: str = ".pdf") -> str:
    """実技指導計画書_派R8-012_青森県立青森工業高等学校.pdf."""
    return f"{title}_{row.number}_{safe_name(str(row.client))}{ending}"
