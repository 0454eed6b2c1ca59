"""The tab 打診 of a request: which places are open, who was asked, what they answered."""

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.page import Action, allowed
from dispatch.choices import AskState
from dispatch.models import Assignment
from dispatch.rules import ask_gaps
from dispatch.rules import asks as rules
from dispatch.rules.person_keys import kind_word
from dispatch.rules.workflows import EDIT
from dispatch.services import ask_letters
from dispatch.services.ask_rows import rows_of

EXPORT = "meisters.export_personal"
NEXT = (
    ("ask", "打診を記録する", "ask_asked"),
    ("accept", "承諾を記録する", "ask_accept"),
    ("consent", "承諾書を受領する", "ask_consent"),
)
"""The way on."""

STEPS = (
    ("decline", "辞退を記録する", "ask_decline"),
    ("change", "役割・指導日を変える", "ask_change"),
    ("withdraw", "打診を取りやめる", "ask_withdraw"),
)
MOVES = (("up", "順を上げる"), ("down", "順を下げる"))


def asks_context(request, row) -> dict:
    """Six queries, however many people were asked."""
    asks = rows_of(row)
    for ask in asks:
        ask.request = row
    sessions = list(row.sessions.select_related("trade").order_by("held_on", "starts_at", "pk"))
    booked = Assignment.objects.filter(session__request=row)
    planning = row.state in rules.PLANNING
    gaps = ask_gaps.gaps(sessions, list(booked.for_listing()), asks) if planning else []
    may_edit, may_print = request.user.has_perm(EDIT), request.user.has_perm(EXPORT)
    today = timezone.localdate()
    return {
        "asks": [_Line(ask, row, asks, may_edit, may_print, today) for ask in asks],
        "gaps": gaps,
        "sessions": sessions,
        "planning": planning,
        "ask_actions": allowed(_actions(row, asks, planning), request.user),
    }


class _Line:
    """One ask as the table shows it."""

    def __init__(self, ask, row, asks, may_edit: bool, may_print: bool, today):
        self.ask = ask
        self.kind = kind_word(ask.person)
        self.lacks_consent = (
            ask.state == AskState.ACCEPTED
            and not _has_left(ask)
            and rules.needs_consent(ask.role, lettered=bool(ask.message_id))
        )
        self.late = _is_late(ask, row, today)
        self.primary, self.others = _acts(ask, row, asks) if may_edit else (None, [])
        if may_print and ask.asked and rules.may("letter", ask, row):
            self.others = [*self.others, consent_paper(ask)]


def _acts(ask, row, asks) -> tuple[Action | None, list[Action]]:
    """The next step, and the others."""
    way_on = [] if ask.consent_on or _has_left(ask) else _allowed(NEXT, ask, row)
    others = [*_allowed(STEPS, ask, row), *_moves(ask, row, asks)]
    if ask.consent_on and rules.may("consent", ask, row):
        others.append(_action("承諾書の受領日を直す", "ask_consent", ask))
    if rules.may("undo", ask, row):
        others.append(_action("1つ前の状態に戻す", "ask_undo", ask))
    return (way_on[0] if way_on else None), others


def _has_left(ask) -> bool:
    """Who said yes goes to none of the days any more: no paper is waited for."""
    booked = [one for one in ask.asked if one.assignment_id]
    accepted = ask.state == AskState.ACCEPTED
    return accepted and bool(booked) and not any(one.is_agreed for one in booked)


def _allowed(steps, ask, row) -> list[Action]:
    return [_action(label, name, ask) for act, label, name in steps if rules.may(act, ask, row)]


def _action(label: str, name: str, ask) -> Action:
    return Action(label, reverse(f"dispatch:{name}", args=(ask.pk,)))


def _is_late(ask, row, today) -> bool:
    waits = ask.state == AskState.ASKED and not ask.is_unsent and row.state in rules.RUNNING
    return bool(waits and ask.reply_by and ask.reply_by < today)


def consent_paper(ask) -> Action:
    url = reverse("dispatch:ask_form", args=(ask.pk,))
    return Action(
        "派遣承諾書の用紙を印刷する（PDF）",
        url,
        post=True,
        download=True,
        note="出力記録に残ります。",
    )


def _moves(ask, row, asks) -> list[Action]:
    """Up and down among those who were not asked yet."""
    if not rules.may("change", ask, row):
        return []
    waiting = [one.pk for one in asks if one.state == AskState.PREPARED]
    ends = {"up": waiting[0], "down": waiting[-1]}
    return [
        Action(label, reverse("dispatch:ask_move", args=(ask.pk, direction)), post=True)
        for direction, label in MOVES
        if ends[direction] != ask.pk
    ]


def _actions(row, asks, planning: bool) -> list[Action]:
    actions = []
    if any(not ask_letters.why_no_letter(ask, row) for ask in asks):
        url = reverse("dispatch:ask_letters", args=(row.pk,))
        actions.append(Action("依頼状を作る", url, permission=EDIT))
    if planning:
        url = reverse("dispatch:ask_add", args=(row.pk,))
        actions.append(Action("打診する人を加える", url, permission=EDIT))
    return actions
