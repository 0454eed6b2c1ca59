"""The doors through which requests change: content and steps.

Each takes the lock of the fiscal year first: numbers have no gap, and the caps of a client are
counted by one at a time.
"""

from django.db import connection, transaction
from django.db.models import Max

from aomori_skills.base import fiscal_year
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Contact
from aomori_skills.office.services import organizations
from dispatch.models import DispatchRequest, SurveyWish
from dispatch.rules import REQUEST_WORKFLOW, workflows
from dispatch.rules import requests as rules
from dispatch.services import told_plans
from dispatch.services.request_judging import KEPT, judge, judge_and_keep, judge_beside

YEAR_LOCK = 2_001
REGISTER, HAND_OVER = "register", "hand_over"


def locked(request_id: int) -> DispatchRequest:
    """The request as it is now; its year and its row are locked until the transaction ends."""
    year = DispatchRequest.objects.values_list("fiscal_year", flat=True).get(pk=request_id)
    lock_year(year)
    rows = DispatchRequest.objects.named().select_for_update(of=("self",))
    return rows.select_related("client", "trade", "owner").get(pk=request_id)


def lock_year(year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [YEAR_LOCK, year])


@transaction.atomic
def register(
    request: DispatchRequest, *, by, parts=(), new_contact: Contact | None = None
) -> DispatchRequest:
    """Save a new request with its rows under the next number of its year.

    ``fiscal_year`` is that of the first wished day unless the request names another; without a
    wished day it is that of the receipt.
    """
    rules.check_can_register(by)
    days = [day for part in parts for day in getattr(part, "days", ())]
    if request.fiscal_year is None:
        request.fiscal_year = fiscal_year.of(min(days, default=request.received_on))
    if request.wish_id:
        _check_wish(request.wish_id)
    lock_year(request.fiscal_year)
    request.serial = _next_serial(request.fiscal_year)
    request.author = by
    if request.owner_id is None:
        request.owner = by
    _name_contact(request, new_contact, by)
    request.save()
    _save_parts(request, parts)
    request.steps.create(to_state=request.state, transition=REGISTER, label="登録", by=by)
    judge_and_keep(request.pk)
    return request


@transaction.atomic
def update(
    request: DispatchRequest, *, by, parts=(), new_contact: Contact | None = None
) -> DispatchRequest:
    """Save an edited request that the caller has got by ``locked``."""
    before = DispatchRequest.objects.select_related("client").get(pk=request.pk)
    rules.check_can_edit(before, by=by)
    _name_contact(request, new_contact, by)
    request.save_version()
    _save_parts(request, parts)
    judge_and_keep(request.pk)
    if (before.client_id, before.kind) != (request.client_id, request.kind):
        judge_beside(before)
    return request


@transaction.atomic
def take_step(request_id: int, name: str, *, by, comment: str = "") -> DispatchRequest:
    """調整の開始, 受付への戻し or 取消の取りやめ, by name."""
    request = locked(request_id)
    if name == workflows.ADJUST.name:
        request = DispatchRequest.objects.whole().get(pk=request_id)
        rules.check_can_adjust(request, judge(request), by=by)
        request.move(workflows.ADJUST, by=by, comment=comment, also=KEPT)
        return request
    if name not in (workflows.RETURN.name, workflows.REVIVE.name):
        raise TransitionDenied("この手続は派遣依頼の画面では行えません。")
    step = REQUEST_WORKFLOW[name]
    REQUEST_WORKFLOW.check(step, request, by=by, comment=comment)
    request.cancel_side = ""
    told_plans.cancelled_no_more(request, by=by)
    request.move(step, by=by, comment=comment, also=("cancel_side",))
    judge_and_keep(request_id)
    return request


@transaction.atomic
def judge_again(request_id: int, *, by) -> DispatchRequest:
    """Keep the verdicts as of now: a rule, or the size of the firm, may have changed since."""
    request = locked(request_id)
    rules.check_can_edit(request, by=by)
    judge_and_keep(request_id)
    return request


@transaction.atomic
def hand_over(request_id: int, *, by, owner, comment: str = "") -> DispatchRequest:
    """引継ぎ to another member of the staff; the state stays."""
    request = locked(request_id)
    rules.check_can_hand_over(request, owner, by=by)
    told = f"{request.owner}から{owner}へ　{comment.strip()}".strip()
    request.owner = owner
    request.save_version(update_fields=("owner",))
    request.steps.create(
        from_state=request.state,
        to_state=request.state,
        transition=HAND_OVER,
        label="担当者の引継ぎ",
        by=by,
        comment=told,
    )
    return request


def _name_contact(request, new_contact: Contact | None, by) -> None:
    """``new_contact`` becomes one of the client's, and whom to turn to."""
    if new_contact is not None:
        request.contact = organizations.add_contact(request.client, new_contact, by=by)


def _save_parts(request, parts) -> None:
    for part in parts:
        part.instance = request
        part.save()
    days = request.wished_dates.values_list("day", flat=True)
    rules.check_days_in_year(days, request.fiscal_year)


def _check_wish(wish_id: int) -> None:
    """A wish of the survey becomes one request."""
    wish = SurveyWish.objects.select_for_update(of=("self",)).get(pk=wish_id)
    taken = DispatchRequest.objects.filter(wish=wish).first()
    if taken:
        raise TransitionDenied(f"この希望は、すでに派遣依頼{taken.number}になっています。")
    if wish.dropped_on:
        raise TransitionDenied(
            "この希望は見送りになっています。見送りを取り消してから派遣依頼にしてください。"
        )


def _next_serial(year: int) -> int:
    last = DispatchRequest.objects.in_fiscal_year(year).aggregate(last=Max("serial"))
    return (last["last"] or 0) + 1
