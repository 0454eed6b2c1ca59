"""Buttons of the page of a session, and of each person who goes."""

from django.urls import reverse

from aomori_skills.base.page import Action
from dispatch.rules import sessions as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import bookings


def actions_of(line, user) -> dict:
    """``primary`` and ``others`` for ``layouts/detail.html``."""
    session = line.session
    found = _changes(line) if rules.can_change(session.request, by=user) else []
    if session.is_planned and rules.can_name_attendant(session.request, by=user):
        found.append(attendant_action(session))
    if session.is_planned and rules.can_cancel(session.request, by=user):
        found.append(_cancel(session))
    primary = found[0] if found and not found[0].danger else None
    return {"primary": primary, "others": found[1:] if primary else found}


def _changes(line) -> list[Action]:
    """While the request is being adjusted; what was held can only be copied."""
    session = line.session
    if bookings.why_settled(session):
        return [_repeat(session)]
    if not session.is_planned:
        return [_revive(session), _repeat(session)]
    first, second = _assign(session), _edit(session)
    if line.lead is not None:
        first, second = second, first
    return [first, second, _repeat(session)]


def person_actions(going) -> list[Action]:
    """What may be done with somebody who goes, while the request is being adjusted."""
    row = going.row

    def act(label: str, name: str) -> Action:
        return Action(
            label, reverse(f"dispatch:assignment_{name}", args=(row.pk,)), permission=EDIT
        )

    first = []
    if not going.is_confirmed:
        first = [act("確定する", "confirm")]
    elif going.open:
        first = [act("理由を入力する", "confirm")]
    return [
        *first,
        act("役割を変える", "role"),
        act("交代", "substitute"),
        act("外す", "release"),
    ]


def _assign(session) -> Action:
    url = reverse("dispatch:session_person_add", args=(session.pk,))
    return Action("従事者を割り当てる", url, permission=EDIT)


def _edit(session) -> Action:
    return Action(
        "日時・場所・内容を変更する",
        reverse("dispatch:session_edit", args=(session.pk,)),
        note="従事者の都合を確かめ直し、連絡する相手を示します。",
        permission=EDIT,
    )


def _repeat(session) -> Action:
    return Action(
        "同じ内容で別の日を追加する",
        reverse("dispatch:session_repeat", args=(session.pk,)),
        note="時刻・場所・内容を写します。従事者は日ごとに割り当てます。",
        permission=EDIT,
    )


def attendant_action(session) -> Action:
    return Action(
        "立会職員を変える" if session.attendant_id else "立会職員を決める",
        reverse("dispatch:session_attendant", args=(session.pk,)),
        note="決定した後でも、計画を変更せずに決められます。",
        permission=EDIT,
    )


def _revive(session) -> Action:
    url = reverse("dispatch:session_revive", args=(session.pk,))
    return Action("中止を取りやめる", url, permission=EDIT)


def _cancel(session) -> Action:
    return Action(
        "中止にする",
        reverse("dispatch:session_cancel", args=(session.pk,)),
        note="記録は残り、回数や時間には数えません。",
        permission=EDIT,
        danger=True,
    )
