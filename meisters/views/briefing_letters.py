"""説明文書を作る: who gets one, how, and who is left out and why."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.services import jobs
from aomori_skills.paperwork.views import lead_to
from meisters.forms.briefings import LettersForm
from meisters.papers import explanation
from meisters.rules import briefings as rules
from meisters.services import briefings
from meisters.views.untold import EDIT, chosen_keys

SHOWN = 200


@permitted(EDIT, methods=FORM)
def briefing_letters(request):
    keys = chosen_keys(request)
    if request.method == "POST":
        answer, form = save_once(request, partial(_draft, request))
        if answer:
            return answer
        keys = form.cleaned_data.get("people", keys)
    elif not keys:
        messages.error(request, "説明文書を作る人を選択してください。")
        return redirect("meisters:untold_list")
    people = briefings.untold_of(keys)
    taken = [row for row in people if not rules.why_no_letter(row)]
    if request.method == "GET":
        initial = {
            "dated_on": timezone.localdate(),
            "channel": "each",
            "people": [row.pk for row in taken],
        }
        form = LettersForm(initial=initial)
    context = {
        "title": "説明文書の作成",
        "form": form,
        "people": [
            (row, rules.words(row.untold), rules.licence_note(row)) for row in taken[:SHOWN]
        ],
        "count": len(taken),
        "more": max(len(taken) - SHOWN, 0),
        "mails": sum(bool(row.email) for row in taken),
        "letters": sum(not row.email for row in taken),
        "nowhere": [row for row in taken if not row.email and not row.address],
        "skipped": [(row, reason) for row in people if (reason := rules.why_no_letter(row))],
        "submit_label": f"{len(taken)}件の下書きを作る",
        "back_url": reverse("meisters:untold_list"),
        "breadcrumbs": (("説明が済んでいないマイスター", reverse("meisters:untold_list")),),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/briefing_letters.html", context, status=status)


def _draft(request):
    form = LettersForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    people = form.cleaned_data["people"]
    try:
        job = jobs.start(
            briefings.write_letters,
            title=f"{explanation.TITLE}の下書き（{len(people)}件）",
            by=request.user,
            permission=EDIT,
            total=len(people),
            back_url=reverse("meisters:untold_list"),
            meister_ids=people,
            dated_on=form.cleaned_data["dated_on"].isoformat(),
            letters_only=form.cleaned_data["channel"] == "letters",
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    return lead_to(request, job)
