"""派遣承諾書: a page for each person who is asked, its code in the corner."""

from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, pages_of, render, tick
from aomori_skills.base.workbook import Column
from aomori_skills.paperwork.services.letterhead import contact_on
from dispatch.models.session import hours_of, where
from dispatch.papers.ask_letters import (
    content_of,
    kind_of,
    rows_of,
    trades_of,
    trainees_of,
)
from meisters.papers.archive import safe_name
from meisters.papers.reply_ways import FAX, reply_ways

TITLE = "派遣承諾書"
TEMPLATE = "pdf/consent_forms.html"
ANSWERS = (
    "派遣を承諾します。",
    "次の日程だけ承諾します（承諾できる日に○を付けてください）。",
    "承諾できません。",
)
TRAVEL = (("自家用車", "公共交通機関"), ("その他（　　　　　　　）",))
"""Two on one line, so that no box is parted from its words."""

DAY_COLUMNS = (
    Column("承諾", lambda one: ""),
    Column("指導日", lambda one: wareki.format_day(one.session.held_on)),
    Column("時間", lambda one: hours_of(one.session)),
    Column("場所", lambda one: where(one.session) + (f"（{one.moved}）" if one.moved else "")),
)


def render_forms(asks, day: date) -> Pdf:
    """Forms in the order of ``asks`` (with ``asked`` and their request), a page each."""
    office = contact_on(day)
    context = {
        "title": TITLE,
        "addressee": f"{office.name}　行",
        "fax": dict(office.lines).get(FAX, ""),
        "forms": [(ask.code, _due(ask.reply_by, day), _sections(ask, office)) for ask in asks],
    }
    return render(TEMPLATE, context, long=len(context["forms"]) > 1)


def single_forms(asks, day: date) -> list[bytes]:
    """The same pages as a PDF each; laid out in one go, which is many times quicker."""
    rows = list(asks)
    whole = render_forms(rows, day) if rows else None
    if whole is None or whole.pages != len(rows):
        return [bytes(render_forms([row], day)) for row in rows]
    return pages_of(whole)


def file_name(ask) -> str:
    """派遣承諾書_打診R8-00012_岩木太郎.pdf."""
    return f"{TITLE}_{ask.code}_{safe_name(ask.person.name)}.pdf"


def _sections(ask, office) -> tuple[FormSection, ...]:
    rows = rows_of(ask)
    sessions = [one.session for one in rows]
    return (
        FormSection(
            "1　派遣の内容",
            (
                (Box("派遣先", str(ask.request.client)),),
                (Box("職種", trades_of(ask, sessions)), Box("役割", ask.get_role_display())),
                (Box("受講者", trainees_of(ask.request)),),
                (Box("内容", content_of(ask, sessions)),),
            ),
            columns=DAY_COLUMNS,
            records=tuple(rows),
        ),
        FormSection(
            "2　回答（該当する□に印を付けてください）",
            (
                (Box("派遣の承諾", choices=ANSWERS),),
                (Box("できない理由", ""),),
            ),
        ),
        FormSection(
            "3　回答する方",
            (
                (Box("記入日", "令和　　年　　月　　日"), Box("区分", kind_of(ask.person))),
                (
                    Box(
                        "氏名",
                        f"{ask.person.name}　　　　　　　　　　（署名又は記名押印）",
                    ),
                ),
                (Box("当日の連絡先", ""), Box("交通手段", _travel(), lines=2)),
                (Box("工具・材料・\n連絡事項", "", lines=2),),
            ),
            note=reply_ways(office),
        ),
    )


def _travel() -> str:
    return "\n".join(tick(((one, one) for one in line), None) for line in TRAVEL)


def _due(reply_by: date | None, day: date) -> str:
    if reply_by is None:
        return ""
    due = wareki.format_day(reply_by)
    if day <= reply_by:
        return f"回答期限　{due}"
    return f"回答期限（{due}）を過ぎましたので、早めにお送りください。"
