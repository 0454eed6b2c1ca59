"""Buttons of a request's page: the next step, and the others in the menu."""

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from dispatch.rules import REQUEST_WORKFLOW, workflows
from dispatch.rules.requests import OVERRIDE
from dispatch.rules.workflows import EDIT, EDITABLE_STATES

EXPORT = "meisters.export_personal"
NOTES = {
    workflows.RETURN.name: "依頼元に内容を確かめ直すときなどに選びます。",
    workflows.REVIVE.name: "もう一度、受付から進めます。",
}


def actions_of(row, user, *, broken) -> dict:
    """``primary`` and ``others`` for ``layouts/detail.html``; ``broken`` stops the adjusting."""
    steps = {step.name: step for step in REQUEST_WORKFLOW.available(row, by=user)}
    editable = row.state in EDITABLE_STATES
    first = _next_step(row, user, steps, broken)
    others = [
        *([_edit(row)] if editable else []),
        paper_action(row),
        _copy(row),
        *([_hand_over(row)] if editable else []),
        *(
            step_action(row, step)
            for name, step in steps.items()
            if name in (workflows.RETURN.name, workflows.REVIVE.name)
        ),
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


def exception_action(row) -> Action:
    url = reverse("admin:dispatch_dispatchrequest_change", args=(row.pk,))
    return Action("例外を判断する", url, permission=OVERRIDE)


def _next_step(row, user, steps, broken) -> Action | None:
    if broken and row.state in EDITABLE_STATES:
        if user.has_perm(OVERRIDE):
            return exception_action(row)
        return next(iter(allowed([_edit(row)], user)), None)
    if workflows.ADJUST.name in steps:
        return step_action(row, workflows.ADJUST)
    if workflows.REVIVE.name in steps:
        return step_action(row, workflows.REVIVE)
    if row.state in EDITABLE_STATES:
        return next(iter(allowed([_edit(row)], user)), None)
    return None


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
