"""依頼状 with 派遣承諾書: drafts for some or all who were asked, and the form alone as PDF."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.choices import Sending
from dispatch.forms.asks import AskLettersForm
from dispatch.models import DispatchRequest
from dispatch.papers import consent_form
from dispatch.rules import asks as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import ask_letters
from dispatch.services.ask_rows import rows_of, whole
from dispatch.views.asks import EXPORT, tab_of
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def ask_letters_page(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    rows = rows_of(row)
    reasons = [(one, ask_letters.why_no_letter(one, row)) for one in rows]
    ready = [one for one, why in reasons if not why]
    form = AskLettersForm(rows=ready, initial=_initial(ready))
    if request.method == "POST":
        answer, form = save_once(request, partial(_write, request, row, ready))
        if answer:
            return answer
    context = {
        "title": f"{row}：依頼状を作る",
        "ready": ready,
        "skipped": [(one.person.name, why) for one, why in reasons if why],
        "nowhere": [one for one in ready if not (one.person.email or one.person.address)],
        "form": form,
        "submit_label": "下書きを作る",
        "back_url": tab_of(row),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/ask_letters.html", context, status=status)


@permitted(EXPORT, methods=ACT)
def ask_form(request, pk):
    """派遣承諾書 to hand over; it names the person, so it goes on record."""
    row = get_object_or_404(whole().select_related("request__client", "request__trade"), pk=pk)
    paper = consent_form.render_forms([row], timezone.localdate())
    disclosures.record(
        request.user,
        what=f"派遣承諾書 {row.code} {row.person.name}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.PERSON,
    )
    return send_pdf(paper, consent_form.file_name(row))


def _initial(ready) -> dict:
    today = timezone.localdate()
    book = YearRule.objects.rulebook(rules.AREA, today)
    return {
        "asks": [one.pk for one in ready],
        "dated_on": today,
        "reply_by": rules.reply_by(book, today),
        "sending": Sending.EACH,
    }


def _write(request, row, ready):
    form = AskLettersForm(request.POST, rows=ready)
    if not form.is_valid():
        raise Invalid(form)
    told = form.cleaned_data
    try:
        rows, batch = ask_letters.write(
            row.pk,
            [one.pk for one in told["asks"]],
            by=request.user,
            day=told["dated_on"],
            reply_by=told["reply_by"],
            sending=told["sending"],
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    names = "、".join(f"{one.person.name}さん" for one in rows)
    messages.success(
        request,
        f"{names}への依頼状の下書きを作り、派遣承諾書の用紙を添えました。"
        "内容を確認して発行・送信してください。",
    )
    return redirect(batch or rows[0].message)
