"""Work in progress around the day of loading: every state that an application can be in."""

from aomori_skills.front.demo import batches
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.applicants import Applicant
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.models import User
from meisters.choices import Result, Way
from meisters.models import ApplicationRound
from meisters.rules import workflows
from meisters.services import approvals

AUTHORS = {
    "kayano": "tanto",
    "asamizu": "tanto2",
    "iwamuro": "tanto",
    "ikokuma": "tanto",
    "yakeyama": "tanto2",
    "tengu": "tanto",
    "mutsumi": "shonin",
    "natsudomari": "tanto",
    "natsui": "tanto2",
    "kizukuri": "tanto2",
    "tanabu": "tanto",
    "kominato": "tanto",
    "shichiri": "tanto2",
}
SEND_BACK = (
    "実技指導経験の回数が推薦書では3回、申請書では2回です。どちらが正しいか本人に確認してください。"
)
EXCEPTION = "実務経験は14年だが、技能グランプリ出場などの実績から同等の技能があると認める。"
MOVED = "本人から、来年度の申請に改めたいとの申出があった。"


def tell(days: Workdays, people: dict[str, Applicant], users: dict[str, User]) -> list[Story]:
    """One round sent, one with its deadline ahead, one to come."""
    by, manager = users["tanto"], users["shonin"]
    sent = batches.open_round(days.back(31), days.back(17), by)
    ahead = batches.open_round(days.ahead(12), days.ahead(27), by)
    batches.open_round(days.ahead(75), days.ahead(90), by)
    return [
        _approved(people["kayano"], sent, manager, days, 110),
        _approved(people["asamizu"], sent, manager, days, 105),
        _approved(people["iwamuro"], sent, users["shonin2"], days, 100),
        _inquired(sent, people["iwamuro"], by, days),
        _overdue(people["ikokuma"], sent, days),
        _approved(people["yakeyama"], ahead, manager, days, 62),
        _awaiting(people["tengu"], ahead, days, 24),
        _awaiting(people["mutsumi"], ahead, days, 18),
        _excepted(people["natsudomari"], ahead, users["shonin2"], days),
        _checked(people["natsui"], ahead, days),
        _received(people["kizukuri"], ahead, days),
        _sent_back(people["tanabu"], ahead, manager, days),
        _draft(people["kominato"], ahead, days),
        _withdrawn(people["shichiri"], ahead, days),
    ]


def _approved(
    person: Applicant, round_: ApplicationRound, manager: User, days: Workdays, met: int
) -> Story:
    yield from person.meet(days.back(met))
    yield from person.write(days.back(met - 30), round_)
    yield from person.hand_in(days.back(met - 45), Way.POST)
    yield from person.check(days.back(met - 48))
    yield from person.ask(days.back(met - 50))
    yield from person.approve(days.back(met - 55), manager)


def _inquired(round_: ApplicationRound, person: Applicant, by: User, days: Workdays) -> Story:
    """The bundle goes out; so far the center has only a question about one person."""
    yield from batches.send(round_, days.back(25), by)
    inquiry = {person.row["family_name"]: Result.INQUIRY}
    yield from batches.answer(round_, days.back(5), by, inquiry, final=False)


def _overdue(person: Applicant, round_: ApplicationRound, days: Workdays) -> Story:
    yield from person.meet(days.back(70))
    yield from person.write(days.back(48), round_)
    yield from person.hand_in(days.back(34), Way.VISIT)


def _awaiting(person: Applicant, round_: ApplicationRound, days: Workdays, started: int) -> Story:
    yield from person.meet(days.back(started + 20))
    yield from person.write(days.back(started), round_)
    yield from person.hand_in(days.back(started - 7))
    yield from person.check(days.back(started - 10))
    yield from person.ask(days.back(2), "添付書類はすべて原本と照合しました。")


def _excepted(person: Applicant, round_: ApplicationRound, manager: User, days: Workdays) -> Story:
    """A few months short of the years of practice: the manager lets it pass with a reason."""
    yield from person.meet(days.back(40))
    yield from person.write(days.back(21), round_)
    yield from person.hand_in(days.back(14))
    yield days.back(7), manager
    approvals.allow_exception(person.application.pk, "practice", by=manager, reason=EXCEPTION)
    yield from person.check(days.back(6))
    yield from person.ask(days.back(3))


def _checked(person: Applicant, round_: ApplicationRound, days: Workdays) -> Story:
    yield from person.meet(days.back(37))
    yield from person.write(days.back(15), round_)
    yield from person.hand_in(days.back(8), Way.EMAIL)
    yield from person.check(days.back(4))


def _received(person: Applicant, round_: ApplicationRound, days: Workdays) -> Story:
    """Handed in, but most of it is still missing."""
    yield from person.meet(days.back(33))
    yield from person.write(days.back(12), round_, whole=False)
    yield from person.hand_in(days.back(5), Way.FAX)


def _sent_back(person: Applicant, round_: ApplicationRound, manager: User, days: Workdays) -> Story:
    yield from _awaiting(person, round_, days, 26)
    yield days.back(1), manager
    approvals.send_back(person.application.pk, by=manager, comment=SEND_BACK)


def _draft(person: Applicant, round_: ApplicationRound, days: Workdays) -> Story:
    yield from person.meet(days.back(19))
    yield from person.write(days.back(8), round_, whole=False)


def _withdrawn(person: Applicant, round_: ApplicationRound, days: Workdays) -> Story:
    yield from person.meet(days.back(55))
    yield from person.write(days.back(30), round_, whole=False)
    yield from person.hand_in(days.back(22))
    yield from person.take(days.back(11), workflows.WITHDRAW.name, MOVED)
