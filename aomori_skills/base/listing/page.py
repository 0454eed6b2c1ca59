"""``list_page``: the view of every list."""

from dataclasses import dataclass
from functools import partial

from django.core.exceptions import BadRequest, ImproperlyConfigured, PermissionDenied
from django.shortcuts import render
from django_tables2 import RequestConfig

from aomori_skills.base.listing import export
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.permission_words import lacking

PAGE_SIZE = 50


@dataclass(frozen=True)
class Empty:
    """What an empty list says: why it is empty, and the action that fills it."""

    text: str
    action: Action | None = None


def list_page(
    request,
    *,
    table,
    filterset,
    queryset,
    title: str,
    name: str,
    record=None,
    personal: bool = False,
    purposes: tuple[str, ...] = (),
    export_permission: str = "",
    actions: tuple[Action, ...] = (),
    empty: Empty = Empty("まだ登録がありません。"),
    template: str = "layouts/list.html",
    period: str = "",
    breadcrumbs: tuple[tuple[str, str], ...] = (),
    later=None,
    **context,
):
    """Answer a request for a list: GET shows a page of it, POST gives Excel or print of all rows.

    ``title`` heads the page, ``name`` names the file and the log entry. With ``personal`` the user
    states one of ``purposes``, and ``record(user, what=, count=, medium=, purpose=, detail=)`` logs
    every export; ``detail`` says what was filtered.
    Without ``export_permission`` (if one is named) there is no Excel and no print.
    ``later(request, name=, table=, permission=, count=, purpose=, detail=)`` may answer an Excel of
    many rows by a page that tells when it is ready; None if it is to be made at once.
    """
    if personal and not (record and purposes):
        raise ImproperlyConfigured(f"{name}: a list of personal data needs record= and purposes=.")
    chosen = filterset(request.GET, queryset=queryset, request=request)
    shown = table(chosen.qs)
    shown.caption = title
    may_export = not export_permission or request.user.has_perm(export_permission)
    purpose = export.PurposeForm(purposes=purposes) if personal else None
    status = 200
    if request.method == "POST":
        if not may_export:
            raise PermissionDenied(lacking(export_permission))
        purpose = export.PurposeForm(request.POST, purposes=purposes) if personal else None
        if chosen.is_valid() and (purpose is None or purpose.is_valid()):
            postpone = later and partial(later, permission=export_permission)
            return _export(request, shown, chosen, purpose, title, name, record, period, postpone)
        status = 422
    RequestConfig(request, paginate={"per_page": PAGE_SIZE}).configure(shown)
    context |= {
        "title": title,
        "period": period,
        "breadcrumbs": breadcrumbs,
        "filter": chosen,
        "table": shown,
        "is_filtered": bool(chosen.values()),
        "actions": allowed(actions, request.user),
        "empty": empty,
        "empty_actions": allowed([empty.action] if empty.action else [], request.user),
        "may_export": may_export,
        "purpose": purpose,
    }
    return render(request, template, context, status=status)


def _export(request, table, chosen, purpose, title, name, record, period, postpone):
    medium = request.POST.get("_export")
    if medium not in export.MEDIA:
        raise BadRequest("_export")
    RequestConfig(request, paginate=False).configure(table)
    table.order_totally()
    about = {
        "count": len(table.rows),
        "purpose": purpose.text if purpose else "",
        "detail": "、".join(f"{label}：{words}" for label, words in chosen.conditions),
    }
    if medium == export.XLSX and postpone:
        answer = postpone(request, name=name, table=table, **about)
        if answer is not None:
            return answer
    if record is not None:
        record(request.user, what=name, medium=export.MEDIA[medium], **about)
    if medium == export.XLSX:
        return export.xlsx_response(table.as_workbook(name), name)
    return export.print_response(
        request, table, title=title, conditions=chosen.conditions, period=period
    )
