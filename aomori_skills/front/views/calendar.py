"""予定表: month, week and list."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action, Tab
from aomori_skills.front.calendar import pages
from aomori_skills.front.calendar.addresses import DayInAddress
from aomori_skills.front.calendar.filters import CalendarFilter, CalendarListFilter
from aomori_skills.front.calendar.tables import CalendarTable, GridTable
from aomori_skills.office.models import User
from aomori_skills.paperwork.lists import disclosed_list_page

VIEW = "dispatch.view_calendar"
EMPTY = Empty(
    "この期間の予定はまだありません。"
    "派遣依頼の指導日、訪問計画、講習などを登録すると、ここに表示されます。"
)
MONTH, WEEK, LIST = "calendar_month", "calendar_week", "calendar_list"


@dataclass(frozen=True)
class Turn:
    """A link to another month or week."""

    label: str
    url: str
    current: bool = False


@permitted(VIEW, methods=FORM)
def calendar(request):
    """The month in which the chosen fiscal year stands now."""
    return _month(request, pages.start_day(request.fiscal_year, timezone.localdate()))


@permitted(VIEW, methods=FORM)
def calendar_month(request, day):
    return _month(request, day)


@permitted(VIEW, methods=FORM)
def calendar_week(request, day):
    first, last = pages.week_of(day)
    turns = _turns(
        request,
        WEEK,
        ("前の週", first - pages.WEEK),
        ("今週", timezone.localdate()),
        ("次の週", first + pages.WEEK),
    )
    words = pages.week_words(first, last)
    return _grid_page(request, WEEK, (first, last), words, turns, day=day)


@permitted(VIEW, methods=FORM)
def calendar_list(request):
    year = request.fiscal_year
    day = pages.start_day(year, timezone.localdate())
    return _page(
        request,
        LIST,
        day,
        period=fiscal_year.days(year),
        words=fiscal_year.label(year),
        filterset=CalendarListFilter,
        table=CalendarTable,
        template="front/calendar_list.html",
    )


def _month(request, day: date):
    first, last = pages.month_of(day)
    turns = _turns(
        request,
        MONTH,
        ("前の月", pages.previous_month(first)),
        ("今月", timezone.localdate().replace(day=1)),
        ("次の月", pages.next_month(first)),
    )
    year = fiscal_year.months(fiscal_year.of(first))
    months = _turns(request, MONTH, *((f"{one.month}月", one) for one in year), current=first)
    return _grid_page(
        request,
        MONTH,
        (first, last),
        pages.month_words(first),
        turns,
        day=day,
        months=months,
        room=pages.ROOM,
    )


def _grid_page(request, name, period, words, turns, *, day, months=(), room=None):
    today, with_details = timezone.localdate(), name == WEEK
    make_weeks = partial(pages.weeks, period=period, today=today)
    return _page(
        request,
        name,
        day,
        period=period,
        words=words,
        filterset=CalendarFilter,
        table=partial(GridTable, make_weeks=make_weeks, room=room, with_details=with_details),
        template="front/calendar.html",
        turns=turns,
        months=months,
        with_details=with_details,
        has_today=period[0] <= today <= period[1],
    )


def _page(request, name, day, *, period, words, filterset, table, template, **context):
    own = f"{request.path}?staff={request.user.pk}"
    return disclosed_list_page(
        request,
        table=table,
        filterset=partial(filterset, period=period),
        queryset=User.objects.none(),
        title="予定表",
        name="予定表",
        period=words,
        export_permission="meisters.export_personal",
        empty=EMPTY,
        template=template,
        actions=(Action("予定表を購読する", reverse("feed")),),
        tabs=_tabs(request, name, day),
        own_url=own,
        **context,
    )


def _tabs(request, name, day) -> list[Tab]:
    return [
        Tab(slug, label, _url(request, slug, *days), slug == name)
        for slug, label, days in (
            (MONTH, "月", (day.replace(day=1),)),
            (WEEK, "週", (day,)),
            (LIST, "一覧", ()),
        )
    ]


def _turns(request, name, *days, current=None) -> list[Turn]:
    """Those that have a page."""
    return [
        Turn(label, _url(request, name, day), day == current)
        for label, day in days
        if day.year in DayInAddress.years
    ]


def _url(request, name, *args) -> str:
    """Another page of the calendar under the same conditions."""
    kept = request.GET.copy()
    for one in ("page", "sort"):
        kept.pop(one, None)
    url = reverse(name, args=args)
    return f"{url}?{kept.urlencode()}" if kept else url
