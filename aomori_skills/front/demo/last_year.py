"""令和7年度, from the first visits to the last answer of the center."""

from datetime import date

from aomori_skills.front.demo import batches
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.applicants import Applicant
from aomori_skills.front.demo.workdays import open_day
from aomori_skills.office.models import User
from meisters.choices import Result, Way
from meisters.models import ApplicationRound
from meisters.rules import workflows

AUTHORS = {
    "bonju": "tanto",
    "kasagi": "tanto",
    "mabechi": "tanto2",
    "hirosawa": "tanto",
    "kanita": "tanto2",
    "tokiwa": "tanto",
    "sukayu": "tanto",
    "osore": "tanto2",
    "hakusan": "tanto2",
}
ANSWERED = "推薦者に確認し、推薦日を記入した推薦書に差し替えて提出した。"
ILLNESS = "本人から、健康上の理由で今年度の申請を見合わせたいとの連絡があった。"


def tell(people: dict[str, Applicant], users: dict[str, User]) -> list[Story]:
    """Three rounds: three certified, then one of three rejected, then one inquiry."""
    by, manager = users["tanto"], users["shonin"]
    rounds = [
        batches.open_round(date(2025, 6, 20), date(2025, 7, 4), by),
        batches.open_round(date(2025, 9, 19), date(2025, 10, 3), by),
        batches.open_round(date(2025, 11, 21), date(2025, 12, 5), by),
    ]
    first, second, third = rounds
    return [
        _certify(people["bonju"], first, manager, date(2025, 4, 16), 6),
        _certify(people["kasagi"], first, manager, date(2025, 4, 22), 6),
        _certify(people["mabechi"], first, users["shonin2"], date(2025, 5, 8), 6),
        _submit(first, by, date(2025, 7, 1), date(2025, 8, 29), {}),
        _certify(people["hirosawa"], second, manager, date(2025, 7, 9), 8),
        _certify(people["kanita"], second, manager, date(2025, 7, 16), 9),
        _certify(people["tokiwa"], second, manager, date(2025, 8, 4), 9),
        _submit(second, by, date(2025, 9, 30), date(2025, 11, 28), {"常盤台": Result.REJECTED}),
        _certify(people["sukayu"], third, manager, date(2025, 9, 10), 10),
        _certify(people["osore"], third, users["shonin2"], date(2025, 9, 24), 11),
        _give_up(people["hakusan"], third, date(2025, 10, 8)),
        _submit_with_inquiry(third, users["tanto"], people["sukayu"]),
    ]


def _certify(
    person: Applicant, round_: ApplicationRound, manager: User, met: date, month: int
) -> Story:
    """From the visit to the approval in the middle of a month; the bundle takes it from there."""
    yield from person.meet(met, note="訪問先の紹介で面談した。")
    yield from person.write(open_day(date(2025, month, 2)), round_)
    yield from person.hand_in(open_day(date(2025, month, 9)), Way.POST)
    yield from person.check(open_day(date(2025, month, 11)))
    yield from person.ask(open_day(date(2025, month, 11)))
    yield from person.approve(open_day(date(2025, month, 16)), manager)


def _submit(
    round_: ApplicationRound, by: User, sent: date, answered: date, special: dict[str, str]
) -> Story:
    yield from batches.send(round_, sent, by)
    yield from batches.answer(round_, answered, by, special)


def _submit_with_inquiry(round_: ApplicationRound, by: User, person: Applicant) -> Story:
    yield from batches.send(round_, date(2025, 12, 2), by)
    inquiry = {person.row["family_name"]: Result.INQUIRY}
    yield from batches.answer(round_, date(2026, 1, 14), by, inquiry, final=False)
    yield from person.reply(date(2026, 1, 20), ANSWERED)
    yield from batches.answer(round_, date(2026, 2, 24), by, {})


def _give_up(person: Applicant, round_: ApplicationRound, met: date) -> Story:
    yield from person.meet(met)
    yield from person.write(date(2025, 11, 4), round_, whole=False)
    yield from person.take(date(2025, 11, 17), workflows.WITHDRAW.name, ILLNESS)
