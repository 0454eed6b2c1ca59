"""活動継続の確認: the rounds, the page of one, its edit."""

from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.models import MessageBatch
from meisters.choices import StillActive
from meisters.filters.confirmations import OVERDUE, TO_ACT, RoundFilter
from meisters.forms.confirmations import RoundForm
from meisters.models import ConfirmationCall, ConfirmationRound, Meister
from meisters.rules import confirmations as rules
from meisters.services import confirmations
from meisters.tables.confirmations import RoundTable

VIEW = "meisters.view_confirmations"
EDIT = "meisters.edit_confirmations"
EXPORT = "meisters.export_personal"
TABS = (("overview", "概要"), ("history", "履歴"))


@permitted(VIEW, methods=FORM)
def confirmation_list(request):
    start = Action("確認を始める", reverse("meisters:confirmation_open"), permission=EDIT)
    people = Action("回答の一覧を見る", reverse("meisters:confirmation_people"))
    return list_page(
        request,
        table=RoundTable,
        filterset=RoundFilter,
        queryset=ConfirmationRound.objects.for_listing(),
        title="活動継続の確認",
        name="活動継続の確認一覧",
        actions=(start, people),
        empty=Empty(
            "活動継続の確認はまだ行っていません。年度ごとに、活動可のマイスター全員に"
            "活動を続けるかどうかを確認します。",
            start,
        ),
    )


@permitted(VIEW)
def confirmation_detail(request, pk):
    round_ = get_object_or_404(ConfirmationRound.objects.for_listing(), pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    not_asked = Meister.objects.not_asked_in(round_).count() if round_.is_open else 0
    actions = _actions(round_, request.user, not_asked)
    context = {
        "kind": "活動継続の確認",
        "title": str(round_),
        "subject": round_,
        "due": round_.reply_by if round_.is_open else None,
        "ball": round_.owner if round_.is_open else None,
        "tabs": tabs,
        "tab": tab,
        "primary": actions[0] if actions else None,
        "others": actions[1:],
        "not_asked": not_asked,
        "breadcrumbs": crumbs(),
        **(_progress(round_) if tab == "overview" else {}),
        "entries": history.entries(round_, "confirmations") if tab == "history" else (),
    }
    return render(request, "meisters/confirmation_detail.html", context)


@permitted(EDIT, methods=FORM)
def confirmation_edit(request, pk):
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = RoundForm(instance=round_)
    url = round_.get_absolute_url()
    context = {
        "title": f"{round_}の編集",
        "form": form,
        "back_url": url,
        "breadcrumbs": crumbs((str(round_), url)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)


def crumbs(*more):
    return (("活動継続の確認", reverse("meisters:confirmation_list")), *more)


def refused_as_closed(request, round_):
    """The way back from what only an open round takes; None if it is open."""
    try:
        rules.check_is_open(round_)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(round_)


def people_url(round_, **conditions) -> str:
    query = "".join(f"&{name}={value}" for name, value in conditions.items())
    return f"{reverse('meisters:confirmation_people')}?round={round_.pk}{query}"


def _update(request, pk):
    round_ = get_object_or_404(ConfirmationRound.objects.select_for_update(of=("self",)), pk=pk)
    form = RoundForm(request.POST, instance=round_)
    if not form.is_valid():
        raise Invalid(form)
    try:
        confirmations.update(round_, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{round_}を保存しました。")
    return redirect(round_)


def _progress(round_) -> dict:
    """Numbers that lead to exactly their people, and the letters of the round."""
    lines = [("対象", round_.asked, people_url(round_))]
    for answer in StillActive:
        count = getattr(round_, f"count_{answer.value}")
        lines.append((answer.label, count, people_url(round_, answer=answer.value)))
    overdue = round_.confirmations.overdue(timezone.localdate()).count()
    to_act = round_.confirmations.to_act().count()
    lines.append(("回答期限を過ぎた未回答", overdue, people_url(round_, scope=OVERDUE)))
    lines.append(("休止・辞退の手続が必要", to_act, people_url(round_, scope=TO_ACT)))
    asked = round_.confirmations.values("message")
    reminded = ConfirmationCall.objects.filter(confirmation__round=round_).values("message")
    batches = MessageBatch.objects.filter(
        Q(messages__in=asked) | Q(messages__in=reminded)
    ).distinct()
    return {"lines": lines, "batches": batches}


def _actions(round_, user, not_asked: int):
    def action(label, name, **more):
        return Action(
            label, reverse(f"meisters:{name}", args=(round_.pk,)), permission=EDIT, **more
        )

    if not round_.is_open:
        return allowed([action("確認を再開する", "confirmation_reopen")], user)
    actions = [action("回答を入力する", "confirmation_answers")]
    if not_asked:
        actions.append(
            action(
                f"まだ対象にしていない{not_asked}人を加える",
                "confirmation_add",
                note="あとから認定された人などに、確認の文書を作ります。",
            )
        )
    if round_.count_pending:
        actions.append(action("回答していない人に再度依頼する", "confirmation_remind"))
    slips = Action(
        "回答票をまとめて出力する（PDF）",
        reverse("meisters:confirmation_slips", args=(round_.pk,)),
        post=True,
        permission=EXPORT,
        note="回答していない人の回答票を、1つのPDFにします。メールには添付されています。",
    )
    return allowed(
        [
            *actions,
            slips,
            action("編集する", "confirmation_edit"),
            action("確認を終了する", "confirmation_close"),
        ],
        user,
    )
