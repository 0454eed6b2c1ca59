"""認定申請: entry, section by section, with what is still missing beside it."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.forms.sections import BY_SLUG, DOCUMENTS, after
from meisters.models import CertificationApplication
from meisters.rules.applications import check_can_edit
from meisters.services import applications
from meisters.services.facts import case_of
from meisters.views.application_documents import documents_page
from meisters.views.application_pages import (
    application_of,
    checklist_context,
    crumbs,
    open_first,
    places,
    section_url,
)

EDIT = "meisters.edit_applications"


@permitted(EDIT, methods=FORM)
def application_section(request, pk, slug):
    if slug != DOCUMENTS and slug not in BY_SLUG:
        raise Http404
    application = application_of(pk)
    try:
        check_can_edit(application, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(application)
    if slug == DOCUMENTS:
        return documents_page(request, application)
    return _section_page(request, application, BY_SLUG[slug])


def _section_page(request, application, section):
    context = checklist_context(application, doubles=section.slug == "person")
    form = None
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, application.pk, section))
        if answer:
            return answer
    if form is None:
        form = section.bind(application, by=request.user, limits=context["limits"])
    following = after(section)
    context |= {
        "title": f"{section.title}の入力",
        "subject": application,
        "section": section,
        "form": form,
        "formsets": form.parts,
        "lost_files": list(request.FILES.values()),
        "beside": open_first(context["items"]),
        "places": places(application, section.slug, context["items"]),
        "next_label": "保存して次へ" if following else "保存して書類へ",
        "back_url": application.get_absolute_url(),
        "breadcrumbs": crumbs((str(application), application.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/application_section.html", context, status=status)


def _save(request, pk, section):
    application = _locked(pk)
    form = section.bind(
        application,
        by=request.user,
        limits=case_of(application, doubles=False).limits,
        data=request.POST,
        files=request.FILES,
    )
    if not all([*(part.is_valid() for part in form.parts), form.is_valid()]):
        raise Invalid(form)
    try:
        applications.save_content(
            form.instance, by=request.user, parts=form.parts, new_firm=form.new_firm
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{application}の「{section.title}」を保存しました。")
    if "_next" not in request.POST:
        return redirect(application)
    following = after(section)
    return redirect(section_url(application, following.slug if following else DOCUMENTS))


def _locked(pk) -> CertificationApplication:
    return get_object_or_404(
        CertificationApplication.objects.whole().select_for_update(of=("self",)), pk=pk
    )
