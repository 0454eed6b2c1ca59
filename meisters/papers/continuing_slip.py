"""回答票 of the yearly confirmation: a page for each person, its code in the corner."""

from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, pages_of, render
from aomori_skills.paperwork.services.letterhead import contact_on
from meisters.choices import StillActive
from meisters.papers.reply_ways import FAX, reply_ways

TITLE = "活動継続の確認　回答票"
ANSWERS = tuple(answer.label for answer in StillActive if answer != StillActive.PENDING)
TEMPLATE = "pdf/continuing_slips.html"
BY = "FAX、郵送又はメールでお送りください。電話での回答も承ります。FAXに送り状は不要です。"


def render_slips(confirmations, day: date) -> Pdf:
    """Slips in the order of ``confirmations`` (with round, meister and trades), a page each."""
    office = contact_on(day)
    context = {
        "title": TITLE,
        "addressee": f"{office.name}　行",
        "fax": dict(office.lines).get(FAX, ""),
        "slips": [
            (row.code, _due(row.round, day), _sections(row, office)) for row in confirmations
        ],
    }
    return render(TEMPLATE, context, long=len(context["slips"]) > 1)


def single_slips(confirmations, day: date) -> list[bytes]:
    """The same pages as a PDF each; laid out in one go, which is many times quicker."""
    rows = list(confirmations)
    whole = render_slips(rows, day) if rows else None
    if whole is None or whole.pages != len(rows):
        return [bytes(render_slips([row], day)) for row in rows]
    return pages_of(whole)


def file_name(confirmation) -> str:
    return f"回答票_{confirmation.code}.pdf"


def _sections(row, office) -> tuple[FormSection, ...]:
    meister = row.meister
    trades = "、".join(str(trade) for trade in meister.trades.all())
    return (
        FormSection(
            "1　回答する方",
            (
                (Box("氏名", meister.name), Box("認定番号", meister.number)),
                (Box("認定職種", trades),),
                (Box("記入日", "令和　　年　　月　　日"),),
            ),
        ),
        FormSection(
            "2　回答（該当する□に印を付けてください）",
            (
                (Box("活動の継続", choices=ANSWERS),),
                (Box("休止の期間・\n辞退の理由", "", lines=3),),
            ),
        ),
        FormSection(
            "3　登録内容の変更（変更があるものだけ記入してください）",
            (
                (Box("住所", "〒", lines=2),),
                (Box("電話番号"), Box("携帯電話")),
                (Box("メール"),),
                (Box("勤務先・役職", "", lines=2),),
                (Box("活動できる\n地域・日程", "", lines=2),),
                (Box("連絡事項", "", lines=2),),
            ),
            note=f"{BY}\n{reply_ways(office)}",
        ),
    )


def _due(round_, day: date) -> str:
    due = wareki.format_day(round_.reply_by)
    if day <= round_.reply_by:
        return f"回答期限　{due}"
    return f"回答期限（{due}）を過ぎましたので、早めにお送りください。"
