"""Who is booked at the session itself: told of an earlier 辞退, and asked for the 派遣承諾書."""

from collections.abc import Iterable

from django.db.models import Max, TextChoices
from django.utils import timezone

from aomori_skills.base import wareki
from dispatch.choices import AskState, AssignmentState, InstructorRole
from dispatch.models import Ask, AskedSession, Assignment
from dispatch.rules.asks import OPEN
from dispatch.rules.assignments import Conflict
from dispatch.rules.person_keys import columns, person_key
from dispatch.rules.soft_conflicts import Found
from dispatch.services.ask_rows import TOLD
from meisters.choices import Way

HERE = "指導日の画面で、本人の承諾を得たものとして割り当てました。"


class Refusal(TextChoices):
    """What a reason is asked for beside the soft conflicts."""

    DECLINED = "declined", "辞退"


def refusal(session, person) -> Conflict | None:
    """The person's last word on this session was no."""
    return refusals([(session, person)]).get((session.pk, person_key(person)))


def refusals(pairs: Iterable[tuple]) -> dict[tuple, Conflict]:
    """(session pk, person key) → the refusal, of those pairs that have one; one query."""
    wanted = {(session.pk, person_key(person)): (session, person) for session, person in pairs}
    asked = AskedSession.objects.filter(session__in={pk for pk, _ in wanted}).select_related(
        "ask__meister",
        "ask__skilled_worker",
        "ask__assistant",
        "session__municipality",
        "municipality",
    )
    last = {
        (one.session_id, person_key(one.ask.person)): one for one in asked.order_by("ask__order")
    }
    return {
        key: _refused(*wanted[key], one)
        for key, one in last.items()
        if key in wanted and one.ask.state == AskState.DECLINED
    }


def _refused(session, person, asked: AskedSession) -> Conflict:
    said = wareki.format_short(asked.ask.answered_on)
    then = f"変更前の日程（{asked}）で打診した時に" if asked.moved else "この指導日の打診を"
    text = f"この人は、{then}辞退しています（{said}　{asked.ask.reason}）。"
    return Conflict(person, session, Found(Refusal.DECLINED, text))


def keep(row: Assignment, *, reason: str = "", by) -> None:
    """A confirmed instructor has an accepted ask, so that the 派遣承諾書 is asked for.

    An ask that waits for its answer is left alone: the answer is written down there.
    """
    if row.state != AssignmentState.CONFIRMED or row.role == InstructorRole.ASSISTANT:
        return
    request = row.session.request
    asks = Ask.objects.filter(request=request, **columns(row.person))
    if AskedSession.objects.filter(assignment=row).exists():
        return
    if asks.filter(state__in=OPEN, sessions__session=row.session).exists():
        return
    accepted = asks.filter(state=AskState.ACCEPTED, role=row.role, consent_on=None)
    ask = accepted.order_by("order").last() or _new(request, row, reason, by)
    told = {name: getattr(row.session, name) for name in TOLD}
    AskedSession.objects.update_or_create(
        ask=ask, session=row.session, defaults={"assignment": row, **told}
    )


def _new(request, row: Assignment, reason: str, by) -> Ask:
    today = timezone.localdate()
    order = request.asks.aggregate(last=Max("order"))["last"] or 0
    return Ask.objects.create(
        request=request,
        order=order + 1,
        role=row.role,
        state=AskState.ACCEPTED,
        asked_on=today,
        answered_on=today,
        way=Way.PHONE,
        reason=(f"{HERE}{reason}")[:200],
        by=by,
        **columns(row.person),
    )
