"""活動継続の回答: everybody of every round as one list, and the page of one."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from aomori_skills.base import history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action, allowed
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.confirmations import PeopleFilter
from meisters.models import Confirmation
from meisters.rules import confirmations as rules
from meisters.rules.workflows import MEISTERS
from meisters.tables.confirmations import PeopleTable, step_url
from meisters.views.confirmations import EDIT, EXPORT, VIEW, crumbs

TABS = (("overview", "概要"), ("history", "履歴"))


@permitted(VIEW, methods=FORM)
def confirmation_people(request):
    return disclosed_list_page(
        request,
        table=PeopleTable,
        filterset=PeopleFilter,
        queryset=Confirmation.objects.for_listing().order_by(
            "-round__fiscal_year", "meister__family_kana", "meister__given_kana", "pk"
        ),
        title="活動継続の回答",
        name="活動継続の回答一覧",
        export_permission=EXPORT,
        breadcrumbs=crumbs(),
        empty=Empty("活動継続の確認はまだ行っていません。"),
    )


@permitted(VIEW)
def confirmation_person(request, pk):
    row = get_object_or_404(
        Confirmation.objects.select_related(
            "round__owner", "meister", "message", "answer_typed_by"
        ),
        pk=pk,
    )
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    actions = _actions(row, request.user)
    context = {
        "kind": str(row.round),
        "title": f"{row.meister}さんの回答",
        "number": row.code,
        "subject": row,
        "tabs": tabs,
        "tab": tab,
        "primary": actions[0] if actions else None,
        "others": actions[1:],
        "calls": row.calls.select_related("by", "message").order_by("-called_on", "-pk"),
        "may_edit": request.user.has_perm(EDIT) and row.round.is_open,
        "entries": history.entries(row, "calls") if tab == "history" else (),
        "breadcrumbs": crumbs((str(row.round), row.round.get_absolute_url())),
    }
    return render(request, "meisters/confirmation_person.html", context)


def _actions(row, user):
    actions = []
    if rules.step_of(row.answer, row.meister.state):
        label = f"{rules.STEP_WORDS[row.answer]}（登録の手続）"
        actions.append(Action(label, step_url(row), permission=MEISTERS))
    if row.round.is_open:
        answers = reverse("meisters:confirmation_answers", args=(row.round_id,))
        call = reverse("meisters:confirmation_call", args=(row.pk,))
        actions += [
            Action("回答を入力する", f"{answers}?person={row.pk}", permission=EDIT),
            Action("連絡を記録する", call, permission=EDIT),
        ]
    slip = reverse("meisters:confirmation_slip", args=(row.pk,))
    actions.append(
        Action("回答票を出力する（PDF）", slip, post=True, permission=EXPORT, download=True)
    )
    return allowed(actions, user)
