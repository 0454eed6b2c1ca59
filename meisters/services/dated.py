"""What plan area 1 puts on the calendar: visits, explanations, courses, deadlines.

Each function gives what stands between two days, in no order; with ``meister`` (a key) only what
that person takes part in.
"""

from collections.abc import Iterator
from datetime import date

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from aomori_skills.base.dated import DEADLINE, Dated, DatedState
from meisters.choices import CourseState, VisitWay
from meisters.models import ApplicationRound, Briefing, Course, PlannedVisit, Visit

VISIT = ("visit", "訪問")
BRIEFING = ("briefing", "説明")
COURSE = ("course", "講習・研修")
KINDS = (VISIT, BRIEFING, COURSE)
IN_PERSON = (VisitWay.VISIT, VisitWay.CAME, VisitWay.ONLINE)
COURSE_STATES = {
    CourseState.PLANNED: DatedState.PLANNED,
    CourseState.HELD: DatedState.DONE,
    CourseState.CANCELLED: DatedState.CANCELLED,
}


def visits(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """Visits that took place, those planned for a day, and what was promised on one."""
    if meister is not None:
        return
    days = (first, last)
    promised = Q(next_on__range=days, next_done_on__isnull=True)
    rows = Visit.objects.filter(Q(visited_on__range=days, way__in=IN_PERSON) | promised)
    for row in _with_staff(rows.select_related("organization__municipality")):
        if first <= row.visited_on <= last and row.way in IN_PERSON:
            yield _visit(row)
        if row.next_on and not row.next_done_on and first <= row.next_on <= last:
            yield _promise(row)
    plans = PlannedVisit.objects.filter(planned_on__range=days, visit__isnull=True)
    for row in plans.select_related("organization__municipality", "staff"):
        yield _plan(row)


def briefings(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    rows = Briefing.objects.filter(held_on__range=(first, last))
    if meister is not None:
        rows = rows.filter(people__meister=meister)
    for row in rows.select_related("staff"):
        yield Dated(
            key=f"briefing-{row.pk}",
            kind=BRIEFING[0],
            kind_label=BRIEFING[1],
            day=row.held_on,
            title=f"マイスターへの説明（{row.get_way_display()}）",
            url=row.get_absolute_url(),
            state=DatedState.DONE,
            place=row.place,
            about=row.topics_text,
            staff=(str(row.staff),),
            concerns=frozenset((row.staff_id,)),
            version=row.version,
        )


def courses(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """Courses, and the days by which their invitations are to be answered."""
    during = Q(starts_on__lte=last) & (Q(ends_on__gte=first) | Q(starts_on__gte=first))
    asking = Q(reply_by__range=(first, last), state=CourseState.PLANNED)
    rows = Course.objects.filter(during | asking)
    if meister is not None:
        rows = rows.filter(participations__meister=meister)
    for row in rows.select_related("owner"):
        if row.starts_on <= last and row.last_day >= first:
            yield _course(row)
        if row.state == CourseState.PLANNED and row.reply_by and first <= row.reply_by <= last:
            yield _deadline(
                f"course-{row.pk}-reply",
                row.reply_by,
                f"{row}の回答期限",
                row.get_absolute_url(),
                (str(row.owner),),
                (row.owner_id,),
                row.version,
            )


def rounds(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """The corner's and the center's deadlines."""
    if meister is not None:
        return
    days = (first, last)
    rows = ApplicationRound.objects.filter(
        Q(corner_deadline__range=days) | Q(center_deadline__range=days)
    )
    for row in rows:
        url = f"{reverse('meisters:application_list')}?scope=running&round={row.pk}"
        for name, day, words in (
            ("corner", row.corner_deadline, "コーナーの締切"),
            ("center", row.center_deadline, "センターの締切"),
        ):
            if first <= day <= last:
                title = f"認定申請（{row}）{words}"
                yield _deadline(f"round-{row.pk}-{name}", day, title, url, version=row.version)


def _with_staff(rows):
    """Who went, in the same query."""
    one = JSONObject(key="staff__pk", family="staff__family_name", given="staff__given_name")
    return rows.annotate(went=JSONBAgg(one, filter=Q(staff__isnull=False), order_by="staff__pk"))


def _went(row) -> tuple[tuple[str, ...], frozenset[int]]:
    """Names and keys."""
    went = row.went or ()
    names = tuple(f"{one['family']} {one['given']}" for one in went)
    return names, frozenset(one["key"] for one in went)


def _visit(row) -> Dated:
    names, keys = _went(row)
    return Dated(
        key=f"visit-{row.pk}",
        day=row.visited_on,
        title=str(row),
        url=row.get_absolute_url(),
        state=DatedState.DONE,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        staff=names,
        concerns=keys,
        version=row.version,
        **_at(row),
    )


def _plan(row) -> Dated:
    return Dated(
        key=f"plan-{row.pk}",
        day=row.planned_on,
        title=f"{row.organization}への訪問",
        url=row.get_absolute_url(),
        state=DatedState.CANCELLED if row.cancelled_on else DatedState.PLANNED,
        staff=(str(row.staff),),
        concerns=frozenset((row.staff_id,)),
        version=row.version,
        **_at(row),
    )


def _at(row) -> dict:
    """Where the organization of a visit is."""
    town = row.organization.municipality
    return {
        "kind": VISIT[0],
        "kind_label": VISIT[1],
        "place": getattr(row, "place", "") or str(row.organization),
        "municipality": town.name if town else "",
        "region": town.region if town else "",
    }


def _promise(row) -> Dated:
    names, keys = _went(row)
    return _deadline(
        f"visit-{row.pk}-next",
        row.next_on,
        f"{row.organization}：{row.next_action}",
        row.get_absolute_url(),
        names,
        (row.author_id, *keys),
        row.version,
        open_title=f"{row.organization}：次の対応",
    )


def _course(row) -> Dated:
    return Dated(
        key=f"course-{row.pk}",
        kind=COURSE[0],
        kind_label=COURSE[1],
        day=row.starts_on,
        last_day=row.last_day,
        title=str(row),
        url=row.get_absolute_url(),
        state=COURSE_STATES[row.state],
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        staff=(str(row.owner),),
        concerns=frozenset((row.owner_id,)),
        version=row.version,
    )


def _deadline(key, day, title, url, staff=(), concerns=(), version=1, open_title="") -> Dated:
    return Dated(
        key=key,
        kind=DEADLINE[0],
        kind_label=DEADLINE[1],
        day=day,
        title=title,
        url=url,
        staff=staff,
        concerns=frozenset(concerns),
        version=version,
        open_title=open_title,
    )
