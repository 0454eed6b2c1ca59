"""確認の入力: day and way for everybody of a briefing on one grid."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.office.saving import Invalid, save_once
from meisters.forms.briefings import ConfirmRow, FillForm
from meisters.forms.grids import RowGrid, keys_sent
from meisters.models import Briefing
from meisters.services import briefings
from meisters.views.briefings import crumbs
from meisters.views.untold import EDIT


@permitted(EDIT, methods=FORM)
def briefing_confirm(request, pk):
    briefing = get_object_or_404(Briefing, pk=pk)
    if request.method == "POST":
        answer, grid = save_once(request, partial(_save, request, briefing))
        if answer:
            return answer
    else:
        people = briefing.people.told().for_listing().select_related("briefing")
        grid = RowGrid(ConfirmRow, people, FillForm())
    context = {
        "title": f"{briefing}の確認",
        "grid": grid,
        "unsent": briefing.people.count() - briefing.people.told().count(),
        "formsets": [grid],
        "back_url": briefing.get_absolute_url(),
        "breadcrumbs": crumbs((str(briefing), briefing.get_absolute_url())),
    }
    status = 422 if grid.is_bound else 200
    return render(request, "meisters/briefing_confirm.html", context, status=status)


def _save(request, briefing):
    rows = briefing.people.select_for_update(of=("self",)).filter(pk__in=keys_sent(request.POST))
    people = sorted(
        rows.select_related("meister", "briefing", "message__document"),
        key=lambda row: row.meister.kana,
    )
    grid = RowGrid(ConfirmRow, people, FillForm(request.POST), request.POST)
    if not grid.is_valid():
        raise Invalid(grid)
    touched = []
    for form in grid.touched:
        for name, value in form.written().items():
            setattr(form.row, name, value)
        touched.append(form.row)
    count = briefings.confirm(touched, by=request.user)
    said = f"{count}人の確認を保存しました。" if count else "変更はありませんでした。"
    messages.success(request, said)
    return redirect(briefing)
