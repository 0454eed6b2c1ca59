"""活動継続の確認: a round is closed, and opened again."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import save_once
from meisters.models import ConfirmationRound
from meisters.services import confirmations
from meisters.views.confirmations import EDIT, crumbs

CLOSING = "活動継続の確認を終了します。終了した後でも再開できます。"
REOPENING = "活動継続の確認を再開します。回答と連絡をまた入力できるようになります。"


@permitted(EDIT, methods=FORM)
def confirmation_close(request, pk):
    round_ = get_object_or_404(ConfirmationRound.objects.for_listing(), pk=pk)
    left = round_.count_pending
    unanswered = f"回答していない{left}人は「未回答」のまま記録に残ります。" if left else ""
    if request.method == "POST":
        return _done(request, round_, confirmations.close, "終了しました。")
    return _page(
        request,
        round_,
        title=f"{round_}の終了",
        sentence=f"{unanswered}{CLOSING}",
        submit_label="確認を終了する",
    )


@permitted(EDIT, methods=FORM)
def confirmation_reopen(request, pk):
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    if request.method == "POST":
        said = "再開しました。届いた回答を入力してください。"
        return _done(request, round_, confirmations.reopen, said)
    return _page(
        request,
        round_,
        title=f"{round_}の再開",
        sentence=REOPENING,
        submit_label="確認を再開する",
    )


def _done(request, round_, act, said):
    try:
        return save_once(request, partial(_act, request, round_, act, said))[0]
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(round_)


def _act(request, round_, act, said):
    act(round_.pk, by=request.user)
    messages.success(request, f"{round_}を{said}")
    return redirect(round_)


def _page(request, round_, **context):
    url = round_.get_absolute_url()
    context |= {"back_url": url, "breadcrumbs": crumbs((str(round_), url))}
    return render(request, "layouts/confirm.html", context)
