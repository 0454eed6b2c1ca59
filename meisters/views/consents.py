"""公表同意: the list, the correction, and the record of one paper for several items."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.lists import disclosed_list_page
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_attachment
from meisters.choices import PublicItem
from meisters.filters.consents import ConsentFilter
from meisters.forms.consent_grid import ConsentGrid
from meisters.forms.consents import ConsentsForm, RecordForm, WithdrawForm
from meisters.models import Meister
from meisters.rules.publication import OUTPUTS, agreed_items
from meisters.services import consents
from meisters.tables.consents import ConsentTable
from meisters.views.public_pages import publication_crumbs, publication_tabs

VIEW = "meisters.view_meisters"
EDIT = "meisters.edit_meisters"
EXPORT = "meisters.export_personal"


@permitted(VIEW, methods=FORM)
def consent_list(request):
    return disclosed_list_page(
        request,
        table=ConsentTable,
        filterset=ConsentFilter,
        queryset=Meister.objects.filter(merged_into=None).prefetch_related("consents"),
        title="公表同意の状況",
        name="公表同意の状況",
        export_permission=EXPORT,
        empty=Empty("マイスターがまだ登録されていません。名簿に登録すると、ここに表示します。"),
        template="meisters/publication_list.html",
        breadcrumbs=publication_crumbs(),
        tabs=publication_tabs(request),
    )


@permitted(EDIT, methods=FORM)
def meister_consents(request, pk):
    meister = get_object_or_404(Meister.objects.with_consent_papers(), pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_correct, request, pk))
        if answer:
            return answer
    else:
        form = ConsentsForm(instance=meister, parts=[ConsentGrid(instance=meister)])
    return _page(request, "meisters/consent_grid.html", meister, "の公表同意", form)


@permitted(EDIT, methods=FORM)
def meister_consent_record(request, pk):
    meister = get_object_or_404(Meister, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_record, request, pk))
        if answer:
            return answer
    else:
        form = RecordForm(instance=meister)
    return _page(request, "meisters/consent_form.html", meister, "の同意を記録する", form)


@permitted(EDIT, methods=FORM)
def meister_consent_withdraw(request, pk):
    meister = get_object_or_404(Meister, pk=pk)
    agreed = agreed_items(meister)
    form = WithdrawForm(agreed=agreed)
    if request.method == "POST":
        answer, form = save_once(request, partial(_withdraw, request, meister, agreed))
        if answer:
            return answer
    elif not agreed:
        messages.error(
            request, f"{meister}さんが公表に同意している項目はないため、撤回の記録は要りません。"
        )
        return redirect(_tab(meister))
    outputs = [(item.label, OUTPUTS[item]) for item in OUTPUTS if item in agreed]
    return _page(
        request, "meisters/consent_withdraw.html", meister, "の公表同意を撤回する", form, outputs
    )


@permitted(EXPORT, methods=ACT)
def meister_consent_paper(request, pk, paper):
    """A paper as it was stored; handing it out goes on record."""
    meister = get_object_or_404(Meister, pk=pk)
    held = meister.consent_papers.select_related("attachment").filter(pk=paper).first()
    if held is None:
        raise Http404
    try:
        response = send_attachment(held.attachment)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(_tab(meister))
    disclosures.record(
        request.user,
        what=f"{meister}さんの{held}",
        count=1,
        medium=Medium.FILE,
        purpose=Purpose.REVIEW,
    )
    return response


def _correct(request, pk):
    rows = Meister.objects.select_for_update(of=("self",)).with_consent_papers()
    meister = get_object_or_404(rows, pk=pk)
    grid = ConsentGrid(request.POST, request.FILES, instance=meister)
    form = ConsentsForm(request.POST, instance=meister, parts=[grid])
    if not all([form.is_valid(), grid.is_valid()]):
        raise Invalid(form)
    upload = grid.cleaned_data["upload"]
    try:
        consents.correct(meister, grid.wanted(), by=request.user, upload=upload)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{meister}さんの公表同意を保存しました。")
    return redirect(_tab(meister))


def _record(request, pk):
    meister = get_object_or_404(Meister.objects.select_for_update(of=("self",)), pk=pk)
    form = RecordForm(request.POST, request.FILES, instance=meister)
    if not form.is_valid():
        raise Invalid(form)
    try:
        consents.record(meister.pk, by=request.user, **form.record)
    except TransitionDenied as denied:
        refuse(form, denied)
    count = len(form.cleaned_data["items"])
    messages.success(request, f"{meister}さんの公表同意を{count}項目に記録しました。")
    return redirect(_tab(meister))


def _withdraw(request, meister, agreed):
    form = WithdrawForm(request.POST, request.FILES, agreed=agreed)
    if not form.is_valid():
        raise Invalid(form)
    try:
        consents.withdraw(meister.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    items = "、".join(PublicItem(item).label for item in form.cleaned_data["items"])
    messages.success(
        request,
        f"{meister}さんの公表同意（{items}）の撤回を記録しました。撤回した項目は、"
        "公表シート・公表用名簿・公表プロフィールに今から載りません。すでに渡した先には、差替えを連絡してください。",
    )
    return redirect(_tab(meister))


def _page(request, template, meister, words, form, outputs=()):
    context = {
        "title": f"{meister}さん{words}",
        "subject": meister,
        "form": form,
        "formsets": getattr(form, "parts", ()),
        "outputs": outputs,
        "lost_files": list(request.FILES.values()),
        "submit_label": "撤回する" if outputs else "保存する",
        "danger": bool(outputs),
        "back_url": _tab(meister),
        "breadcrumbs": (
            ("マイスター名簿", reverse("meisters:meister_list")),
            (str(meister), meister.get_absolute_url()),
        ),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _tab(meister) -> str:
    return f"{meister.get_absolute_url()}?tab=titles"
