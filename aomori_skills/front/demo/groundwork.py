"""What is settled before a decision in the demo: days, people who are asked, plan, talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from aomori_skills.office.models import User
from dispatch.choices import MeetingWay
from dispatch.models import Assistant, PriorMeeting, SkilledWorker
from dispatch.services import asks, plans, prior_meetings, requests, sessions
from dispatch.services.session_proposals import trades_of
from meisters.choices import Way
from meisters.models import Meister

REASONS = {
    "travel": "時間に余裕を見て、早めに出発する。",
    "closed_day": "依頼元の希望による。職員が立ち会う。",
    "availability": "本人に電話で確認し、都合がつくとの返事を得た。",
    "eligibility": "ほかに派遣できる人がいないため、登録の根拠を確認したうえで依頼する。",
    "yearly_cap": "本人の了承を得ている。",
    "course": "次回の講習を受ける予定。当日は職員が立ち会う。",
}
PREPARED, WAITING, ACCEPTED = ".", "?", "+"


@dataclass(frozen=True)
class Wanted:
    """Who is asked, as what, in which trade (empty: in all), and how it ends.

    ``end`` is one of the marks above, or the reason for which the person declines.
    """

    role: str
    name: str
    end: str
    trade: str


def people_of(told) -> Iterator[Wanted]:
    """「左官>lead:八甲田 千秋:+;assistant:…|畳製作>…」."""
    for part in told["people"].split("|"):
        trade, _, people = part.rpartition(">")
        for text in people.split(";"):
            role, name, end = text.split(":")
            yield Wanted(role, name, end, trade)


def lay(request_id: int, told, days: list[date], attendant: User | None, by: User) -> None:
    """The wished days become sessions in each trade, and the plan is written."""
    request = requests.locked(request_id)
    starts, ends = (time.fromisoformat(text) for text in told["time"].split("-"))
    for day in days:
        for values in trades_of(request):
            fields = {"held_on": day, "starts_at": starts, "ends_at": ends}
            sessions.add(request_id, values | fields | {"attendant": attendant}, by=by)
    if told["aim"]:
        plan = plans.locked(request_id)
        for name in ("aim", "method", "tools", "safety", "clothing"):
            setattr(plan, name, told[name])
        plan.full_clean(exclude=("request",))
        plans.save(plan, by=by)


def ask(request_id: int, told, day: date, by: User) -> None:
    """Everybody is put on the list; all but those kept back are asked by telephone."""
    for wanted in people_of(told):
        rows = requests.locked(request_id).sessions.standing()
        if wanted.trade:
            rows = rows.filter(trade__name=wanted.trade)
        keys = list(rows.values_list("pk", flat=True))
        [row] = asks.add(request_id, [_person(wanted.name)], keys, wanted.role, by=by)
        if wanted.end != PREPARED:
            asks.ask(row.pk, asked_on=day, way=Way.PHONE, reply_by=_reply_by(day), by=by)


def answer(request_id: int, told, day: date, by: User) -> None:
    """Who declines, then who comes; then the talk before the first day."""
    rows = {str(row.person): row for row in requests.locked(request_id).asks.all()}
    people = sorted(people_of(told), key=lambda one: one.end == ACCEPTED)
    for wanted in people:
        row = rows[wanted.name]
        if wanted.end == ACCEPTED:
            keys = row.sessions.values_list("session_id", flat=True)
            consent = day if told["consent"] else None
            asks.accept(
                row.pk, keys, answered_on=day, by=by, acknowledged=REASONS, consent_on=consent
            )
        elif wanted.end not in (PREPARED, WAITING):
            asks.decline(row.pk, answered_on=day, reason=wanted.end, by=by)
    if told["agreed"]:
        _meet(request_id, told, day, by)


def _meet(request_id: int, told, day: date, by: User) -> None:
    request = requests.locked(request_id)
    contact = request.contact or request.client
    leads = [one.name for one in people_of(told) if one.end == ACCEPTED and one.role == "lead"]
    meeting = PriorMeeting(
        request=request,
        met_on=day,
        way=MeetingWay.VISIT,
        place=str(request.client),
        people="、".join(map(str, (contact, *leads, by))),
        content="指導の目標、当日の流れ、会場と工具、安全の確保を打ち合わせた。",
        agreed=told["agreed"],
    )
    meeting.full_clean(exclude=("author", "request"))
    prior_meetings.record(meeting, by=by)


def _person(name: str):
    family, given = name.split(" ")
    for model in (Meister, SkilledWorker, Assistant):
        found = model.objects.filter(family_name=family, given_name=given).first()
        if found:
            return found
    raise LookupError(name)


def _reply_by(day: date) -> date:
    return date.fromordinal(day.toordinal() + 7)
