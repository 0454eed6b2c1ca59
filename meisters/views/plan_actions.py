"""訪問計画: its addresses, and what may be done from the list and from the page of a plan."""

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from meisters.choices import PlanState
from meisters.rules.visits import EDIT, VIEW


def plan_url(plan) -> str:
    return reverse("meisters:plan_detail", args=(plan.pk,))


def crumbs(plan=None):
    first = (("訪問計画", reverse("meisters:plan_list")),)
    return (*first, (str(plan), plan_url(plan))) if plan else first


def list_actions(year: int) -> tuple[Action, ...]:
    """One plan, several at once, last year's again; the counts."""
    return (
        Action("訪問を計画する", reverse("meisters:plan_create"), permission=EDIT),
        Action("一覧から選んでまとめて計画する", reverse("meisters:plan_pick"), permission=EDIT),
        Action("表に入力してまとめて計画する", reverse("meisters:plan_grid"), permission=EDIT),
        Action(
            "前年度の計画から作る", reverse("meisters:plan_copy", args=(year,)), permission=EDIT
        ),
        Action("月別・職種別の件数を見る", reverse("meisters:plan_summary"), permission=VIEW),
    )


def actions(plan, user) -> dict:
    """Recording the visit is the next step; what was given up can come back."""
    timeline = Action(
        "訪問先の経過を見る",
        reverse("organization_timeline", args=(plan.organization_id,)),
    )
    steps = {
        PlanState.PLANNED: (*_steps(plan), timeline),
        PlanState.CANCELLED: (_restore(plan), timeline),
        PlanState.VISITED: (timeline,),
    }
    first, *others = allowed(steps[plan.state], user)
    return {"primary": first, "others": others}


def _steps(plan) -> tuple[Action, ...]:
    record = f"{reverse('meisters:visit_create')}?plan={plan.pk}"
    return (
        Action("訪問を記録する", record, permission=EDIT),
        Action("編集する", reverse("meisters:plan_edit", args=(plan.pk,)), permission=EDIT),
        Action("取りやめる", reverse("meisters:plan_cancel", args=(plan.pk,)), permission=EDIT),
    )


def _restore(plan) -> Action:
    page = reverse("meisters:plan_restore", args=(plan.pk,))
    return Action("計画に戻す", page, post=True, permission=EDIT)
