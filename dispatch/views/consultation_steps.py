"""相談・援助: the next step done or not, a record taken out, the 相談記録票."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.forms.consultations import HandOverForm
from dispatch.models import Consultation
from dispatch.papers import consultation_sheet as paper
from dispatch.rules import consultations as rules
from dispatch.rules.consultations import EDIT
from dispatch.services import consultations
from dispatch.views.consultation_pages import EXPORT, crumbs, list_url


@permitted(EDIT, methods=ACT)
def consultation_finish(request, pk):
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    finish = partial(consultations.finish_action, pk, by=request.user)
    attempt(request, finish, f"{row}の次の対応「{row.next_action}」を済みにしました。")
    return redirect(row)


@permitted(EDIT, methods=ACT)
def consultation_reopen(request, pk):
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    reopen = partial(consultations.reopen_action, pk, by=request.user)
    attempt(request, reopen, f"{row}の次の対応の済みを取り消しました。")
    return redirect(row)


@permitted(EDIT, methods=FORM)
def consultation_delete(request, pk):
    """Asked again first: nothing but the history keeps it."""
    if request.method == "POST":
        answer, _ = save_once(request, partial(_delete, request, pk))
        return answer
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    try:
        rules.check_can_delete(
            row, by=request.user, today=timezone.localdate(), requests=row.became
        )
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    context = {
        "title": f"{row}の削除",
        "sentence": "誤って入力した記録を削除します。元に戻せません。件数と人数からも除かれます。"
        "削除できるのは、記録した当日だけです。",
        "submit_label": "削除する",
        "danger": True,
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(row),
    }
    return render(request, "layouts/confirm.html", context)


@permitted(EDIT, methods=FORM)
def consultation_hand_over(request, pk):
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    form = HandOverForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_hand_over, request, row))
        if answer:
            return answer
    context = {
        "title": f"{row}：対応者を引き継ぐ",
        "sentence": (
            f"いまの対応者は{row.author}さんです。"
            "次の対応は、新しい対応者の仕事として表示されます。"
        ),
        "form": form,
        "submit_label": "引き継ぐ",
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


@permitted(EXPORT, methods=ACT)
def consultation_sheet(request, pk):
    """It names who asked, so handing it out goes on record."""
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    pdf = paper.render_sheet(row)
    disclosures.record(
        request.user,
        what=f"{paper.TITLE} {row}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.REVIEW,
    )
    return send_pdf(pdf, paper.file_name(row))


def _hand_over(request, row):
    form = HandOverForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        done = consultations.hand_over(row.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}の対応者を{done.author}さんにしました。")
    return redirect(row)


def _delete(request, pk):
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    try:
        consultations.delete(row.pk, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    messages.success(request, f"{row}の記録を削除しました。")
    return redirect(list_url())
