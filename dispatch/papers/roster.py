"""受講者名簿: as PDF and Excel for people, and the Excel form that clients fill in."""

from datetime import date

from django.utils import timezone

from aomori_skills.base import pdf, wareki
from aomori_skills.base.workbook import Column, Workbook, people_table
from aomori_skills.paperwork.services.letterhead import contact_on
from dispatch.papers.survey_reply_book import GUIDE_COLUMNS, GUIDE_SHEET
from dispatch.querysets.preparation import with_settle_by
from dispatch.rules.plan_rows import trade_text
from dispatch.rules.roster_groups import by_group
from dispatch.rules.trainee_rows import AGE, CODE, HEADINGS, NAME, ORDER, PHOTO
from dispatch.rules.trainee_rows import FIELDS as NAMES
from meisters.choices import Answer
from meisters.papers.reply_ways import reply_ways

TITLE = "受講者名簿"
LEAST_LINES = 40
PURPOSE = "この名簿は、派遣の実施と保険の手続のほかには使いません。"
WIDTHS = {CODE: 14, "氏名": 18, "氏名（カナ）": 22, "学年・組・部署": 20, "備考": 28}
GUIDE = (
    (
        "入力する場所",
        f"「{TITLE}」のシートに、受講者1人につき1行で入力してください。"
        f"「{CODE}」は変えないでください。人数より多い行は、空けたままで構いません。",
    ),
    ("氏名・カナ", "氏名は必ず入力してください。カナは、分かる範囲で入力してください。"),
    (
        "学年・組・部署",
        "「6年1組」「製造課」のように入力してください。組や部署ごとに名簿を分けて印刷します。",
    ),
    ("年齢", "指導日の時点の年齢を、数字だけで入力してください。"),
    (
        "写真の同意",
        "写真の撮影と公表に本人（未成年の方は保護者の方も）が同意しているかどうかを、"
        "「はい」「いいえ」「未確認」から選択してください。同意していない方は撮影しません。",
    ),
    ("備考", "配慮が必要なことなど、当日までにお知らせいただくことがあれば入力してください。"),
    ("個人情報", PURPOSE),
)


def columns() -> list[Column]:
    kinds = {ORDER: "number", AGE: "number", NAME: "name"}
    return [
        Column(
            heading,
            "get_photo_consent_display" if heading == PHOTO else name,
            kinds.get(heading, "text"),
        )
        for heading, name in NAMES.items()
    ]


def roster_pdf(row, trainees, *, issued_on: date, group: str = "") -> pdf.Pdf:
    return pdf.table(
        TITLE,
        "　".join(filter(None, (_about(row), group))),
        columns(),
        trainees,
        totals=_sums(trainees),
        issued_on=issued_on,
        office=contact_on(issued_on).name,
        conditions=f"派遣依頼：{row.number}　職種：{_trades(row)}",
        note=PURPOSE,
        template="pdf/roster.html",
    )


def roster_book(row, trainees, *, issued_on: date) -> bytes:
    return people_table(
        TITLE,
        f"{_about(row)}　{row.number}",
        columns(),
        trainees,
        totals=_sums(trainees),
        issued_on=issued_on,
        landscape=False,
    )


def groups_pdf(row, trainees, *, issued_on: date) -> bytes:
    """A list for each group, on sheets of its own."""
    return pdf.merged(
        roster_pdf(row, people, issued_on=issued_on, group=name)
        for name, people in by_group(trainees)
    )


def groups_book(row, trainees, *, issued_on: date) -> bytes:
    book = Workbook(title=TITLE)
    for name, people in by_group(trainees):
        book.add_people_table(
            TITLE,
            f"{_about(row)}　{name}　{row.number}",
            columns(),
            people,
            totals=_sums(people),
            issued_on=issued_on,
            name=name,
            landscape=False,
        )
    return book.to_bytes()


def form_book(row) -> bytes:
    """The form for the client: it carries the number of the request and nobody's name."""
    headings = (CODE, *HEADINGS)
    cells = [
        Column(
            name,
            lambda line, name=name: line.get(name, ""),
            "number" if name in (ORDER, AGE) else "text",
            width=WIDTHS.get(name),
        )
        for name in headings
    ]
    count = max(row.people or 0, LEAST_LINES)
    lines = [{CODE: row.number, ORDER: number} for number in range(1, count + 1)]
    book = Workbook(title=f"{TITLE}　{row.number}")
    book.add_machine_table(cells, lines, name=TITLE, choices={PHOTO: tuple(Answer.labels)})
    about = f"{_about(row)}　{row.number}"
    guide = guide_lines(row)
    book.add_people_table(TITLE, about, GUIDE_COLUMNS, guide, name=GUIDE_SHEET, landscape=False)
    book.open_at(GUIDE_SHEET)
    return book.to_bytes()


def guide_lines(row) -> tuple[tuple[str, str], ...]:
    """What the form says about itself on a sheet of its own."""
    days = with_settle_by(row.sessions.standing()).order_by("held_on").values_list("settle_by")
    due = next((day for (day,) in days if day), None)
    office = contact_on(timezone.localdate())
    return (
        ("提出期限", wareki.format_day(due) if due else "担当者から御案内する日"),
        ("提出先", f"{office.name}　担当：{row.owner}\n{reply_ways(office)}"),
        *GUIDE,
    )


def _about(row) -> str:
    return "　".join(filter(None, (str(row.client), str(row.department or ""), row.grade)))


def _trades(row) -> str:
    return "、".join(trade_text(one) for one in (row, *row.further_trades.all()))


def _sums(trainees) -> dict[str, str]:
    return {ORDER: "計", NAME: f"{len(trainees)}人"}
