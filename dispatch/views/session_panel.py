"""The tab 指導日 of a request: its sessions, who goes to each, and the wished dates left."""

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.page import Action, allowed
from dispatch.rules import sessions as rules
from dispatch.rules.occasions import occasions
from dispatch.rules.workflows import EDIT
from dispatch.services.session_proposals import trades_of
from dispatch.views.session_lines import lines_of


def sessions_context(request, row) -> dict:
    """``wishes`` are those without a session yet; ``why_not`` says why nothing can be changed."""
    sessions = list(row.sessions.with_people().with_version())
    for session in sessions:
        session.request = row
    can_change = rules.can_change(row, by=request.user)
    trades = trades_of(row) if can_change else []
    wishes = _open_wishes(row, sessions, trades) if can_change else []
    return {
        "lines": lines_of(sessions),
        "planned": len(occasions(one for one in sessions if one.is_planned)),
        "can_change": can_change,
        "settled": _settled(sessions) if can_change else set(),
        "why_not": "" if can_change else rules.why_not(row),
        "wishes": wishes,
        "can_take": any(wish.starts_at for wish in wishes),
        "trades": [one["trade"] for one in trades],
        "session_actions": allowed([_add(row)], request.user) if can_change else [],
    }


def _settled(sessions) -> set[int]:
    """Keys of the days that were held and change no more."""
    today = timezone.localdate()
    return {
        one.pk for one in sessions if rules.why_settled(one, decided=one.has_version, today=today)
    }


def _open_wishes(row, sessions, trades) -> list:
    """Wished dates for which a trade of the request has no session."""
    have = {(one.held_on, one.starts_at, one.trade_id) for one in sessions if one.is_planned}
    days = {one.held_on for one in sessions if one.is_planned}
    return [
        wish
        for wish in sorted(row.wished_dates.all(), key=lambda one: (one.day, one.rank, one.pk))
        if (wish.starts_at is None and wish.day not in days)
        or (
            wish.starts_at is not None
            and any((wish.day, wish.starts_at, one["trade"].pk) not in have for one in trades)
        )
    ]


def _add(row) -> Action:
    url = reverse("dispatch:request_session_new", args=(row.pk,))
    return Action("指導日を追加する", url, permission=EDIT)
