"""Gathering the facts of a request, judging it, and keeping the verdicts."""

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.verdict import Verdict
from aomori_skills.office.models import YearRule
from aomori_skills.office.rules import Rulebook
from dispatch.choices import DispatchKind
from dispatch.models import DispatchRequest, RequestOverride
from dispatch.rules.readiness import Roster
from dispatch.rules.request_case import Excuse, RequestCase
from dispatch.rules.request_checks import verdicts
from dispatch.rules.usage import MEASURES, Usage
from dispatch.rules.workflows import EDITABLE_STATES
from dispatch.rules.year_rows import AREAS

SKILLED = "熟練技能者"
KEPT = ("verdicts", "judged_year", "judged_at")
OF_THE_YEAR = tuple(measure.item.value for measure in MEASURES if measure.item)


def books_of(request: DispatchRequest, *areas: str) -> list[Rulebook]:
    """The year's rules of its own area, of 熟練技能者, and of ``areas`` (one query)."""
    day = fiscal_year.first_day(request.fiscal_year)
    area = AREAS[DispatchKind(request.kind)]
    return YearRule.objects.rulebooks(area, SKILLED, *areas, day=day)


def case_of(request: DispatchRequest, books: list[Rulebook] | None = None) -> RequestCase:
    """The case of ``request``; load it by ``DispatchRequest.objects.to_decide()``."""
    book, skilled = books or books_of(request)
    others = DispatchRequest.objects.beside(request)
    return RequestCase(
        request=request,
        client=request.client,
        trade=request.trade,
        wished=tuple(filter(None, (request.first_day,))),
        materials=tuple(request.materials.all()),
        book=book,
        skilled=skilled,
        used=Usage(**others.sums()),
        excuses=(*_own(request), *_of_the_year(others)),
        further_trades=tuple(row.trade for row in request.further_trades.all()),
        roster_ages=_roster_ages(request),
        roster=Roster(**(request.consents or {})),
    )


def caps_of(request: DispatchRequest) -> RequestCase:
    """The case as far as the counts of sessions, hours and people go (two queries)."""
    day = fiscal_year.first_day(request.fiscal_year)
    book = YearRule.objects.rulebook(AREAS[DispatchKind(request.kind)], day)
    return RequestCase(
        request=request,
        client=request.client,
        trade=request.trade,
        wished=(),
        materials=tuple(request.materials.all()),
        book=book,
        skilled=book,
        used=Usage(**DispatchRequest.objects.beside(request).sums()),
    )


def verdicts_of(request: DispatchRequest) -> list[Verdict]:
    """The check as of now."""
    return verdicts(case_of(request))


def judge(request: DispatchRequest) -> list[Verdict]:
    """The check as of now, kept in ``KEPT`` of the request, to be saved."""
    case = case_of(request)
    found = verdicts(case)
    request.verdicts = [verdict.as_dict() for verdict in found]
    request.judged_year = case.book.year
    request.judged_at = timezone.now()
    return found


def judge_and_keep(request_id: int) -> list[Verdict]:
    """Judge a request as it stands in the database, and what this changes for its neighbours.

    Call it with the year locked: the client's other open requests share its caps.
    """
    request = DispatchRequest.objects.whole().get(pk=request_id)
    found = _keep(request)
    judge_beside(request)
    return found


def judge_beside(request: DispatchRequest) -> None:
    """Judge the client's other open requests of the year anew."""
    open_ones = DispatchRequest.objects.beside(request).filter(state__in=EDITABLE_STATES)
    for other in DispatchRequest.objects.whole().filter(pk__in=open_ones.values("pk")):
        _keep(other)


def _keep(request: DispatchRequest) -> list[Verdict]:
    """The verdicts are no content: they change neither version nor history."""
    found = judge(request)
    kept = {name: getattr(request, name) for name in KEPT}
    DispatchRequest.objects.filter(pk=request.pk).update(**kept)
    return found


def _roster_ages(request) -> tuple[int, int] | None:
    if request.roster_youngest is None:
        return None
    return request.roster_youngest, request.roster_oldest


def _own(request) -> list[Excuse]:
    return [
        Excuse(row.rule, row.reason, row.finding, row.allowed) for row in request.overrides.all()
    ]


def _of_the_year(others) -> list[Excuse]:
    """A cap of the client's year that a manager let pass is passed for each of its requests."""
    rows = RequestOverride.objects.filter(
        request__in=others.order_by().values("pk"), rule__in=OF_THE_YEAR
    ).select_related("request")
    return [
        Excuse(row.rule, row.reason, row.finding, row.allowed, row.request.number) for row in rows
    ]
