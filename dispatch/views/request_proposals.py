"""A new request with what is known already: from a consultation, a wish, or an earlier request."""

from dataclasses import dataclass, field

from django.utils import timezone

from aomori_skills.office.models import Organization
from dispatch.choices import ConsultationWay, Purpose, Theme
from dispatch.models import Consultation, DispatchRequest, SurveyWish
from dispatch.rules.request_facts import CLIENTS
from meisters.choices import Way
from meisters.views.addresses import wanted_row

COPIED = (
    "kind",
    "client",
    "department",
    "trade",
    "operation",
    "purpose",
    "content",
    "named_meister",
    "sessions_wanted",
    "hours_each",
    "people",
    "grade",
    "youngest",
    "oldest",
    "place",
    "municipality",
    "equipment",
    "power",
)
"""What a request of next year has in common with this year's: no days, no declarations."""

OWN_WORDS = (
    "（相談の内容は写していません。"
    "「希望する指導の内容」は、依頼状や通知に載る言葉で入力してください）"
)
MATERIAL = ("item", "unit_price", "quantity", "unit", "tax")
WAYS = {
    ConsultationWay.PHONE: Way.PHONE,
    ConsultationWay.CAME: Way.BROUGHT,
    ConsultationWay.VISIT: Way.VISIT,
    ConsultationWay.EMAIL: Way.EMAIL,
    ConsultationWay.FAX: Way.FAX,
}
PURPOSES = {
    Theme.TRADE_TEST: Purpose.TRADE_TEST,
    Theme.TRAINING: Purpose.NEW_STAFF,
    Theme.COMPETITION: Purpose.COMPETITION,
    Theme.EVENT: Purpose.EXPERIENCE,
}


@dataclass(frozen=True)
class Proposal:
    """What the form begins with; ``source`` says in words what it was taken from."""

    request: DispatchRequest
    source: str = ""
    materials: list[dict] = field(default_factory=list)
    trades: list[dict] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)


def proposal(request) -> Proposal:
    """By the address: ``?consultation=``, ``?wish=``, ``?copy=`` or ``?client=``."""
    wish = wanted_wish(request)
    if wish:
        return Proposal(_of_wish(wish, request.user), f"{wish.addressee}の回答")
    consultation = wanted_consultation(request)
    if consultation:
        new = _of_consultation(consultation, request.user)
        source = f"{consultation}{OWN_WORDS}"
        return Proposal(new, source, contact=_asker(consultation, new))
    earlier = wanted_row(request, "copy", DispatchRequest.objects.to_edit())
    if earlier:
        return _of_earlier(earlier, request.user)
    new = _new(request.user)
    client = wanted_row(request, "client", Organization.objects.current())
    if client:
        new.client, new.kind = client, kind_for(client)
    return Proposal(new)


def wanted_wish(request) -> SurveyWish | None:
    rows = SurveyWish.objects.select_related(
        "addressee__survey", "addressee__organization", "addressee__contact", "trade", "request"
    )
    return wanted_row(request, "wish", rows)


def wanted_consultation(request) -> Consultation | None:
    return wanted_row(request, "consultation", Consultation.objects.for_listing())


def kind_for(client) -> str:
    """The kind of dispatch that such a client usually asks for."""
    return next((kind.value for kind, clients in CLIENTS.items() if client.kind in clients), "")


def _new(by) -> DispatchRequest:
    return DispatchRequest(received_on=timezone.localdate(), owner=by)


def _of_wish(wish, by) -> DispatchRequest:
    new, place = _new(by), wish.addressee
    new.kind, new.client, new.contact = wish.kind, place.organization, place.contact
    new.trade, new.operation = wish.trade, wish.operation
    new.people, new.sessions_wanted = wish.people, wish.sessions or 1
    new.received_way = place.replied_way
    when = f"希望時期：{wish.when}" if wish.when else ""
    new.content = "\n".join(filter(None, (wish.content, when)))
    return new


def _of_consultation(consultation, by) -> DispatchRequest:
    """Without the words of the talk: the content goes out in official letters."""
    new = _new(by)
    if consultation.organization_id:
        new.client = consultation.organization
        new.kind = kind_for(new.client)
        new.contact = new.client.contacts.filter(name=consultation.person).first()
    if consultation.trade_id:
        new.trade = consultation.trade
    new.received_way = WAYS.get(consultation.way, "")
    new.purpose = PURPOSES.get(consultation.theme, "")
    return new


def _asker(consultation, new) -> dict[str, str]:
    """Who called, where the client has no such contact yet."""
    if new.contact_id or not consultation.person:
        return {}
    return {"contact_name": consultation.person, "contact_phone": consultation.phone}


def _of_earlier(earlier, by) -> Proposal:
    new = _new(by)
    for name in COPIED:
        setattr(new, name, getattr(earlier, name))
    staying = earlier.client.contacts.staying(timezone.localdate())
    new.contact = staying.filter(pk=earlier.contact_id).first()
    materials = [
        {name: getattr(row, name) for name in MATERIAL} | {"payee": row.payee_id}
        for row in earlier.materials.all()
    ]
    trades = [
        {"trade": row.trade_id, "operation": row.operation_id, "people": row.people}
        for row in earlier.further_trades.all()
    ]
    return Proposal(new, f"{earlier.number}（{earlier}）", materials, trades)
