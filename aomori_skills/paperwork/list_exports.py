"""The Excel of a list with very many rows: made by the worker from the list's own view."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from aomori_skills.base.listing.export import file_name
from aomori_skills.base.workbook import CONTENT_TYPE
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import User
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs

EACH = 100
"""Rows between two steps of the bar."""


def later(request, *, name, table, permission, count, purpose, detail):
    """The answer of a list whose Excel takes long; None if it is made at once."""
    progress = getattr(request, "progress", None)
    if progress is not None:
        return _make(progress, table, name)
    if count <= settings.LONG_EXPORT:
        return None
    job = _start(
        request.user,
        {
            "path": request.path,
            "query": request.GET.urlencode(),
            "typed": _typed(request),
            "year": request.fiscal_year,
        },
        title=f"{name}のExcel（{count:,}件）",
        permission=permission or request.resolver_match.func.permission,
        total=count,
        purpose=purpose,
        detail=detail,
        back_url=request.get_full_path(),
    )
    return redirect(job)


@jobs.long_act()
def export_list(progress, *, path, query, typed, year):
    """Ask the list's own view once more, so that its permission and its filter hold here too."""
    match = resolve(path)
    request = HttpRequest()
    request.method, request.path, request.resolver_match = "POST", path, match
    request.GET, request.POST = QueryDict(query), QueryDict(typed)
    request.user, request.fiscal_year, request.progress = progress.by, year, progress
    try:
        match.func(request, *match.args, **match.kwargs)
    except PermissionDenied as denied:
        raise TransitionDenied("この一覧を出力する権限がありません。") from denied


@transaction.atomic
def _start(by, params, **about) -> Job:
    """The second click of a double click finds the job of the first."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    same = Job.objects.unfinished().filter(by=by, act=export_list.path, params=params, **about)
    return same.first() or jobs.start(export_list, by=by, **about, **params)


def _typed(request) -> str:
    kept = request.POST.copy()
    kept.pop("csrfmiddlewaretoken", None)
    return kept.urlencode()


def _make(progress, table, name) -> HttpResponse:
    def in_hundreds(rows):
        for place, row in enumerate(rows):
            if place % EACH == 0:
                progress.count(place, f"{place + 1:,}件目から")
            yield row
        progress.step()

    table.each = in_hundreds
    progress.keep(
        table.as_workbook(name),
        name=file_name(name, timezone.localdate()),
        content_type=CONTENT_TYPE,
        note=f"{name}のExcelを作成しました。ダウンロードしてください。",
    )
    return HttpResponse(status=204)
