"""The rows of an Excel reply form, read into an answer; what is wrong is named by its cell."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from aomori_skills.base.excel_input import SheetRow
from dispatch.choices import DispatchKind
from dispatch.models import SurveyAddressee, SurveyProposal, SurveyWish
from dispatch.papers import survey_reply_book as book
from meisters.services.register_cells import ChoiceCell, FieldCell, NameCell
from meisters.services.register_masters import Masters

Refuse = Callable[[int, str, str], None]


def _trade(masters: Masters, text: str):
    return masters.trade(text)


def _cells() -> dict[str, object]:
    """Heading → how its cell is read."""
    optional = {"required": False}
    return {
        book.ANSWERER: FieldCell.of(SurveyAddressee, "replied_by", book.ANSWERER, **optional),
        book.DEMAND: ChoiceCell(book.DEMAND, ((1, book.YES), (0, book.NO))),
        book.NOTE: FieldCell.of(SurveyAddressee, "note", book.NOTE, **optional),
        book.KIND: ChoiceCell(book.KIND, DispatchKind.choices),
        book.TRADE: NameCell(book.TRADE, _trade),
        book.PEOPLE: FieldCell.of(SurveyWish, "people", book.PEOPLE, **optional),
        book.SESSIONS: FieldCell.of(SurveyWish, "sessions", book.SESSIONS, **optional),
        book.WHEN: FieldCell.of(SurveyWish, "when", book.WHEN, **optional),
        book.CONTENT: FieldCell.of(SurveyWish, "content", book.CONTENT, **optional),
        book.PERSON: FieldCell.of(SurveyProposal, "name", book.PERSON, **optional),
        book.PERSON_TRADE: NameCell(book.PERSON_TRADE, _trade),
        book.POSITION: FieldCell.of(SurveyProposal, "position", book.POSITION, **optional),
    }


HEAD = {book.ANSWERER: "replied_by", book.DEMAND: "demand", book.NOTE: "note"}
WISH = {
    book.KIND: "kind",
    book.TRADE: "trade",
    book.PEOPLE: "people",
    book.SESSIONS: "sessions",
    book.WHEN: "when",
    book.CONTENT: "content",
}
PERSON = {book.PERSON: "name", book.PERSON_TRADE: "trade", book.POSITION: "position"}
NEEDED = {
    book.KIND: "派遣の区分を選択してください。",
    book.TRADE: "職種を選択してください。",
    book.PERSON: "候補者の氏名を入力してください。",
}


@dataclass
class Answer:
    """What the file says."""

    head: dict[str, object] = field(default_factory=dict)
    wishes: list[dict] = field(default_factory=list)
    persons: list[dict] = field(default_factory=list)


def read(rows: list[SheetRow], masters: Masters, refuse: Refuse) -> Answer:
    """The answer of one addressee; ``refuse(row number, heading, sentence)`` for each fault."""
    answer, cells, seen = Answer(), _cells(), {}
    for row in rows:
        for heading in HEAD:
            value = _read(cells[heading], row, masters, refuse)
            if value in (None, ""):
                continue
            if seen.setdefault(heading, value) != value:
                refuse(row.number, heading, "行によって内容が違います。1行だけに入力してください。")
        for names, found in ((WISH, answer.wishes), (PERSON, answer.persons)):
            if any(row[heading] != "" for heading in names):
                found.append(_line(names, cells, row, masters, refuse))
    answer.head = {name: seen.get(heading, "") for heading, name in HEAD.items()}
    _check_demand(answer, rows, refuse)
    return answer


def _line(names, cells, row, masters, refuse) -> dict:
    line = {}
    for heading, name in names.items():
        if row[heading] == "" and heading in NEEDED:
            refuse(row.number, heading, NEEDED[heading])
        line[name] = _read(cells[heading], row, masters, refuse)
    return line


def _read(cell, row: SheetRow, masters, refuse):
    try:
        return cell.read(row[cell.heading], masters)
    except ValidationError as error:
        refuse(row.number, cell.heading, error.messages[0])
        return None


def _check_demand(answer: Answer, rows, refuse) -> None:
    """Whether dispatches are wanted has to be said: an empty cell is no 「なし」."""
    first = rows[0].number if rows else 2
    demand = answer.head["demand"]
    if demand == "":
        refuse(first, book.DEMAND, "「あり」か「なし」を選択してください。")
        return
    answer.head["demand"] = demand == "1"
    if demand == "0" and answer.wishes:
        refuse(
            first,
            book.DEMAND,
            "「なし」ですが、希望する派遣が入力されています。どちらかを直してください。",
        )
    if demand == "1" and not answer.wishes:
        refuse(
            first,
            book.DEMAND,
            "「あり」ですが、希望する派遣が入力されていません。派遣の区分と職種を入力してください。",
        )
