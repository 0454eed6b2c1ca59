"""派遣依頼 of this and the last year: their receipt, exceptions and cancellations."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo import dispatches
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.rows import Rows, table
from aomori_skills.front.demo.trades import trade_and_operation
from aomori_skills.front.demo.workdays import Workdays, coming, past
from aomori_skills.office.models import Organization, User
from dispatch.models import (
    Consultation,
    DispatchRequest,
    RequestMaterial,
    RequestTrade,
    WishedDate,
)
from dispatch.rules import workflows
from dispatch.services import request_cancelling, request_exceptions, requests

NUMBERS = ("people", "youngest", "oldest")
WORDS = (
    "kind",
    "purpose",
    "test_grade",
    "content",
    "grade",
    "equipment",
    "power",
    "note",
)


def stories(workdays: Workdays, users) -> list[Story]:
    return [_story(row, workdays, users) for row in table("requests.csv")]


def _story(row, workdays: Workdays, users) -> Story:
    """Received, and then what the row tells, in the order of its days."""
    by = users[row["owner"]]
    received_on = past(row["received"], workdays)
    yield received_on, by
    request = _register(row, received_on, workdays, by)
    for day, who, act in sorted(_acts(row, workdays, users), key=lambda told: told[0]):
        yield day, who
        act(request.pk)


def _acts(row, workdays: Workdays, users) -> Iterator[tuple]:
    by, manager = users[row["owner"]], users["shonin"]
    if row["adjusted"]:
        name = workflows.ADJUST.name
        day = past(row["adjusted"], workdays)
        yield day, by, lambda key: requests.take_step(key, name, by=by)
    if row["exception"]:
        when, reason = row["exception"].split(":")
        day = past(when, workdays)
        yield day, manager, lambda key: _let_pass(key, manager, reason)
    if row["cancelled"]:
        when, side, comment = row["cancelled"].split(":")
        day = past(when, workdays)
        yield day, by, lambda key: request_cancelling.cancel(key, by=by, side=side, comment=comment)
    yield from dispatches.acts(row, workdays, users)


def _let_pass(request_id: int, manager: User, reason: str) -> None:
    """Around April the two requests of the school fall into two years, and none is over."""
    if DispatchRequest.objects.get(pk=request_id).needs_exception:
        request_exceptions.allow(request_id, "sessions", by=manager, reason=reason)


def _register(row, received_on: date, workdays: Workdays, by: User) -> DispatchRequest:
    trade, operation = trade_and_operation(row["trade"])
    client = Organization.objects.get(name=row["client"])
    days = coming(row["days"], workdays)
    request = DispatchRequest(
        **{name: row[name] for name in WORDS},
        **{name: int(row[name]) if row[name] else None for name in NUMBERS},
        fiscal_year=fiscal_year.of(days[0] if days else received_on),
        serial=1,
        received_on=received_on,
        received_way=row["way"],
        consultation=_asked_before(client, received_on),
        client=client,
        contact=client.contacts.on(received_on).first(),
        trade=trade,
        operation=operation,
        sessions_wanted=int(row["sessions"]),
        hours_each=Decimal(row["hours"]) if row["hours"] else None,
        photo_consent=row["photo"],
        insured=row["insured"],
        no_other_subsidy=row["alone"],
        author=by,
        owner=by,
    )
    request.full_clean(exclude=("serial",), validate_constraints=False)
    wished = [WishedDate(rank=rank, day=day) for rank, day in enumerate(days, start=1)]
    rows = (wished, list(_further_trades(row)), list(_materials(row)))
    parts = tuple(Rows("request", one) for one in rows)
    return requests.register(request, by=by, parts=parts)


def _asked_before(client: Organization, received_on: date) -> Consultation | None:
    """The talk of the same day out of which the request came."""
    return Consultation.objects.filter(organization=client, consulted_on=received_on).first()


def _further_trades(row) -> Iterator[RequestTrade]:
    for text in filter(None, row["trades"].split("|")):
        name, people = text.split(":")
        trade, operation = trade_and_operation(name)
        yield RequestTrade(trade=trade, operation=operation, people=int(people))


def _materials(row) -> Iterator[RequestMaterial]:
    for text in filter(None, row["materials"].split("|")):
        item, price, quantity, unit, tax = text.split(":")
        yield RequestMaterial(
            item=item, unit_price=int(price), quantity=Decimal(quantity), unit=unit, tax=tax
        )
