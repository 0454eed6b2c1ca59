"""Single steps of a wave and of its addressees, each asked once more before it is done."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.choices import Standing
from dispatch.forms.surveys import DayForm, DeclineForm
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.rules.surveys import EDIT
from dispatch.services import survey_addressees, survey_replies, surveys
from dispatch.views.survey_pages import crumbs


@permitted(EDIT, methods=FORM)
def survey_close(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    rows = survey.addressees.with_standing(timezone.localdate())
    waiting = rows.filter(standing__in=(Standing.SENT, Standing.UNANSWERED)).count()
    kept = f"回答のない{waiting}件は、そのまま記録に残ります。" if waiting else ""
    return step(
        request,
        survey,
        partial(surveys.close, pk, by=request.user),
        title=f"{survey}の終了",
        sentence=f"{kept}調査を終了します。終了した後でも再開できます。",
        submit_label="調査を終了する",
        done=f"「{survey}」を終了しました。",
        breadcrumbs=crumbs(survey),
    )


@permitted(EDIT, methods=FORM)
def survey_reopen(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    return step(
        request,
        survey,
        partial(surveys.reopen, pk, by=request.user),
        title=f"{survey}の再開",
        sentence="調査を再開します。文書の作成と回答の入力をまた行えるようになります。",
        submit_label="調査を再開する",
        done=f"「{survey}」を再開しました。届いた回答を入力してください。",
        breadcrumbs=crumbs(survey),
    )


@permitted(EDIT, methods=FORM)
def addressee_remove(request, pk):
    """The second click of a double click finds nothing any more; its token is known first."""
    if request.method == "POST":
        return save_once(request, partial(_remove, request, pk))[0]
    row = _addressee(pk)
    context = {
        "title": f"{row.organization}を調査先から外す",
        "sentence": "まだ文書を作っていない調査先を、この調査から外します。もう一度加えられます。",
        "submit_label": "調査先から外す",
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(row.survey),
    }
    return render(request, "layouts/confirm.html", context)


@permitted(EDIT, methods=FORM)
def addressee_sent(request, pk):
    row = _addressee(pk)
    return _step(
        request,
        row,
        partial(survey_addressees.mark_sent, pk, by=request.user),
        form=partial(DayForm, label="送付日"),
        title=f"{row.organization}への送付の記録",
        sentence="手渡しやFAXなど、送信箱を使わずに調査票を送ったときに記録します。",
        submit_label="送付を記録する",
        done=f"{row.organization}への送付を記録しました。",
    )


@permitted(EDIT, methods=FORM)
def addressee_undeliverable(request, pk):
    row = _addressee(pk)
    return _step(
        request,
        row,
        partial(survey_addressees.mark_undeliverable, pk, by=request.user),
        form=partial(DayForm, label="宛先不明を確認した日"),
        title=f"{row.organization}の宛先不明",
        sentence="調査票が返送されたことを記録します。企業・団体にも印が付き、"
        "ほかの文書を送るときに表示されます。取り消すこともできます。",
        submit_label="宛先不明にする",
        done=f"{row.organization}を宛先不明にしました。新しい所在地が分かったら、"
        "企業・学校・団体の画面で直してください。",
    )


@permitted(EDIT, methods=FORM)
def addressee_found(request, pk):
    row = _addressee(pk)
    return _step(
        request,
        row,
        partial(survey_addressees.take_back_undeliverable, pk, by=request.user),
        title=f"{row.organization}の宛先不明の取消し",
        sentence="宛先不明を取り消し、「送付」に戻します。企業・団体の印も消えます。",
        submit_label="宛先不明を取り消す",
        done=f"{row.organization}の宛先不明を取り消しました。",
    )


@permitted(EDIT, methods=FORM)
def addressee_decline(request, pk):
    row = _addressee(pk)
    return _step(
        request,
        row,
        partial(survey_replies.decline, pk, by=request.user),
        form=DeclineForm,
        title=f"{row.organization}の回答の辞退",
        sentence="回答しないという連絡を受けたことを記録します。辞退は回答に数えません。",
        submit_label="辞退を記録する",
        done=f"{row.organization}の回答の辞退を記録しました。",
    )


@permitted(EDIT, methods=FORM)
def addressee_take_back(request, pk):
    row = _addressee(pk)
    return _step(
        request,
        row,
        partial(survey_replies.take_back, pk, by=request.user),
        title=f"{row.organization}の回答の取消し",
        sentence="入力した回答と、希望・推薦の行を消し、「送付」に戻します。履歴には残ります。",
        submit_label="回答を取り消す",
        danger=True,
        done=f"{row.organization}の回答を取り消しました。",
    )


def _remove(request, pk):
    rows = SurveyAddressee.objects.select_related("survey", "organization")
    row = rows.filter(pk=pk).first()
    if row is None:
        messages.info(request, "この調査先は、すでに調査から外されています。")
        return redirect("dispatch:addressee_list")
    done = f"{row.organization}を「{row.survey}」の調査先から外しました。"
    is_done = attempt(request, partial(survey_addressees.remove, pk, by=request.user), done)
    return redirect(row.survey if is_done else row)


def _addressee(pk) -> SurveyAddressee:
    rows = SurveyAddressee.objects.select_related("survey", "organization")
    return get_object_or_404(rows, pk=pk)


def _step(request, row, act, **context):
    return step(request, row, act, breadcrumbs=crumbs(row.survey), **context)


def step(request, row, act, *, done: str, form=None, **context):
    """Ask, and on POST do ``act`` with what the form says; then show the row."""
    shown = form(initial={"day": timezone.localdate()}) if form else None
    if request.method == "POST":
        run = partial(_do, request, act, form, done, row)
        try:
            answer, shown = save_once(request, run)
            if answer:
                return answer
        except TransitionDenied as denied:
            messages.error(request, str(denied))
            return redirect(row)
    context |= {"form": shown, "back_url": row.get_absolute_url()}
    status = 422 if shown is not None and shown.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _do(request, act, make_form, done: str, after):
    form = make_form(request.POST) if make_form else None
    if form is not None and not form.is_valid():
        raise Invalid(form)
    try:
        act(**(form.cleaned_data if form else {}))
    except TransitionDenied as denied:
        if form is None:
            raise
        refuse(form, denied)
    except SurveyAddressee.DoesNotExist:
        raise Http404 from None
    messages.success(request, done)
    return redirect(after)
