"""経過 of one organization: its talks with the office and its requests."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from aomori_skills.base import wareki
from dispatch.choices import AssignmentState
from dispatch.models import Consultation, DispatchRequest, Session
from meisters.services.timeline import Event

TALK, REQUEST, SESSION = "talk", "request", "session"
STANDING = Q(assignments__state__in=(AssignmentState.TENTATIVE, AssignmentState.CONFIRMED))
KINDS = ((TALK, "相談・援助"), (REQUEST, "派遣依頼"), (SESSION, "指導日"))


@dataclass(frozen=True)
class DispatchEvent(Event):
    """One line of plan area 2."""

    kinds = KINDS


def talks(organization) -> Iterator[Event]:
    """One query."""
    rows = Consultation.objects.filter(organization=organization)
    for row in rows.select_related("author", "trade"):
        about = (
            row.person and f"相談者：{row.person}",
            row.trade and f"職種：{row.trade}",
        )
        yield DispatchEvent(
            row.consulted_on,
            TALK,
            f"{row.get_theme_display()}の相談（{row.get_way_display()}）",
            "　".join(filter(None, about)),
            str(row.author),
            row.get_absolute_url(),
            row.pk,
            _next(row),
        )


def requests(organization) -> Iterator[Event]:
    """One query."""
    rows = DispatchRequest.objects.filter(client=organization)
    for row in rows.select_related("owner", "trade"):
        yield DispatchEvent(
            row.received_on,
            REQUEST,
            f"{row.number}の受付",
            f"{row.get_kind_display()}　職種：{row.trade}　{row.get_state_display()}",
            str(row.owner),
            row.get_absolute_url(),
            row.pk,
        )


def sessions(organization) -> Iterator[Event]:
    """One query."""
    rows = Session.objects.filter(request__client=organization).for_listing()
    for row in rows.annotate(going=Count("assignments", filter=STANDING)):
        going = f"従事者{row.going}人" if row.going else "従事者は未定"
        yield DispatchEvent(
            row.held_on,
            SESSION,
            f"{row.trade}の指導（{row.state_now[1]}）",
            f"{row.starts_at:%H:%M}～{row.ends_at:%H:%M}　{row.place}　{going}",
            str(row.attendant or row.request.owner),
            row.get_absolute_url(),
            row.pk,
        )


def _next(talk) -> str:
    """What was promised, by when, or that it is done."""
    if not talk.next_action:
        return ""
    when = f"{wareki.format_date(talk.next_on)}まで" if talk.next_on else "期日なし"
    return f"{talk.next_action}（{'済み' if talk.next_done_on else when}）"
