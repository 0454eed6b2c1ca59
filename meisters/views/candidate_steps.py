"""候補者: 見送り, 候補に戻す, 連絡の記録."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.saving import Invalid, save_once
from meisters.forms.candidates import ContactForm
from meisters.models import Candidate
from meisters.rules import CANDIDATE_WORKFLOW, workflows
from meisters.services import candidates

SENTENCES = {
    workflows.DECLINE.name: (
        "候補から外します。記録は残り、後で候補に戻せます。理由は経過に残ります。"
    ),
    workflows.RESUME.name: "もう一度、候補として扱います。",
}
DONE = {
    workflows.DECLINE.name: (
        "{}さんを見送りにしました。事情が変わったら「候補に戻す」を選んでください。"
    ),
    workflows.RESUME.name: "{}さんを候補に戻しました。次回連絡日を確認してください。",
}


@permitted("meisters.edit_candidates", methods=FORM)
@leads_to_kept(Candidate, "meisters:candidate_detail")
def candidate_step(request, pk, name):
    if name not in SENTENCES:
        raise Http404
    candidate = get_object_or_404(Candidate, pk=pk)
    step = CANDIDATE_WORKFLOW[name]
    if request.method == "POST":
        answer, form = save_once(request, partial(_take, request, candidate, step))
        if answer:
            return answer
    else:
        form = CommentForm(required=step.comment_required)
    context = {
        "title": f"{candidate}さんを{step.label}",
        "sentence": SENTENCES[name],
        "form": form,
        "submit_label": step.label,
        "back_url": candidate.get_absolute_url(),
        "breadcrumbs": (
            ("候補者", reverse("meisters:candidate_list")),
            (str(candidate), candidate.get_absolute_url()),
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


@permitted("meisters.edit_candidates", methods=FORM)
@leads_to_kept(Candidate, "meisters:candidate_detail")
def candidate_contact(request, pk):
    """A call or a mail: what was said, and when to ask again."""
    candidate = get_object_or_404(Candidate, pk=pk)
    form = ContactForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_note_contact, request, candidate))
        if answer:
            return answer
    context = {
        "title": f"{candidate}さんへの連絡の記録",
        "form": form,
        "back_url": candidate.get_absolute_url(),
        "breadcrumbs": (
            ("候補者", reverse("meisters:candidate_list")),
            (str(candidate), candidate.get_absolute_url()),
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)


def _note_contact(request, candidate):
    form = ContactForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    candidates.note_contact(candidate.pk, by=request.user, **form.cleaned_data)
    messages.success(request, f"{candidate}さんへの連絡を経過に記録しました。")
    return redirect(candidate)


def _take(request, candidate, step):
    form = CommentForm(request.POST, required=step.comment_required)
    if not form.is_valid():
        raise Invalid(form)
    comment = form.cleaned_data["comment"]
    try:
        candidates.take_step(candidate.pk, step.name, by=request.user, comment=comment)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, DONE[step.name].format(candidate))
    return redirect(candidate)
