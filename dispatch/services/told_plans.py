"""What each addressee of 決定通知 has been told so far, and what a cancelled day makes of it."""

from django.db.models import Exists, OuterRef, Q

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.services import outbox
from dispatch.choices import SessionState
from dispatch.models import CancelNotice, DecisionNotice, PlanVersion
from dispatch.querysets.decisions import SENT
from dispatch.rules.plan_content import CLIENT, session_key
from dispatch.rules.plan_versions import concerns, without
from dispatch.rules.workflows import APPROVED_STATES

FELL_OUT, REVIVED = "指導日の中止のため", "派遣依頼の取消を取りやめたため"


def key_of(notice: DecisionNotice) -> str:
    return notice.person or CLIENT


def told_plans(request) -> dict[str, dict]:
    """key → the plan as the newest notice that was sent to them, and stands, tells it."""
    return {key: told_by(notice) for key, notice in _sent(request).items()}


def told_by(notice: DecisionNotice) -> dict:
    return without(notice.version.content, notice.left_out)


def cancelled_keys(request) -> list[str]:
    """The days of the request that are cancelled now, as decided plans name them."""
    rows = request.sessions.filter(state=SessionState.CANCELLED).order_by("pk")
    return [session_key(pk) for pk in rows.values_list("pk", flat=True)]


def day_falls_out(session, *, by) -> None:
    """A decided day was cancelled: notices of it that have not left are withdrawn.

    Whoever was told of it already has to be told anew.
    """
    request, key = session.request, session_key(session.pk)
    if request.state not in APPROVED_STATES:
        return
    told = _sent(request)
    stale = [one.pk for name, one in told.items() if concerns(told_by(one), name, key)]
    DecisionNotice.objects.filter(pk__in=stale).update(superseded=True)
    version = PlanVersion.objects.filter(request=request).order_by("number").last()
    notices = version.notices.all()
    naming = [one.message_id for one in notices if concerns(told_by(one), key_of(one), key)]
    outbox.withdraw(naming, by=by, comment=FELL_OUT)


def decided_anew(request) -> None:
    """The next version says itself to whom it is news."""
    DecisionNotice.objects.filter(version__request=request).update(superseded=False)


def cancelled_no_more(request, *, by) -> None:
    """取消の取りやめ: nobody has to be told of it any more; whoever was, expects nothing."""
    rows = request.cancel_notices.all()
    outbox.withdraw(rows.values_list("message", flat=True), by=by, comment=REVIVED)
    rows.filter(Q(message=None) | Q(message__state=MessageState.CANCELLED)).delete()


def _sent(request) -> dict[str, DecisionNotice]:
    """The newest notice of each, unless the cancellation of the request was told since."""
    called_off = CancelNotice.objects.told().filter(
        request=request, person=OuterRef("person"), message__gt=OuterRef("message")
    )
    rows = DecisionNotice.objects.filter(SENT, ~Exists(called_off), version__request=request)
    return {key_of(one): one for one in rows.select_related("version").order_by("pk")}
