"""The tab 書類 of a request: every paper of it in the order of the work, with its state."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from aomori_skills.base import wareki
from aomori_skills.base.page import Action, Mark, allowed
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.choices import AskState
from dispatch.models import Ask, DecisionNotice, DispatchRequest
from dispatch.papers.decision_letters import RELEASED
from dispatch.rules import plans as rules
from dispatch.rules.asks import needs_consent
from dispatch.rules.request_files import may_open
from dispatch.rules.workflows import APPROVED_STATES, EDIT
from dispatch.views.ask_panel import consent_paper
from dispatch.views.day_panel import day_papers
from dispatch.views.plan_panel import (
    add_meeting,
    course_papers,
    edit_plan,
    meeting_paper,
    offered,
    plan_papers,
)
from dispatch.views.request_actions import paper_action
from dispatch.views.roster_panel import edit_roster, roster_form, roster_papers

MADE, LACKING = Mark("done", "作成できます"), Mark("waiting", "まだありません")
RECORDED, ARRIVED = Mark("done", "記録済"), Mark("done", "受領済")
MISSING, NOT_WRITTEN = Mark("waiting", "未着"), Mark("waiting", "未作成")
ASKING = "依頼状・派遣承諾書"


@dataclass(frozen=True)
class Paper:
    """A paper: how it stands, what is missing or when it came, and what can be done with it."""

    name: str
    mark: Mark
    text: str = ""
    actions: tuple[Action, ...] = ()
    message: OutgoingMessage | None = None


@dataclass(frozen=True)
class Group:
    """The papers of one stage of the work."""

    title: str
    papers: list[Paper]


def papers_context(request, row) -> dict:
    """Six queries, however many papers; a seventh for the file that a request came in by."""
    user = request.user
    sessions = list(
        row.sessions.standing().select_related("trade").order_by("held_on", "starts_at", "pk")
    )
    released, notices = _notices(row)
    called_off = _called_off(row, user)
    groups = (
        Group("派遣依頼書", [_form(row, user)]),
        Group(ASKING, _asks(row, user)),
        Group("実技指導計画書", [_plan(row, user)]),
        Group("講習計画書", [_course(row, sessions, user)]),
        Group("受講者名簿", [_roster(row, user)]),
        Group("事前打合せ", _meetings(row, user)),
        Group("決定通知", [*notices, *_unwritten(row, user)]),
        Group("当日の書類", _days(sessions, user)),
        Group("取りやめのお知らせ", [*released, *called_off]),
    )
    return {
        "groups": [one for one in groups if one.papers],
        "arrived": _arrived(row, user),
        "files": _files(row),
    }


def _form(row, user) -> Paper:
    return Paper(
        "派遣依頼書（控え）", MADE, "登録した内容が入ります。", _of(user, paper_action(row))
    )


def _asks(row, user) -> list[Paper]:
    people = ("meister", "skilled_worker", "assistant", "message__document")
    asks = list(Ask.objects.filter(request=row).select_related(*people).order_by("order", "pk"))
    to_tab = Action("打診を開く", "?tab=asks")
    if not asks:
        return [Paper("依頼状", LACKING, "まだだれにも打診していません。", (to_tab,))]
    found = []
    for ask in asks:
        ask.request = row
        if ask.message:
            found.append(_letter(f"依頼状　{ask.person.name}", ask.message))
        elif ask.state in (AskState.PREPARED, AskState.ASKED):
            found.append(Paper(f"依頼状　{ask.person.name}", NOT_WRITTEN, actions=(to_tab,)))
        found += _consent(ask, user)
    return found


def _consent(ask, user) -> Iterable[Paper]:
    name = f"派遣承諾書　{ask.person.name}"
    if ask.consent_on:
        return [Paper(name, ARRIVED, wareki.format_date(ask.consent_on))]
    if ask.state != AskState.ACCEPTED:
        return []
    if not needs_consent(ask.role, lettered=bool(ask.message_id)):
        return []
    receive = Action(
        "承諾書を受領する", reverse("dispatch:ask_consent", args=(ask.pk,)), permission=EDIT
    )
    return [Paper(name, MISSING, actions=_of(user, receive, consent_paper(ask)))]


def _plan(row, user) -> Paper:
    plan = getattr(row, "plan", None)
    make = offered(rules.check_can_plan, row, user, edit_plan(row, plan))
    if plan is None:
        return Paper("実技指導計画書", NOT_WRITTEN, actions=_of(user, make))
    if not plan.aim.strip():
        return Paper("実技指導計画書", LACKING, "指導の目標が未入力です。", _of(user, make))
    return Paper("実技指導計画書", MADE, actions=_of(user, *plan_papers(row, plan)))


def _course(row, sessions, user) -> Paper:
    papers = course_papers(row, getattr(row, "plan", None), sessions)
    if not papers:
        text = "実技指導計画書と指導日がそろうと作れます。"
        return Paper("講習計画書", LACKING, text, (Action("計画を開く", "?tab=plan"),))
    return Paper("講習計画書", MADE, f"指導日{len(sessions)}件分です。", _of(user, *papers))


def _roster(row, user) -> Paper:
    if row.on_roster:
        text = rules.roster_sentence(row.on_roster, row.people)
        return Paper("受講者名簿", MADE, text, _of(user, *roster_papers(row)))
    enter = offered(rules.check_can_list, row, user, edit_roster(row, ()))
    return Paper("受講者名簿", NOT_WRITTEN, actions=_of(user, enter, roster_form(row)))


def _meetings(row, user) -> list[Paper]:
    found = [
        Paper(
            f"事前打合せ　{wareki.format_date(one.met_on)}",
            RECORDED,
            one.get_way_display(),
            _of(user, meeting_paper(one)),
        )
        for one in row.prior_meetings.all()
    ]
    add = offered(rules.check_can_meet, row, user, add_meeting(row))
    return found or [Paper("事前打合せの記録", NOT_WRITTEN, actions=_of(user, add))]


def _notices(row) -> tuple[list[Paper], list[Paper]]:
    """Letters of release, and the notices of every version, the newest first."""
    rows = DecisionNotice.objects.filter(version__request=row).order_by("-version__number", "pk")
    released, told = [], []
    for one in rows.select_related("version", "message__document", "message__template"):
        template = one.message.template
        paper = _letter(f"第{one.version.number}版　{one.message.addressee}", one.message)
        (released if template and template.code == RELEASED else told).append(paper)
    return released, told


def _called_off(row, user) -> list[Paper]:
    """Who is told that the whole request was cancelled; a decision since then makes it past."""
    if row.state in APPROVED_STATES:
        return []
    url = reverse("dispatch:request_notices", args=(row.pk,))
    make = Action("取りやめのお知らせを作る", url, permission=EDIT)
    return [
        _letter(one.name, one.message)
        if one.message
        else Paper(one.name, NOT_WRITTEN, actions=_of(user, make))
        for one in row.cancel_notices.select_related("message__document")
    ]


def _unwritten(row, user) -> list[Paper]:
    if row.state not in APPROVED_STATES:
        text = "決定された後に作ります。"
        return [] if row.approved_at else [Paper("決定通知", LACKING, text)]
    if not DispatchRequest.objects.filter(pk=row.pk).to_write_notices().exists():
        return []
    url = reverse("dispatch:request_notices", args=(row.pk,))
    make = Action("決定通知を作る", url, permission=EDIT)
    return [Paper("決定通知", NOT_WRITTEN, "まだ作っていない宛先があります。", _of(user, make))]


def _days(sessions, user) -> list[Paper]:
    if not sessions:
        text = "指導日を決めると作れます。"
        return [Paper("当日の書類", LACKING, text, (Action("指導日を開く", "?tab=sessions"),))]
    return [Paper(str(one), MADE, str(one.trade), _of(user, *day_papers(one))) for one in sessions]


def _letter(name: str, message) -> Paper:
    """A letter or mail: numbered once it is issued; void if it was taken back."""
    document = message.document
    text = document.number if document else ""
    if document and document.voided_at:
        return Paper(name, Mark("voided", "欠番"), text, message=message)
    return Paper(name, Mark(message.state, message.get_state_display()), text, message=message)


def _arrived(row, user) -> list:
    """Papers that came in, each with whether ``user`` may open it."""
    files = row.files.select_related("attachment__uploaded_by")
    return [(file, may_open(file, user)) for file in files]


def _files(row) -> list:
    """The files by which the answer came in that the request was made of."""
    if row.wish_id is None:
        return []
    files = row.wish.addressee.files.filter(applied_at__isnull=False)
    return list(files.select_related("attachment", "addressee__survey"))


def _of(user, *actions) -> tuple[Action, ...]:
    return tuple(allowed((one for one in actions if one), user))
