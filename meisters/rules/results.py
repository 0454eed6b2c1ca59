"""Reading the center's answers before they are written down."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import ApplicationState, Result

OPEN_RESULTS = (Result.PENDING, Result.INQUIRY)
TO_CORRECT = {
    Result.CERTIFIED: (
        "認定は記録済みのため、ほかの結果に変えられません。"
        "マイスター名簿で「認定の取消を記録する」を選んでください。"
    ),
    Result.REJECTED: (
        "不認定は記録済みのため、ほかの結果に変えられません。"
        "申請の画面で「不認定の記録を取り消す」を選んでください。"
    ),
    Result.INQUIRY: "照会は記録済みのため、回答待ちには戻せません。",
}


@dataclass(frozen=True)
class Answered:
    """The center's answer for one row of a bundle."""

    item_id: int
    result: str
    result_on: date | None = None
    meister_number: str = ""
    comment: str = ""
    reply_due_on: date | None = None


def takes_answers(item) -> bool:
    """Whether the row still belongs to its bundle and to a living application."""
    return not item.cancelled and item.application.state != ApplicationState.WITHDRAWN


def is_open(item) -> bool:
    """Whether the center's last word on the row is still awaited."""
    return takes_answers(item) and item.result in OPEN_RESULTS


def is_news(item, answer: Answered) -> bool:
    """Whether ``answer`` says anything that the row does not say yet."""
    said = (item.result, item.result_on, item.meister_number, item.comment, item.reply_due_on)
    heard = (answer.result, answer.result_on, tidy_number(answer.meister_number))
    return said != (*heard, answer.comment.strip(), answer.reply_due_on)


def errors_of(answer: Answered, item, *, submitted_on: date, taken: dict[str, str]) -> dict:
    """Field → sentence for ``answer``, given for the row ``item`` as it is recorded so far.

    ``taken`` maps meister numbers in use to the name of their holder.
    """
    recorded = item.result
    if recorded != answer.result and (
        recorded not in OPEN_RESULTS or answer.result == Result.PENDING
    ):
        return {"result": TO_CORRECT.get(Result(recorded), "結果を選択してください。")}
    if answer.result == Result.PENDING:
        return {"result": "結果を選択してください。"}
    return (
        _date_errors(answer, submitted_on) | _text_errors(answer, taken) | _due_errors(answer, item)
    )


def _date_errors(answer, submitted_on) -> dict[str, str]:
    if answer.result_on is None:
        return {"result_on": "結果の日付を入力してください。"}
    if answer.result_on < submitted_on:
        return {"result_on": "結果の日付は提出日以後の日付を入力してください。"}
    return {}


def _due_errors(answer, item) -> dict[str, str]:
    """The day belongs to an inquiry; it stays on record when the final answer has come."""
    due = answer.reply_due_on
    if due is None:
        return {}
    if answer.result != Result.INQUIRY:
        if due == item.reply_due_on:
            return {}
        return {"reply_due_on": "回答期限は、結果が「照会」の場合だけ入力してください。"}
    if answer.result_on and due < answer.result_on:
        return {"reply_due_on": "回答期限は、照会の日付以後の日付を入力してください。"}
    return {}


def check_reply_day(item, day: date, *, today: date) -> None:
    """The answer to an inquiry is dated between the inquiry and today."""
    if not item.result_on <= day <= today:
        raise TransitionDenied(
            f"回答日は、照会の日（{wareki.format_date(item.result_on)}）から"
            f"今日（{wareki.format_date(today)}）までの日付を入力してください。"
        )


def _text_errors(answer, taken) -> dict[str, str]:
    number, found = tidy_number(answer.meister_number), {}
    if answer.result == Result.CERTIFIED:
        if not number:
            found["meister_number"] = "認定の場合は、認定番号を入力してください。"
        elif number in taken:
            found["meister_number"] = f"認定番号{number}は{taken[number]}に使われています。"
        return found
    if number:
        found["meister_number"] = "認定番号は、結果が「認定」の場合だけ入力してください。"
    if not answer.comment.strip():
        found["comment"] = "照会・不認定の場合は、内容を入力してください。"
    return found


def tidy_number(text: str) -> str:
    """A meister number without spaces, in half-width letters and digits."""
    return "".join(unicodedata.normalize("NFKC", text).split())
