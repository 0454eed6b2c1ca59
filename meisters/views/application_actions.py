"""Buttons of an application's page: the next step, and the others in the menu."""

from django.urls import reverse

from aomori_skills.base.page import Action
from meisters.choices import ApplicationState as A
from meisters.rules import APPLICATION_WORKFLOW, EDITABLE_STATES, workflows

EDIT = workflows.EDIT
NOTES = {
    workflows.PULL_BACK.name: "承認者が処理する前なら、作成中に戻せます。",
    workflows.REOPEN.name: "内容を直すときに選びます。承認は取り消されます。",
    workflows.WITHDRAW.name: "本人の都合などで申請をやめるときに選びます。",
    workflows.CORRECT_REJECTION.name: "結果を誤って入力したときに選びます。",
}
DANGEROUS = (workflows.WITHDRAW.name,)


def actions_of(application, user) -> dict:
    """``primary`` and ``others`` for ``layouts/detail.html``."""
    steps = [
        step
        for step in APPLICATION_WORKFLOW.available(application, by=user)
        if step in workflows.BY_HAND
    ]
    primary = next((step for step in steps if step.primary), None)
    others = [step_action(application, step) for step in steps if step is not primary]
    return {
        "primary": step_action(application, primary) if primary else _elsewhere(application, user),
        "others": [*_papers(application, user), *others, *_delete(application, user)],
    }


def step_action(application, step) -> Action:
    url = reverse("meisters:application_step", args=(application.pk, step.name))
    return Action(step.label, url, note=NOTES.get(step.name, ""), danger=step.name in DANGEROUS)


def _papers(application, user):
    if user.has_perm("meisters.export_personal"):
        url = reverse("meisters:application_form_pdf", args=(application.pk,))
        yield Action(
            "申請書を印刷する（PDF）",
            url,
            post=True,
            download=True,
            note="本人に確認・署名してもらう用紙です。出力記録に残ります。",
        )
    if application.state in EDITABLE_STATES and user.has_perm(EDIT):
        url = reverse("meisters:application_section", args=(application.pk, "documents"))
        yield Action("書類を添付する", url)


def _delete(application, user):
    if application.state == A.DRAFT and not application.received_on and user.has_perm(EDIT):
        url = reverse("meisters:application_delete", args=(application.pk,))
        yield Action("下書きを削除する", url, danger=True)


def _elsewhere(application, user) -> Action | None:
    """The next step where another page has it."""
    if application.state == A.AWAITING and user.has_perm(workflows.APPROVE_PERMISSION):
        return Action(
            "承認画面を開く",
            reverse("admin:meisters_certificationapplication_change", args=(application.pk,)),
        )
    if application.state == A.APPROVED and user.has_perm(workflows.BATCHES):
        return Action("センターへの提出を作成する", reverse("meisters:batch_create"))
    if application.state == A.SUBMITTED and user.has_perm("meisters.view_batches"):
        item = application.batch_items.filter(cancelled=False).first()
        if item:
            return Action(
                "センター提出を開く", reverse("meisters:batch_detail", args=(item.batch_id,))
            )
    if application.state == A.CERTIFIED and hasattr(application, "meister"):
        return Action(
            "マイスターの登録を開く",
            reverse("meisters:meister_detail", args=(application.meister.pk,)),
        )
    if application.state in (A.REJECTED, A.WITHDRAWN):
        return Action("候補者を開く", application.candidate.get_absolute_url())
    return None
