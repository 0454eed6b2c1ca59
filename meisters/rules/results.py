"""Reading the center's answers before they are written down."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from meisters.choices import Result


@dataclass(frozen=True)
class Answered:
    """The center's answer for one row of a bundle."""

    item_id: int
    result: str
    result_on: date | None = None
    meister_number: str = ""
    comment: str = ""


def errors_of(answer: Answered, *, submitted_on: date, taken: dict[str, str]) -> dict[str, str]:
    """Field → sentence; ``taken`` maps meister numbers in use to the name of their holder."""
    found = {}
    if answer.result == Result.PENDING:
        return found
    if answer.result_on is None:
        found["result_on"] = "結果の日付を入力してください。"
    elif answer.result_on < submitted_on:
        found["result_on"] = "結果の日付は提出日以後の日付を入力してください。"
    if answer.result == Result.CERTIFIED:
        number = tidy_number(answer.meister_number)
        if not number:
            found["meister_number"] = "認定の場合は、認定番号を入力してください。"
        elif number in taken:
            found["meister_number"] = f"認定番号{number}は{taken[number]}に使われています。"
    elif not answer.comment.strip():
        found["comment"] = "照会・不認定の場合は、内容を入力してください。"
    return found


def tidy_number(text: str) -> str:
    """A meister number without spaces, in half-width letters and digits."""
    return "".join(unicodedata.normalize("NFKC", text).split())
