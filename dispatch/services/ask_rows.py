"""The asks of a request as the services and the page read them."""

from collections.abc import Iterable

from django.db.models import Prefetch

from dispatch.models import Ask, AskedSession, DispatchRequest
from dispatch.services.requests import locked

TOLD = ("held_on", "starts_at", "ends_at", "place", "municipality")
"""What the person was told of a session."""


def whole():
    """In their order, with people, letters and asked sessions (``asked``: rows of AskedSession)."""
    asked = AskedSession.objects.select_related(
        "session__trade", "session__municipality", "municipality", "assignment"
    )
    asked = asked.order_by("session__held_on", "session__starts_at", "session_id")
    rows = Ask.objects.select_related("meister", "skilled_worker", "assistant", "message", "by")
    return rows.prefetch_related(Prefetch("sessions", asked, to_attr="asked")).order_by(
        "order", "pk"
    )


def rows_of(request) -> list[Ask]:
    return list(whole().filter(request=request))


def locked_rows(request_id: int, keys: Iterable[int]) -> tuple[DispatchRequest, list[Ask]]:
    """The request and those of its asks as they are now, all locked."""
    request = locked(request_id)
    rows = list(whole().select_for_update(of=("self",)).filter(request=request, pk__in=keys))
    for row in rows:
        row.request = request
    return request, rows


def locked_row(ask_id: int) -> Ask:
    """The ask as it is now; its request is locked before it, as for every change."""
    request_id = Ask.objects.values_list("request_id", flat=True).get(pk=ask_id)
    return locked_rows(request_id, [ask_id])[1][0]


def keep_as_told(rows: Iterable[AskedSession]) -> None:
    """The person knows of the sessions as they lie now."""
    rows = list(rows)
    for one in rows:
        for name in TOLD:
            setattr(one, name, getattr(one.session, name))
    AskedSession.objects.bulk_update(rows, TOLD)


def forget_told(rows: Iterable[AskedSession]) -> None:
    """Nobody was asked after all."""
    keys = [one.pk for one in rows]
    AskedSession.objects.filter(pk__in=keys).update(
        held_on=None, starts_at=None, ends_at=None, place="", municipality=None
    )
