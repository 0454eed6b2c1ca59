"""次に訪ねる先: where to recruit next; 職種×圏域."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.office.models import YearRule
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.filters.recruiting import (
    ALL,
    WITHOUT,
    CoverageFilter,
    IdleFilter,
    QuietFilter,
    ThinTradeFilter,
)
from meisters.models import Meister
from meisters.rules import recruiting as rules
from meisters.rules.visits import EDIT, VIEW
from meisters.services import recruiting
from meisters.tables.coverage import CoverageTable, CoverageWorkTable
from meisters.tables.recruiting import (
    IdleTable,
    QuietTable,
    QuietWorkTable,
    ThinTradeTable,
    ThinTradeWorkTable,
)

UNSET = "{}の基準が決まっていないため、一覧を作れません。「年度の基準」で値を入力してください。"


@permitted(VIEW, methods=FORM)
def quiet_list(request):
    """Firms and trade bodies with no contact for the rule's number of days."""
    measure = _measure(rules.QUIET_DAYS)
    return _next_page(
        request,
        "quiet",
        measure,
        list_page,
        table=QuietWorkTable if request.user.has_perm(EDIT) else QuietTable,
        filterset=_measured(QuietFilter, days=measure.whole),
        queryset=recruiting.organizations_with_contact(request.fiscal_year),
        title="次に訪ねる先（企業・業界団体）",
        name="次に訪ねる企業・業界団体",
        period=fiscal_year.label(request.fiscal_year),
        sentence="最後の連絡から{}日以上たった企業・業界団体と、連絡の記録がないところです。",
        nothing="連絡の途絶えた企業・業界団体はありません。",
    )


@permitted(VIEW, methods=FORM)
def thin_trade_list(request):
    """Certifiable trades with fewer active meisters than the rule says."""
    measure = _measure(rules.FEWEST_PEOPLE)
    rows = recruiting.trades_with_people(request.fiscal_year)
    return _next_page(
        request,
        "trades",
        measure,
        list_page,
        table=ThinTradeWorkTable if request.user.has_perm(EDIT) else ThinTradeTable,
        filterset=_measured(ThinTradeFilter, fewest=measure.whole),
        queryset=rows.certifiable_on(timezone.localdate()),
        title="次に開拓する職種",
        name="次に開拓する職種",
        period=fiscal_year.label(request.fiscal_year),
        sentence="認定対象の職種のうち、活動可のマイスターが{}人未満の職種です。",
        nothing="マイスターの足りない職種はありません。",
    )


@permitted(VIEW, methods=FORM)
def idle_list(request):
    """Active meisters whom nobody has dispatched for the rule's number of years."""
    measure = _measure(rules.IDLE_YEARS)
    return _next_page(
        request,
        "idle",
        measure,
        disclosed_list_page,
        table=IdleTable,
        filterset=_measured(IdleFilter, years=measure.whole),
        queryset=Meister.objects.for_listing().with_place(),
        title="派遣していないマイスター",
        name="派遣していないマイスター",
        export_permission="meisters.export_personal",
        sentence="最後の派遣から{}年以上たった活動可のマイスターと、派遣の記録がない人です。"
        "最後に派遣した日は、マイスター名簿の編集画面で入力できます。",
        nothing="派遣の途絶えたマイスターはいません。",
    )


@permitted(VIEW, methods=FORM)
def coverage(request):
    """Active meisters of every trade in every 圏域; each number opens exactly these people."""
    asked = request.GET
    is_part = bool(asked.get("q") or asked.get("field") or asked.get("scope") == WITHOUT)
    everything = f"{reverse('meisters:coverage')}?scope={ALL}"
    return list_page(
        request,
        table=partial(
            CoverageWorkTable if request.user.has_perm(EDIT) else CoverageTable, is_part=is_part
        ),
        filterset=CoverageFilter,
        queryset=recruiting.trades_by_region(),
        title="職種×圏域",
        name="職種・圏域別マイスター数",
        period="現在の活動可の人数",
        empty=Empty(
            "活動可のマイスターがまだいません。", Action("すべての職種を表示する", everything)
        ),
        template="meisters/coverage.html",
        everything=everything,
        unpeopled=recruiting.trades_without_people().count(),
    )


def _measure(key) -> rules.Measure:
    book = YearRule.objects.rulebook(rules.AREA, timezone.localdate())
    return rules.Measure.of(book, key)


def _measured(filterset, **values):
    """The filter set with the rule's value in force."""
    return type(filterset.__name__, (filterset,), values)


def _next_page(request, tab, measure, page, *, sentence, nothing, **context):
    """One of the lists under 次に訪ねる先, with the rule it follows."""
    text = sentence.format(measure.row.value_text) if measure.value is not None else ""
    return page(
        request,
        empty=Empty(nothing if text else UNSET.format("・".join(KEYS[tab]))),
        template="meisters/next_list.html",
        tab=tab,
        measure=measure,
        sentence=text,
        **context,
    )


KEYS = {"quiet": rules.QUIET_DAYS, "trades": rules.FEWEST_PEOPLE, "idle": rules.IDLE_YEARS}
