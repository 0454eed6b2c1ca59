"""活動継続の確認: to begin, to take in more people, to remind, to close and to reopen."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.services import jobs
from aomori_skills.paperwork.views import lead_to
from meisters.forms.confirmations import AddForm, LettersForm, OpenForm
from meisters.models import ConfirmationRound, Meister
from meisters.rules import confirmations as rules
from meisters.services import confirmation_acts, confirmations
from meisters.views.confirmations import EDIT, crumbs


@permitted(EDIT, methods=FORM)
def confirmation_open(request):
    """Who will be asked, how and until when."""
    if request.method == "POST":
        answer, form = save_once(request, partial(_open, request))
        if answer:
            return answer
    else:
        today = timezone.localdate()
        initial = {
            "fiscal_year": fiscal_year.of(today),
            "opened_on": today,
            "owner": request.user,
            "channel": "each",
        }
        form = OpenForm(initial=initial)
    people = Meister.objects.active()
    return _confirm(
        request,
        form,
        people,
        title="活動継続の確認の開始",
        submit_label="確認を始める",
        back_url=reverse("meisters:confirmation_list"),
    )


@permitted(EDIT, methods=FORM)
def confirmation_add(request, pk):
    """Those who were certified after the round began, or came back to work."""
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    if refused := _refused(request, round_):
        return refused
    if request.method == "POST":
        answer, form = save_once(request, partial(_add, request, round_))
        if answer:
            return answer
    else:
        form = AddForm(initial={"dated_on": timezone.localdate(), "channel": "each"})
    return _confirm(
        request,
        form,
        Meister.objects.not_asked_in(round_),
        title=f"{round_}の対象の追加",
        submit_label="対象に加える",
        back_url=round_.get_absolute_url(),
        names=True,
    )


@permitted(EDIT, methods=FORM)
def confirmation_remind(request, pk):
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    if refused := _refused(request, round_):
        return refused
    if request.method == "POST":
        answer, form = save_once(request, partial(_remind, request, round_))
        if answer:
            return answer
    else:
        form = LettersForm(initial={"dated_on": timezone.localdate(), "channel": "each"})
    rows = list(round_.confirmations.unanswered().with_people())
    context = {
        "title": f"{round_}の再度の依頼",
        "sentence": "回答していない人に、再度の依頼の文書を作ります。まだ下書きで、"
        "内容を確認して発行・送信するまでは届きません。",
        "items": [row for row in rows if not rules.why_no_reminder(row)],
        "skipped": [(row, reason) for row in rows if (reason := rules.why_no_reminder(row))],
        "form": form,
        "submit_label": "下書きを作る",
        "back_url": round_.get_absolute_url(),
        "breadcrumbs": crumbs((str(round_), round_.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


@permitted(EDIT, methods=FORM)
def confirmation_close(request, pk):
    round_ = get_object_or_404(ConfirmationRound.objects.for_listing(), pk=pk)
    sentence = "活動継続の確認を終了します。終了した後でも再開できます。"
    if round_.count_pending:
        sentence = (
            f"回答していない{round_.count_pending}人は「未回答」のまま記録に残ります。{sentence}"
        )
    return _simple(
        request,
        round_,
        confirmations.close,
        title=f"{round_}の終了",
        sentence=sentence,
        submit_label="確認を終了する",
        done="終了しました。",
    )


@permitted(EDIT, methods=FORM)
def confirmation_reopen(request, pk):
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    return _simple(
        request,
        round_,
        confirmations.reopen,
        title=f"{round_}の再開",
        sentence="活動継続の確認を再開します。回答と連絡をまた入力できるようになります。",
        submit_label="確認を再開する",
        done="再開しました。届いた回答を入力してください。",
    )


def _open(request):
    form = OpenForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        round_ = confirmations.open_round(form.save(commit=False), by=request.user)
        return _ask(request, round_, Meister.objects.active(), round_.opened_on, form)
    except TransitionDenied as denied:
        refuse(form, denied)


def _add(request, round_):
    form = AddForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    people = Meister.objects.not_asked_in(round_)
    try:
        return _ask(request, round_, people, form.cleaned_data["dated_on"], form)
    except TransitionDenied as denied:
        refuse(form, denied)


def _ask(request, round_, people, day, form):
    keys = list(people.values_list("pk", flat=True))
    return _start(
        request,
        confirmation_acts.ask,
        title=f"{round_}の文書の下書き（{len(keys)}件）",
        total=len(keys),
        back_url=round_.get_absolute_url(),
        round_id=round_.pk,
        meister_ids=keys,
        dated_on=day.isoformat(),
        channel=form.cleaned_data["channel"],
    )


def _remind(request, round_):
    form = LettersForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    count = round_.confirmations.unanswered().count()
    try:
        return _start(
            request,
            confirmation_acts.remind,
            title=f"{round_}の再度の依頼の下書き（{count}件）",
            total=count,
            back_url=round_.get_absolute_url(),
            round_id=round_.pk,
            dated_on=form.cleaned_data["dated_on"].isoformat(),
            channel=form.cleaned_data["channel"],
        )
    except TransitionDenied as denied:
        refuse(form, denied)


def _start(request, act, **params):
    job = jobs.start(act, by=request.user, permission=EDIT, **params)
    return lead_to(request, job)


def _confirm(request, form, people, *, names=False, **context):
    count = people.count()
    mails = people.exclude(email="").count()
    nowhere = people.filter(email="", address="")
    context |= {
        "form": form,
        "count": count,
        "mails": mails,
        "letters": count - mails,
        "nowhere": list(nowhere[:50]),
        "people": list(people[:200]) if names else [],
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/confirmation_open.html", context, status=status)


def _refused(request, round_):
    try:
        rules.check_is_open(round_)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(round_)


def _simple(request, round_, act, *, done, **context):
    if request.method == "POST":

        def run():
            act(round_.pk, by=request.user)
            messages.success(request, f"{round_}を{done}")
            return redirect(round_)

        try:
            return save_once(request, run)[0]
        except TransitionDenied as denied:
            messages.error(request, str(denied))
            return redirect(round_)
    url = round_.get_absolute_url()
    context |= {"back_url": url, "breadcrumbs": crumbs((str(round_), url))}
    return render(request, "layouts/confirm.html", context)
