"""1章の実績: the year's numbers by month, as they are or as they were closed."""

from functools import partial

from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import charts, fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.listing.export import PRINT, XLSX, xlsx_response
from aomori_skills.base.page import Action
from aomori_skills.office.saving import Invalid, save_once
from meisters import figures, reports
from meisters.forms.figures import ItemForm
from meisters.models import ClosedYear
from meisters.rules import year_end as rules
from meisters.services import year_end
from meisters.views.figure_rows import MONTHS, groups_of

VIEW = "meisters.view_meisters"
REASON_LENGTH = ClosedYear._meta.get_field("reason").max_length
TITLE = "1章の実績"


@permitted(VIEW, methods=FORM)
def figures_page(request):
    """The table with every number's rows behind it; POST gives it as Excel or for print."""
    year = request.fiscal_year
    closing, live = figures.closing_of(year), figures.live(year)
    shown = figures.from_json(closing.figures) if closing else live
    context = {
        "title": TITLE,
        "period": fiscal_year.label(year),
        "months": MONTHS,
        "groups": groups_of(shown, live),
        "as_of": shown.year.as_of,
    }
    if request.method == "POST":
        return _export(request, year, context)
    item = ItemForm(request.GET)
    context |= {
        "item": item,
        "chart": _chart(shown, item.indicator),
        "closing": closing,
        "is_automatic": bool(closing) and closing.reason == year_end.FOR_MERGING,
        "changes": figures.changes(shown, live) if closing else [],
        **_actions(request.user, year, closing),
    }
    return render(request, "meisters/figures.html", context)


@permitted(rules.PERMISSION, methods=FORM)
def year_close(request, year):
    return _confirm(
        request,
        partial(CommentForm, label="備考", required=False, max_length=REASON_LENGTH),
        partial(year_end.close, year, by=request.user),
        title=f"{fiscal_year.label(year)}を締める",
        sentence="今の数字を、この年度の実績として残します。"
        "締めた後に記録を直したり統合したりしても、帳票と画面の数字は変わりません。",
        submit_label="年度を締める",
        done=f"{fiscal_year.label(year)}を締めました。実績はこのときの数字で残ります。",
    )


@permitted(rules.PERMISSION, methods=FORM)
def year_reopen(request, year):
    return _confirm(
        request,
        partial(CommentForm, label="締めを取り消す理由", max_length=REASON_LENGTH),
        partial(year_end.reopen, year, by=request.user),
        title=f"{fiscal_year.label(year)}の締めを取り消す",
        sentence="この年度の実績を、今の記録から数え直します。締めたときの数字は、"
        "取り消した理由と一緒に変更の履歴に残ります。",
        submit_label="締めを取り消す",
        done=f"{fiscal_year.label(year)}の締めを取り消しました。数字は今の記録によるものです。",
        danger=True,
    )


def _confirm(request, form_of, act, *, done, **context):
    form = form_of()
    if request.method == "POST":
        answer, form = save_once(request, partial(_act, request, form_of, act, done))
        if answer:
            return answer
    context |= {
        "form": form,
        "back_url": reverse("meisters:figures"),
        "breadcrumbs": ((TITLE, reverse("meisters:figures")),),
    }
    status = 422 if form.errors else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _act(request, form_of, act, done):
    form = form_of(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    attempt(request, partial(act, reason=form.cleaned_data["comment"]), done)
    return redirect("meisters:figures")


def _export(request, year, context):
    medium = request.POST.get("_export")
    if medium == XLSX:
        report = next(one for one in reports.REPORTS if one.slug == "monthly-results")
        content, _ = report.render(year, issued_on=timezone.localdate())
        return xlsx_response(content, f"{TITLE}_{fiscal_year.short(year)}")
    if medium != PRINT:
        raise BadRequest("_export")
    context |= {
        "issued_on": timezone.localdate(),
        "landscape": True,
        "back_url": reverse("meisters:figures"),
    }
    return render(request, "meisters/figures_print.html", context)


def _chart(shown, indicator):
    """The months of one indicator as bars."""
    counts = (
        shown.months.active if indicator is figures.ACTIVE else shown.months.counts[indicator.name]
    )
    return charts.bars(MONTHS, counts, title=indicator.label, unit=indicator.unit)


def _actions(user, year, closing) -> dict:
    """Closing is the next step of an ended year; taking it back stands in the menu."""
    if not user.has_perm(rules.PERMISSION):
        return {}
    if closing:
        reopen = reverse("meisters:year_reopen", args=(year,))
        return {"others": [Action("締めを取り消す", reopen, danger=True)]}
    if not rules.has_ended(year, timezone.localdate()):
        return {}
    return {"primary": Action("年度を締める", reverse("meisters:year_close", args=(year,)))}
