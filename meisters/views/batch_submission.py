"""Making a submission: choose, see what will happen, do it."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from aomori_skills.paperwork.views import lead_to
from meisters.forms.batches import SelectionForm, SubmitForm
from meisters.models import ApplicationRound, CertificationApplication
from meisters.papers import cover_letter
from meisters.rules import batches as rules
from meisters.services import batch_acts
from meisters.views.batch_pages import EDIT, crumbs


@permitted(EDIT)
def batch_create(request):
    """Choose a round and approved applications."""
    rounds = ApplicationRound.objects.upcoming(since=timezone.localdate())
    form = SelectionForm(request.GET or None, initial={"round": rounds.first()})
    return _selection_page(request, form)


@permitted(EDIT, methods=FORM)
def batch_confirm(request):
    """What will be made and sent; POST does it, all or nothing."""
    selection = SelectionForm(request.GET)
    if not selection.is_valid():
        return _selection_page(request, selection)
    pairs = [
        (row, rules.refusal(row, by=request.user)) for row in selection.cleaned_data["application"]
    ]
    form = _submit_form(request, pairs)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, partial(_submit, request, selection, form))
        except TransitionDenied as denied:
            form.add_error(None, str(denied))
    return _confirm_page(request, selection, form, pairs)


def _submit_form(request, pairs) -> SubmitForm:
    ready = [row for row, refusal in pairs if not refusal]
    initial = {"submitted_on": timezone.localdate(), "application": ready}
    return SubmitForm(request.POST or None, initial=initial, chosen=[row for row, _ in pairs])


def _submit(request, selection, form):
    data = form.cleaned_data
    job = batch_acts.start(
        selection.cleaned_data["round"].pk,
        [row.pk for row in data["application"]],
        by=request.user,
        submitted_on=data["submitted_on"],
        note=data["note"],
    )
    return lead_to(request, job)


def _selection_page(request, selection):
    ready = CertificationApplication.objects.ready_to_submit().for_listing()
    context = {
        "title": "センター提出の作成",
        "breadcrumbs": crumbs(),
        "form": selection,
        "applications": ready.order_by("round__center_deadline", "fiscal_year", "serial"),
        "chosen": request.GET.getlist("application"),
        "is_chosen": selection.is_bound,
        "back_url": reverse("meisters:batch_list"),
    }
    status = 422 if selection.errors else 200
    return render(request, "meisters/batch_create.html", context, status=status)


def _confirm_page(request, selection, form, pairs):
    application_round, today = selection.cleaned_data["round"], timezone.localdate()
    choose = reverse("meisters:batch_create")
    items = [row for row, refusal in pairs if not refusal]
    context = {
        "title": "センター提出の確認",
        "breadcrumbs": crumbs(("センター提出の作成", choose)),
        "round": application_round,
        "is_late": today > application_round.center_deadline,
        "items": items,
        "skipped": [(row, refusal) for row, refusal in pairs if refusal],
        "missing": cover_letter.missing_on(today, by=request.user),
        "letter_subject": cover_letter.SUBJECT,
        "addressee": cover_letter.addressee_on(today),
        "form": form,
        "submit_label": f"{len(items)}件を提出する",
        "back_url": f"{choose}?{request.GET.urlencode()}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/batch_confirm.html", context, status=status)
