"""指導日 follow their request: what they had just as it told is changed together with it."""

from dataclasses import dataclass

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import DispatchRequest, Session
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.told import Told
from dispatch.services import requests, sessions
from dispatch.services.session_proposals import from_request, trades_of

TOGETHER = (("trade", "operation"), ("people",), ("place", "municipality"), ("content",))
"""What is changed in one, or stays as the day has it."""

BY_HAND = "指導日の「日時・場所・内容を変更する」で、理由を入力して直してください。"


@dataclass(frozen=True)
class Followed:
    """``days`` were changed, ``left`` were not, each with why; ``to_tell`` of the changes."""

    days: tuple[Session, ...] = ()
    left: tuple[tuple[Session, str], ...] = ()
    to_tell: tuple[Told, ...] = ()


@transaction.atomic
def update(request: DispatchRequest, *, by, parts=(), new_contact=None) -> Followed:
    """Save a request that the caller has got by ``requests.locked`` and changed, and its days."""
    before = proposed(request.pk)
    requests.update(request, by=by, parts=parts, new_contact=new_contact)
    return follow(request.pk, before, by=by)


def proposed(request_id: int) -> list[dict]:
    """What a new day of each trade would take from the stored request, its own trade first."""
    request = DispatchRequest.objects.whole().get(pk=request_id)
    return [from_request(request, row["trade"]) for row in trades_of(request)]


def follow(request_id: int, before: list[dict], *, by) -> Followed:
    """Change what the days still have as ``before``; the request is locked and saved."""
    after = proposed(request_id)
    rows = Session.objects.standing().filter(request=request_id).order_by("held_on", "starts_at")
    days, left, told = [], [], {}
    for session in rows.select_related("trade", "operation", "municipality"):
        changes = _changes(session, before, after)
        if not changes:
            continue
        try:
            with transaction.atomic():
                moved = sessions.move(session.pk, changes, version=session.version, by=by)
        except NeedsAcknowledgement as needed:
            asked = "".join(one.sentence for one in needed.conflicts)
            left.append((session, f"{asked}{BY_HAND}"))
        except TransitionDenied as denied:
            left.append((session, str(denied)))
        else:
            days.append(moved.session)
            told |= {one.name: one for one in moved.to_tell}
    return Followed(tuple(days), tuple(left), tuple(told.values()))


def _changes(session: Session, before: list[dict], after: list[dict]) -> dict:
    place = next((at for at, row in enumerate(before) if row["trade"] == session.trade), None)
    if place is None:
        return {}
    old = before[place]
    new = next((row for row in after if row["trade"] == session.trade), None)
    if new is None and place == 0:
        new = after[0]
    if new is None:
        return {}
    found = {}
    for names in TOGETHER:
        same = all(getattr(session, name) == old[name] for name in names)
        if same or (names[0] == "trade" and new["trade"] != old["trade"]):
            found |= {name: new[name] for name in names if new[name] != getattr(session, name)}
    return found
