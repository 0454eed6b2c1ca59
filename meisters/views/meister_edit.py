"""マイスター: entry by hand, and the edit of each section of the page."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.models import YearRule
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.forms.meister_grids import WeekdayGrid
from meisters.forms.meister_rows import DateRows, TitleRows, TradeRows
from meisters.forms.meisters import (
    AvailabilityForm,
    MeisterCreateForm,
    MeisterForm,
    RowsOnlyForm,
    TextsForm,
)
from meisters.models import Meister
from meisters.services import registration

EDIT = "meisters.edit_meisters"


@dataclass(frozen=True)
class Section:
    """One edit page: its name, its form, its sets of rows, and the tab that shows the result."""

    label: str
    form: type
    parts: tuple[type, ...] = ()
    tab: str = ""


PERSON = Section("本人・勤務先", MeisterForm)
SECTIONS = {
    "trades": Section("認定職種", RowsOnlyForm, (TradeRows,), "trades"),
    "availability": Section("都合", AvailabilityForm, (WeekdayGrid, DateRows), "availability"),
    "titles": Section("その他の称号", RowsOnlyForm, (TitleRows,), "titles"),
    "texts": Section("公表用の文章・備考", TextsForm),
}
NEW = Section("登録", MeisterCreateForm, (TradeRows,))


@permitted(EDIT, methods=FORM)
def meister_create(request):
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    else:
        form = _form(NEW, Meister())
    return _page(request, form, "マイスターの登録", _list_url())


@permitted(EDIT, methods=FORM)
@leads_to_kept(Meister, "meisters:meister_detail")
def meister_edit(request, pk):
    return _edit(request, pk, PERSON)


@permitted(EDIT, methods=FORM)
@leads_to_kept(Meister, "meisters:meister_detail")
def meister_section(request, pk, section):
    if section not in SECTIONS:
        raise Http404
    return _edit(request, pk, SECTIONS[section])


def _edit(request, pk, section):
    meister = get_object_or_404(Meister, pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk, section))
        if answer:
            return answer
    else:
        form = _form(section, meister)
    crumb = (str(meister), meister.get_absolute_url())
    return _page(request, form, f"{meister}さんの{section.label}", _tab(meister, section), crumb)


def _create(request):
    form = _form(NEW, Meister(), request.POST)
    if not _is_valid(form):
        raise Invalid(form)
    try:
        meister = registration.register(
            form.instance,
            by=request.user,
            comment="画面からの登録",
            parts=form.parts,
            new_firm=form.new_firm,
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{meister}さん（{meister.number}）を名簿に登録しました。"
        "続けて、都合と公表同意を確認して入力してください。",
    )
    return redirect(meister)


def _update(request, pk, section):
    meister = get_object_or_404(Meister.objects.select_for_update(of=("self",)), pk=pk)
    form = _form(section, meister, request.POST)
    if not _is_valid(form):
        raise Invalid(form)
    new_firm = getattr(form, "new_firm", None)
    try:
        registration.save_content(meister, by=request.user, parts=form.parts, new_firm=new_firm)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{meister}さんの{section.label}を保存しました。")
    return redirect(_tab(meister, section))


def _form(section: Section, meister, data=None):
    parts = [kind(data, instance=meister) for kind in section.parts]
    form = section.form(data, instance=meister, parts=parts)
    if isinstance(form, TextsForm):
        form.show_limits(YearRule.objects.rulebook("公表", timezone.localdate()))
    return form


def _is_valid(form) -> bool:
    """Every part is looked at, so that all sentences appear at once."""
    return all([form.is_valid(), *(part.is_valid() for part in form.parts)])


def _page(request, form, title, back_url, *crumbs):
    context = {
        "title": title,
        "form": form,
        "formsets": form.parts,
        "back_url": back_url,
        "breadcrumbs": (("マイスター名簿", _list_url()), *crumbs),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/meister_form.html", context, status=status)


def _tab(meister, section) -> str:
    url = meister.get_absolute_url()
    return f"{url}?tab={section.tab}" if section.tab else url


def _list_url() -> str:
    return reverse("meisters:meister_list")
