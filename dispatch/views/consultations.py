"""相談・援助: list, entry, page."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.filters.consultations import ALL_YEARS, ConsultationFilter
from dispatch.forms.consultations import ConsultationForm
from dispatch.models import Consultation
from dispatch.rules.consultations import EDIT
from dispatch.services import consultations
from dispatch.tables.consultations import ConsultationTable
from dispatch.views.consultation_pages import (
    EXPORT,
    crumbs,
    detail_context,
    figures_action,
    list_url,
    new_action,
)
from meisters.views.addresses import wanted_row

VIEW = "dispatch.view_consultations"


@permitted(VIEW, methods=FORM)
def consultation_list(request):
    year = fiscal_year.label(request.fiscal_year)
    place = wanted_row(request, "organization", Organization.objects.current())
    new = new_action(place)
    return disclosed_list_page(
        request,
        table=ConsultationTable,
        filterset=ConsultationFilter,
        queryset=Consultation.objects.for_listing(),
        title="相談・援助",
        name="相談・援助一覧",
        export_permission=EXPORT,
        period="" if request.GET.get("scope") else year,
        actions=(new, figures_action()),
        empty=Empty(f"{year}の相談・援助の記録はまだありません。", new),
    )


@permitted(VIEW)
def client_consultations(request, pk):
    """The list with the talks of one organization, of all years."""
    place = get_object_or_404(Organization, pk=pk)
    return redirect(f"{list_url()}?organization={place.pk}&scope={ALL_YEARS}")


@permitted(VIEW)
def consultation_detail(request, pk):
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    return render(request, "dispatch/consultation_detail.html", detail_context(request, row))


@permitted(EDIT, methods=FORM)
def consultation_new(request):
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    else:
        form = ConsultationForm(instance=_proposal(request))
    return _form_page(request, form, title="相談・援助の記録", next_label="保存して次へ")


@permitted(EDIT, methods=FORM)
def consultation_edit(request, pk):
    row = get_object_or_404(Consultation.objects.for_listing(), pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = ConsultationForm(instance=row)
    return _form_page(
        request,
        form,
        title=f"{row}の編集",
        back_url=row.get_absolute_url(),
        breadcrumbs=crumbs(row),
    )


def _proposal(request) -> Consultation:
    """Today's talk; after another one that was just entered, of the same day."""
    before = wanted_row(request, "after", Consultation.objects.all())
    return Consultation(
        consulted_on=before.consulted_on if before else timezone.localdate(),
        organization=wanted_row(request, "organization", Organization.objects.current()),
    )


def _create(request):
    form = _bound(request, Consultation())
    try:
        row = consultations.record(form.instance, by=request.user, new_place=form.new_row)
    except TransitionDenied as denied:
        refuse(form, denied)
    if "_next" in request.POST:
        messages.success(request, f"{row}を記録しました。続けて次の相談を入力してください。")
        return redirect(f"{reverse('dispatch:consultation_new')}?after={row.pk}")
    messages.success(
        request, f"{row}を記録しました。派遣の依頼になるときは「派遣依頼にする」を選んでください。"
    )
    return redirect(row)


def _update(request, pk):
    try:
        row = consultations.locked(pk)
    except Consultation.DoesNotExist:
        raise Http404 from None
    form = _bound(request, row)
    try:
        consultations.update(form.instance, by=request.user, new_place=form.new_row)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}の記録を保存しました。")
    return redirect(row)


def _bound(request, row) -> ConsultationForm:
    form = ConsultationForm(request.POST, instance=row)
    if not form.is_valid():
        raise Invalid(form)
    return form


def _form_page(request, form, **context):
    context = {"form": form, "back_url": list_url(), "breadcrumbs": crumbs()} | context
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)
