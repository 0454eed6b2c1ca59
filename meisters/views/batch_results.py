"""The center's answers: typed into one grid, or pasted into it from Excel and checked there."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from meisters.choices import BatchState
from meisters.forms.batches import PasteForm, ResultForm, ResultGrid
from meisters.rules.pasted_results import HEADINGS, read_pasted
from meisters.rules.results import takes_answers
from meisters.services import results
from meisters.views.batch_pages import EDIT, batch_of, crumbs


@permitted(EDIT, methods=FORM)
def batch_results(request, pk):
    batch = batch_of(pk)
    items = list(batch.items.for_listing())
    open_items = [item for item in items if takes_answers(item)]
    if "_paste" in request.POST and batch.state == BatchState.SENT:
        return _pasted_page(request, batch, items, open_items)
    grid = ResultGrid(open_items, request.POST or None)
    if request.method == "POST" and grid.is_valid():
        try:
            return once(request, partial(_record, request, batch, grid))
        except results.ResultErrors as refused:
            grid.refuse(refused.errors)
        except TransitionDenied as denied:
            messages.error(request, str(denied))
    return _page(request, batch, items, grid, PasteForm(request.POST or None))


def _record(request, batch, grid):
    recorded = results.record(batch.pk, grid.answers(), by=request.user)
    messages.success(request, _sentence(batch, recorded))
    return redirect(batch)


def _sentence(batch, recorded) -> str:
    said = f"{batch}に{recorded.count}件の結果を記録しました。"
    if not recorded.count:
        said = f"{batch}の結果に変更はありませんでした。"
    if recorded.closed:
        said += "すべての結果がそろったため、結果入力を終えました。"
    if not recorded.registered:
        return said
    links = format_html_join(
        "、",
        '<a href="{}">{}さん（{}）</a>',
        (
            (reverse("meisters:meister_detail", args=(row.pk,)), row.name, row.number)
            for row in recorded.registered
        ),
    )
    return format_html(
        "{}{}をマイスター名簿に登録しました。次は、活動できる曜日や振込口座を確認してください。",
        said,
        links,
    )


def _pasted_page(request, batch, items, open_items):
    """The grid with the pasted rows in it, nothing saved yet."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, batch, items, ResultGrid(open_items, request.POST), form)
    pasted = read_pasted(form.cleaned_data["pasted"], open_items)
    data = request.POST.copy()
    for key, row in pasted.rows.items():
        for name in ResultForm.base_fields:
            data[f"{key}-{name}"] = getattr(row, name)
    grid = ResultGrid(open_items, data)
    grid.is_valid()
    return _page(request, batch, items, grid, form, pasted=pasted)


def _page(request, batch, items, grid, paste, pasted=None):
    if batch.state != BatchState.SENT:
        state = batch.get_state_display()
        messages.info(request, f"{batch}は「{state}」のため、結果を入力できません。")
        return redirect(batch)
    rows = {form.item.pk: form for form in grid}
    context = {
        "title": "提出結果の入力",
        "breadcrumbs": crumbs((str(batch), batch.get_absolute_url())),
        "batch": batch,
        "rows": [(item, rows.get(item.pk)) for item in items],
        "grid": grid,
        "formsets": [grid],
        "paste": paste,
        "pasted": pasted,
        "headings": HEADINGS,
        "back_url": batch.get_absolute_url(),
    }
    refused = grid.is_bound and pasted is None
    return render(request, "meisters/batch_results.html", context, status=422 if refused else 200)
