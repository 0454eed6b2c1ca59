"""打診: what happens to one of them, each after a page that says what will happen."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.forms.asks import (
    AskChangeForm,
    AskedForm,
    ConsentForm,
    DeclineForm,
    WithdrawForm,
)
from dispatch.models import Ask
from dispatch.rules import asks as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import asked_places, asks
from dispatch.services.ask_rows import locked_row
from dispatch.views.asks import tab_of
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def ask_asked(request, pk):
    today = timezone.localdate()
    book = YearRule.objects.rulebook(rules.AREA, today)
    initial = {"asked_on": today, "reply_by": rules.reply_by(book, today)}
    return step(
        request,
        pk,
        "ask",
        label="打診を記録する",
        sentence="{}さんに打診したことを記録します。依頼状を作るときは、依頼状が打診の記録になります。",
        form=partial(AskedForm, initial=initial),
        bound=AskedForm,
        act=asks.ask,
        done="{}さんへの打診を記録しました。回答があったら、承諾か辞退を記録してください。",
    )


@permitted(EDIT, methods=FORM)
def ask_decline(request, pk):
    return step(
        request,
        pk,
        "decline",
        label="辞退を記録する",
        sentence="{}さんの辞退を記録します。承諾した後のときは、指導日の割り当てを外します。記録は残ります。",
        form=partial(DeclineForm, initial={"answered_on": timezone.localdate()}),
        bound=DeclineForm,
        act=asks.decline,
        done="{}さんの辞退を記録しました。",
        after=_next_in_order,
    )


@permitted(EDIT, methods=FORM)
def ask_withdraw(request, pk):
    return step(
        request,
        pk,
        "withdraw",
        label="打診を取りやめる",
        sentence="{}さんへの打診を取りやめます。承諾を受けているときは、指導日の割り当てを外します。",
        form=WithdrawForm,
        bound=WithdrawForm,
        act=asks.withdraw,
        done="{}さんへの打診を取りやめました。打診した後のときは、本人にも連絡してください。",
        danger=True,
    )


@permitted(EDIT, methods=FORM)
def ask_consent(request, pk):
    row = get_object_or_404(Ask, pk=pk)
    initial = {"on": row.consent_on or timezone.localdate()}
    return step(
        request,
        pk,
        "consent",
        label="派遣承諾書の受領を記録する",
        sentence="{}さんから派遣承諾書を受け取った日を記録します。",
        form=partial(ConsentForm, initial=initial),
        bound=ConsentForm,
        act=asks.consent_received,
        done="{}さんの派遣承諾書の受領日を保存しました。",
    )


@permitted(EDIT, methods=FORM)
def ask_undo(request, pk):
    return step(
        request,
        pk,
        "undo",
        label="1つ前の状態に戻す",
        sentence="{}さんへの打診を、1つ前の状態に戻します。承諾の記録を戻すと、指導日の割り当ても外れます。",
        act=asks.undo,
        done="{}さんへの打診を1つ前の状態に戻しました。",
    )


@permitted(EDIT, methods=ACT)
def ask_move(request, pk, direction):
    if direction not in (asks.UP, asks.DOWN):
        raise Http404
    row = get_object_or_404(_rows(), pk=pk)
    move = partial(asks.reorder, pk, direction, by=request.user)

    def act():
        attempt(request, move, f"{row.person.name}さんの打診の順を変えました。")
        return redirect(tab_of(row.request))

    return save_once(request, act)[0]


@permitted(EDIT, methods=FORM)
def ask_change(request, pk):
    row = get_object_or_404(_rows(), pk=pk)
    try:
        rules.check_can("change", row, row.request, by=request.user)
    except TransitionDenied as denied:
        return too_late(request, row, denied)
    form = AskChangeForm(instance=row)
    if request.method == "POST":
        answer, form = save_once(request, partial(_change, request, pk))
        if answer:
            return answer
    return page(request, row, form, "保存する", "役割・指導日を変える", "", template="form")


def _change(request, pk):
    row = locked_row(pk)
    form = AskChangeForm(request.POST, instance=row)
    if not form.is_valid():
        raise Invalid(form)
    role, days = form.cleaned_data["role"], [one.pk for one in form.cleaned_data["days"]]
    try:
        asks.change(pk, role=role, session_ids=days, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row.person.name}さんへの打診の内容を保存しました。")
    return redirect(tab_of(row.request))


def step(
    request, pk, act_name, *, label, sentence, act, done, form=None, bound=None, after=None, **more
):
    """A page that asks for what the step needs; ``after`` adds a sentence to what was done."""
    row = get_object_or_404(_rows(), pk=pk)
    try:
        rules.check_can(act_name, row, row.request, by=request.user)
    except TransitionDenied as denied:
        return too_late(request, row, denied)
    shown = form() if form else None
    if request.method == "POST":
        take = partial(_take, request, row, act, bound, done, after)
        answer, shown = save_once(request, take)
        if answer:
            return answer
    return page(request, row, shown, label, label, sentence.format(row.person.name), **more)


def _take(request, row, act, bound, done, after):
    form = bound(request.POST) if bound else None
    if form is not None and not form.is_valid():
        raise Invalid(form)
    try:
        changed = act(row.pk, by=request.user, **(form.cleaned_data if form else {}))
    except TransitionDenied as denied:
        if form is None:
            messages.error(request, str(denied))
            return redirect(tab_of(row.request))
        refuse(form, denied)
    said = done.format(row.person.name)
    messages.success(request, said + (after(changed) if after else ""))
    return redirect(tab_of(row.request))


def page(request, row, form, submit_label, label, sentence, *, template="confirm", **more):
    context = {
        "title": f"{row.person.name}さん：{label}",
        "sentence": sentence,
        "form": form,
        "submit_label": submit_label,
        "back_url": tab_of(row.request),
        "breadcrumbs": crumbs(row.request),
    } | more
    status = 422 if form is not None and form.is_bound else 200
    return render(request, f"layouts/{template}.html", context, status=status)


def too_late(request, row, denied):
    messages.error(request, str(denied))
    return redirect(tab_of(row.request))


def _next_in_order(declined) -> str:
    """Who is to be asked now for the place that is open again."""
    gap = next(iter(asked_places.gaps_left(declined)), None)
    return f"{gap.place}は、まだ決まっていません。{gap.now}" if gap else ""


def _rows():
    return Ask.objects.for_listing()
