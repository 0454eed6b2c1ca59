"""What the page of a consultation shows, and its buttons."""

from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, page
from aomori_skills.base.page import Action, allowed
from dispatch.choices import NextState
from dispatch.papers.consultation_sheet import TITLE as SHEET
from dispatch.rules import consultations as rules
from dispatch.rules.consultations import EDIT
from dispatch.rules.workflows import EDIT as EDIT_REQUESTS

EXPORT = "meisters.export_personal"
AGAIN = "同じ所属からの、別の相談を記録します。"
TABS = (("overview", "概要"), ("requests", "派遣依頼"), ("history", "履歴"))


def list_url() -> str:
    return reverse("dispatch:consultation_list")


def crumbs(row=None):
    first = (("相談・援助", list_url()),)
    return (*first, (str(row), row.get_absolute_url())) if row else first


def new_action(place=None) -> Action:
    """「相談を記録する」, with the organization if it is known already."""
    url = reverse("dispatch:consultation_new")
    return Action(
        "相談を記録する", f"{url}?organization={place.pk}" if place else url, permission=EDIT
    )


def figures_action() -> Action:
    return Action("月別の件数と人数を見る", reverse("dispatch:consultation_figures"))


def detail_context(request, row) -> dict:
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    requests = list(row.requests.select_related("client", "trade", "owner"))
    waiting = row.next_state == NextState.WAITING
    context = {
        "kind": "相談・援助",
        "title": str(row),
        "subject": row,
        "ball": row.author if waiting else "",
        "due": row.next_on if waiting else None,
        "waiting": waiting,
        "late": bool(waiting and row.next_on and row.next_on < timezone.localdate()),
        "finish": next(iter(allowed([_finish(row)] if waiting else [], request.user)), None),
        "requests": requests,
        "request_url": request_url(row),
        "may_request": request.user.has_perm(EDIT_REQUESTS),
        "tabs": tabs,
        "tab": tab,
        "entries": history.entries(row) if tab == "history" else (),
        "breadcrumbs": crumbs(),
    }
    return context | _actions(row, requests, request.user)


def request_url(row) -> str:
    return f"{reverse('dispatch:request_new')}?consultation={row.pk}"


def _actions(row, requests, user) -> dict:
    """The request comes first; what was promised has its button beside the notice of it."""
    become = Action("派遣依頼にする", request_url(row), permission=EDIT_REQUESTS)
    if requests:
        become = Action("もう1件の派遣依頼にする", become.url, permission=EDIT_REQUESTS)
    reopen = Action("次の対応の済みを取り消す", _step(row, "reopen"), post=True, permission=EDIT)
    edit = Action("編集する", _step(row, "edit"), permission=EDIT)
    sheet = Action(
        f"{SHEET}を印刷する（PDF）",
        _step(row, "sheet"),
        post=True,
        download=True,
        note="出力記録に残ります。",
        permission=EXPORT,
    )
    hand_over = Action("対応者を引き継ぐ", _step(row, "hand_over"), permission=EDIT)
    steps = [edit, become] if requests else [become, edit]
    steps += [hand_over, sheet, replace(new_action(row.organization), note=AGAIN)]
    steps += [reopen] if row.next_done_on else []
    if rules.may_delete(row, by=user, today=timezone.localdate(), requests=len(requests)):
        steps.append(Action("この記録を削除する", _step(row, "delete"), danger=True))
    first, *others = allowed(steps, user) or [None]
    return {"primary": first, "others": others}


def _finish(row) -> Action:
    return Action("次の対応を済みにする", _step(row, "finish"), post=True, permission=EDIT)


def _step(row, name: str) -> str:
    return reverse(f"dispatch:consultation_{name}", args=(row.pk,))
