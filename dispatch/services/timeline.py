"""経過 of one organization: its talks with the office and its requests."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispatch.models import Consultation, DispatchRequest
from meisters.services.timeline import Event

TALK, REQUEST = "talk", "request"
KINDS = ((TALK, "相談・援助"), (REQUEST, "派遣依頼"))


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
            row.next_action and f"次の対応：{row.next_action}",
        )
        yield DispatchEvent(
            row.consulted_on,
            TALK,
            f"{row.get_theme_display()}の相談（{row.get_way_display()}）",
            "　".join(filter(None, about)),
            str(row.author),
            row.get_absolute_url(),
            row.pk,
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
