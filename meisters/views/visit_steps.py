"""訪問記録: the next action done, the 復命書, a record taken out; the contacts to choose from."""

from functools import partial

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Contact, Organization
from aomori_skills.office.saving import save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from meisters.models import Visit
from meisters.papers import visit_report as paper
from meisters.rules.visits import EDIT
from meisters.services import visits
from meisters.views.addresses import wanted_row
from meisters.views.visit_actions import EXPORT, crumbs, list_url

OFFERED = 30


@permitted(EDIT, methods=ACT)
def visit_finish(request, pk):
    visit = get_object_or_404(Visit.objects.for_page(), pk=pk)
    finish = partial(visits.finish_action, pk, by=request.user)
    done = f"{visit}の次の対応「{visit.next_action}」を済みにしました。"
    attempt(request, finish, f"{done}連絡や訪問をしたときは、その内容も記録してください。")
    return redirect(visit)


@permitted(EDIT, methods=ACT)
def visit_reopen(request, pk):
    visit = get_object_or_404(Visit.objects.for_page(), pk=pk)
    reopen = partial(visits.reopen_action, pk, by=request.user)
    attempt(request, reopen, f"{visit}の次の対応の「済み」を取り消しました。")
    return redirect(visit)


@permitted(EDIT, methods=FORM)
def visit_delete(request, pk):
    """Asked again first: nothing but the history keeps it."""
    if request.method == "POST":
        answer, _ = save_once(request, partial(_delete, request, pk))
        return answer
    visit = get_object_or_404(Visit.objects.for_page(), pk=pk)
    plan = "訪問計画は「予定」に戻ります。" if visit.plan_id else ""
    context = {
        "title": f"{visit}の記録の削除",
        "sentence": "誤って入力した記録を削除します。元に戻せません。"
        f"削除できるのは、記録した本人が記録した当日だけです。{plan}",
        "submit_label": "削除する",
        "danger": True,
        "back_url": visit.get_absolute_url(),
        "breadcrumbs": crumbs(visit),
    }
    return render(request, "layouts/confirm.html", context)


@permitted(EXPORT, methods=ACT)
def visit_report(request, pk):
    """The 復命書; it names the people met, so handing it out goes on record."""
    visit = get_object_or_404(
        Visit.objects.for_page().prefetch_related("staff", "people", "trades"), pk=pk
    )
    pdf = paper.render_report(visit)
    visits.note_report(pk, version=visit.version, by=request.user)
    disclosures.record(
        request.user,
        what=f"{paper.title_of(visit)} {visit}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.REVIEW,
    )
    return send_pdf(pdf, paper.file_name(visit))


@permitted(EDIT)
def visit_contacts(request):
    """The people of ``?organization=`` who are still there, for a search box."""
    place = wanted_row(request, "organization", Organization.objects.all())
    rows = Contact.objects.none()
    if place:
        rows = place.contacts.staying(timezone.localdate()).search(request.GET.get("q", "")[:100])
    found = [{"value": row.pk, "text": str(row)} for row in rows[:OFFERED]]
    return JsonResponse({"results": found})


def _delete(request, pk):
    visit = get_object_or_404(Visit.objects.for_page(), pk=pk)
    try:
        visits.delete(visit.pk, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(visit)
    messages.success(request, f"{visit}の記録を削除しました。")
    return redirect(list_url())
