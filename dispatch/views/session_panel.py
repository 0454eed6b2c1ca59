"""The tab 指導日 of a request: its sessions, and who goes to each."""

from dispatch.rules import sessions as rules


def sessions_context(request, row) -> dict:
    sessions = list(row.sessions.for_listing().prefetch_related("assignments"))
    return {
        "sessions": sessions,
        "can_change": rules.can_change(row, by=request.user),
    }
