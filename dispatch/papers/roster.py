"""受講者名簿: as PDF and Excel for people, and the Excel form that clients fill in."""

from datetime import date

from aomori_skills.base import pdf
from aomori_skills.base.workbook import Column, Workbook, people_table
from aomori_skills.paperwork.services.letterhead import contact_on
from dispatch.rules.plan_rows import trade_text
from dispatch.rules.trainee_rows import AGE, CODE, HEADINGS, NAME, ORDER, PHOTO
from dispatch.rules.trainee_rows import FIELDS as NAMES
from meisters.choices import Answer

TITLE = "受講者名簿"
LEAST_LINES = 40
WIDTHS = {CODE: 14, "氏名": 18, "氏名（カナ）": 22, "学年・組・部署": 20, "備考": 28}


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


def roster_pdf(row, trainees, *, issued_on: date) -> pdf.Pdf:
    return pdf.table(
        TITLE,
        _about(row),
        columns(),
        trainees,
        totals=_sums(trainees),
        issued_on=issued_on,
        office=contact_on(issued_on).name,
        conditions=f"派遣依頼：{row.number}　職種：{_trades(row)}",
        note="この名簿は、派遣の実施と保険の手続のほかには使いません。",
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
    return book.to_bytes()


def _about(row) -> str:
    return "　".join(filter(None, (str(row.client), str(row.department or ""), row.grade)))


def _trades(row) -> str:
    return "、".join(trade_text(one) for one in (row, *row.further_trades.all()))


def _sums(trainees) -> dict[str, str]:
    return {ORDER: "計", NAME: f"{len(trainees)}人"}
