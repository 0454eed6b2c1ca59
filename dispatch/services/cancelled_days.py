"""Who counts on the days of a request that is cancelled: found and kept before all falls away."""

from dataclasses import dataclass, field

from django.utils import timezone

from dispatch.choices import AskState, NoticeTo, Side
from dispatch.models import CancelNotice
from dispatch.papers.decision_letters import session_days
from dispatch.rules.person_keys import person_key
from dispatch.rules.plan_content import CLIENT, session_data, session_key
from dispatch.rules.plan_versions import day_of, own_sessions, people, what, when, where
from dispatch.services.ask_rows import rows_of
from dispatch.services.told_plans import told_plans

WAITING = (AskState.ASKED, AskState.ACCEPTED)
NOBODY: dict = {"sessions": []}


@dataclass(frozen=True)
class _Asked:
    """Somebody asked, as what, for which sessions (by their key)."""

    name: str = ""
    role: str = ""
    days: dict = field(default_factory=dict)


def remember(request, *, side: str) -> list[CancelNotice]:
    """A notice still to be written for each of them; call it before the days are cancelled.

    A client who withdraws before any decision is told if anybody is.
    """
    told, now = told_plans(request), _standing(request)
    names, asked = people(now), _asked(request, now)
    for plan in told.values():
        names |= people(plan)
    for key, one in asked.items():
        names.setdefault(key, one.name)
    notices = [_to_person(request, key, name, told, now, asked) for key, name in names.items()]
    found = [one for one in notices if one.days]
    if found or CLIENT in told or side != Side.CLIENT:
        found = [_to_client(request, told, now), *found]
    return CancelNotice.objects.bulk_create(one for one in found if one.days)


def _to_client(request, told: dict, now: dict) -> CancelNotice:
    sessions = _coming([*told.get(CLIENT, NOBODY)["sessions"], *now["sessions"]])
    return CancelNotice(
        request=request,
        to=NoticeTo.CLIENT,
        name=str(request.client),
        decided=CLIENT in told,
        days="\n".join(session_days(sessions)),
        trades=_trades(sessions),
    )


def _to_person(request, key, name, told, now, asked) -> CancelNotice:
    """As they were told last; further days as they were agreed on or asked for."""
    parts = [*own_sessions(told.get(key, NOBODY), key), *own_sessions(now, key)]
    further = asked.get(key) or _Asked()
    roles = dict.fromkeys(further.days, further.role)
    roles |= {one["key"]: part["role_label"] for one, part in reversed(parts)}
    sessions = _coming([*(one for one, _ in parts), *further.days.values()])
    return CancelNotice(
        request=request,
        to=NoticeTo.INSTRUCTOR,
        person=key,
        name=name,
        decided=key in told,
        days="\n".join(f"・{when(one)}　{where(one)}　{roles[one['key']]}" for one in sessions),
        trades=_trades(sessions),
    )


def _standing(request) -> dict:
    """The sessions as they are planned now, as a decided plan has them."""
    rows = request.sessions.standing().with_people()
    return {"sessions": [session_data(one) for one in rows]}


def _asked(request, now: dict) -> dict[str, _Asked]:
    """By key, those who were asked and might still have come."""
    known = {one["key"]: one for one in now["sessions"]}
    found = {}
    for row in rows_of(request):
        if row.state not in WAITING or row.is_unsent:
            continue
        key, accepted = person_key(row.person), row.state == AskState.ACCEPTED
        wanted = [session_key(one.session_id) for one in row.asked if one.is_agreed or not accepted]
        days = {one: known[one] for one in wanted if one in known}
        before = found.get(key) or _Asked()
        found[key] = _Asked(row.person.name, row.get_role_display(), before.days | days)
    return found


def _coming(sessions: list[dict]) -> list[dict]:
    """Each once, in order, without those that are over."""
    once = {one["key"]: one for one in reversed(sessions)}
    ahead = [one for one in once.values() if day_of(one) >= timezone.localdate()]
    return sorted(ahead, key=lambda one: (one["day"], one["starts"], one["key"]))


def _trades(sessions: list[dict]) -> str:
    return "、".join(dict.fromkeys(map(what, sessions)))
