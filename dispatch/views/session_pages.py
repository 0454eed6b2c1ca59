"""What the page of a session shows."""

from aomori_skills.base import history, page, wareki
from aomori_skills.base.page import current_tab
from dispatch.models import Session
from dispatch.rules import sessions as rules
from dispatch.rules.occasions import minutes_of
from dispatch.services import bookings
from dispatch.services.session_notes import to_tell_of
from dispatch.views.request_pages import crumbs as request_crumbs
from dispatch.views.session_actions import actions_of, person_actions
from dispatch.views.session_lines import checked_lines_of, lines_of

TABS = (("overview", "概要"), ("history", "履歴"))


def shown_sessions():
    """With everything that the page reads."""
    rows = Session.objects.for_listing().with_people().with_further_names()
    return rows.select_related("request__contact").prefetch_related(
        "assignments__acknowledgements__by"
    )


def tab_url(request_row) -> str:
    return f"{request_row.get_absolute_url()}?tab=sessions"


def crumbs(session=None, *, request_row=None):
    """派遣依頼 › the request › the session."""
    row = session.request if session else request_row
    above = request_crumbs(row)
    return (*above, (str(session), session.get_absolute_url())) if session else above


def detail_context(request, session) -> dict:
    tabs = page.tabs(request, *TABS)
    tab = current_tab(tabs)
    (line,) = (checked_lines_of if tab == "overview" else lines_of)([session])
    session.request.further_names = session.further_names
    settled = bookings.why_settled(session)
    may_change = session.is_planned and not settled
    can_change = may_change and rules.can_change(session.request, by=request.user)
    hours = f"{session.starts_at:%H:%M}～{session.ends_at:%H:%M}"
    return {
        "kind": "指導日",
        "number": session.request.number,
        "title": f"{wareki.format_day(session.held_on)} {hours}（{session.trade}）",
        "subject": session,
        "line": line,
        "going": [(one, person_actions(one) if can_change else []) for one in line.going],
        "taught": _duration(minutes_of(session)),
        "told": to_tell_of(session) if tab == "overview" else (),
        "why_not": rules.why_not(session.request) or settled,
        "tabs": tabs,
        "tab": tab,
        "entries": history.entries(session, "assignments") if tab == "history" else (),
        "breadcrumbs": crumbs(request_row=session.request),
    } | actions_of(line, request.user)


def _duration(minutes: int) -> str:
    """2時間, 1時間50分."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}時間" * bool(hours) + f"{rest}分" * bool(rest)
