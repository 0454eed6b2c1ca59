"""Buttons of a request's page: the next step, and the others in the menu."""

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.page import Action, allowed
from dispatch.choices import RequestState
from dispatch.rules import REQUEST_WORKFLOW, workflows
from dispatch.rules.requests import OVERRIDE
from dispatch.rules.workflows import EDIT, EDITABLE_STATES
from dispatch.services.decision_case import volume_in_the_way
from dispatch.services.request_progress import days_of

EXPORT = "meisters.export_personal"
NOTES = {
    workflows.RETURN.name: "依頼元に内容を確かめ直すときなどに選びます。",
    workflows.REVIVE.name: "もう一度、受付から進めます。",
    workflows.PULL_BACK.name: "内容を直すときは、先に引き戻します。",
    workflows.REVISE.name: "日程・指導者・計画を変えるときに選びます。決定は次の版になります。",
    workflows.FINISH.name: "すべての指導日が終わったときに選びます。",
}
IN_MENU = (
    workflows.RETURN,
    workflows.REVIVE,
    workflows.REQUEST_APPROVAL,
    workflows.PULL_BACK,
    workflows.START,
    workflows.FINISH,
    workflows.SETTLE,
    workflows.COMPLETE,
    workflows.REVISE,
    workflows.RESUME,
    workflows.UNSETTLE,
    workflows.REOPEN,
)
"""Steps that the menu offers when they are not the next one."""

NEXT = {
    RequestState.ADJUSTING: workflows.REQUEST_APPROVAL,
    RequestState.DECIDED: workflows.START,
    RequestState.UNDERWAY: workflows.FINISH,
    RequestState.HELD: workflows.SETTLE,
    RequestState.SETTLED: workflows.COMPLETE,
}


def actions_of(row, user, *, broken, with_volume=True) -> dict:
    """``primary`` and ``others`` for ``layouts/detail.html``; ``broken`` stops the adjusting.

    ``with_volume`` asks for the caps too (two queries if the plan takes more than was asked for).
    """
    steps = {step.name: step for step in REQUEST_WORKFLOW.available(row, by=user)}
    early = _too_early(row)
    for step in early:
        steps.pop(step.name, None)
    editable = row.state in EDITABLE_STATES
    first = _next_step(row, user, steps, broken, with_volume, early)
    others = [
        *([_edit(row)] if editable else []),
        paper_action(row),
        _copy(row),
        *([_hand_over(row)] if editable else []),
        *(step_action(row, step) for step in IN_MENU if step.name in steps),
        *([_cancel(row)] if workflows.CANCEL.name in steps else []),
    ]
    others = [one for one in allowed(others, user) if first is None or one.url != first.url]
    return {"primary": first, "others": others}


def step_action(row, step) -> Action:
    url = reverse("dispatch:request_step", args=(row.pk, step.name))
    return Action(step.label, url, note=NOTES.get(step.name, ""), permission=EDIT)


def judge_action(row) -> Action:
    """Keep the verdicts as of now."""
    url = reverse("dispatch:request_judge", args=(row.pk,))
    return Action("判定し直す", url, post=True, permission=EDIT)


def decision_action(row) -> Action:
    """The manager's page, on which it is decided."""
    url = reverse("admin:dispatch_dispatchrequest_change", args=(row.pk,))
    return Action("決定を判断する", url, permission=workflows.APPROVE_PERMISSION)


def exception_action(row) -> Action:
    url = reverse("admin:dispatch_dispatchrequest_change", args=(row.pk,))
    return Action("例外を判断する", url, permission=OVERRIDE)


def _next_step(row, user, steps, broken, with_volume, early) -> Action | None:
    if broken and row.state in EDITABLE_STATES:
        if user.has_perm(OVERRIDE):
            return exception_action(row)
        return next(iter(allowed([_edit(row)], user)), None)
    if workflows.ADJUST.name in steps:
        return step_action(row, workflows.ADJUST)
    if workflows.REVIVE.name in steps:
        return _tell_of_cancellation(row) or step_action(row, workflows.REVIVE)
    if row.state == RequestState.AWAITING:
        return next(iter(allowed([decision_action(row)], user)), None)
    return _of_the_days(row, user, steps, with_volume, early)


def _of_the_days(row, user, steps, with_volume, early) -> Action | None:
    """The next step by the calendar, from the plan to the end."""
    if row.state == RequestState.DECIDED and workflows.START in early:
        if row.untold:
            return Action("決定と通知を見る", f"{row.get_absolute_url()}?tab=decision")
        return next(iter(allowed([_day_checks(row)], user)), None)
    wanted = NEXT.get(row.state)
    if not (wanted and wanted.name in steps):
        return None
    lacking = _still_to_do(row, with_volume) if wanted == workflows.REQUEST_APPROVAL else None
    return lacking or step_action(row, wanted)


def _still_to_do(row, with_volume) -> Action | None:
    """What the plan lacks first, as ``rules.decision_checks`` asks; None: it may be put forward."""
    page = row.get_absolute_url()
    if not row.has_sessions:
        return Action("指導日を決める", f"{page}?tab=sessions")
    if row.lacks_lead:
        return Action("指導者を決める", f"{page}?tab={'asks' if row.has_asks else 'matching'}")
    if not (row.aim or "").strip():
        return Action("計画書を作る", reverse("dispatch:request_plan", args=(row.pk,)))
    if with_volume and volume_in_the_way(row):
        return Action("希望回数・時間を直す", _edit(row).url)
    return None


def _tell_of_cancellation(row) -> Action | None:
    """While somebody has to be told that it was called off."""
    if not row.cancel_notices.undrafted().exists():
        return None
    url = reverse("dispatch:request_notices", args=(row.pk,))
    return Action("取りやめのお知らせを作る", url, permission=EDIT)


def _too_early(row) -> list:
    """実施中 before its first day has come, 実施済 before its last one."""
    if row.state not in (RequestState.DECIDED, RequestState.UNDERWAY):
        return []
    steps = zip((workflows.START, workflows.FINISH), days_of(row), strict=True)
    return [step for step, day in steps if day is not None and day > timezone.localdate()]


def _day_checks(row) -> Action:
    """What comes once everybody knows of the decision."""
    url = reverse("dispatch:request_day_checks", args=(row.pk,))
    return Action("当日までの確認を入力する", url, permission=EDIT)


def _edit(row) -> Action:
    return Action(
        "内容を編集する", reverse("dispatch:request_edit", args=(row.pk,)), permission=EDIT
    )


def paper_action(row) -> Action:
    """The filled 派遣依頼書, for the file."""
    return Action(
        "派遣依頼書を印刷する（PDF）",
        reverse("dispatch:request_paper", args=(row.pk,)),
        post=True,
        download=True,
        note="登録した内容を入れた控えです。出力記録に残ります。",
        permission=EXPORT,
    )


def _copy(row) -> Action:
    return Action(
        "この依頼を写して新しい依頼を登録する",
        f"{reverse('dispatch:request_new')}?copy={row.pk}",
        note="同じ依頼元の次の依頼に使います。希望日と確認事項は写しません。",
        permission=EDIT,
    )


def _hand_over(row) -> Action:
    url = reverse("dispatch:request_hand_over", args=(row.pk,))
    return Action("担当者を引き継ぐ", url, permission=EDIT)


def _cancel(row) -> Action:
    return Action(
        "取り消す",
        reverse("dispatch:request_cancel", args=(row.pk,)),
        note="記録は残り、件数には数えません。",
        permission=EDIT,
        danger=True,
    )
