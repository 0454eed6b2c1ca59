"""候補者: what is known already of who was met on a visit."""

from django.utils import timezone

from meisters.models import Candidate, Visit, VisitPerson
from meisters.rules.visits import is_workplace, names_of
from meisters.views.addresses import wanted_row


def visit_of(request) -> Visit | None:
    """The visit on which the person was found, if the link names one."""
    return wanted_row(request, "visit", Visit.objects.for_page())


def person_of(request, visit: Visit | None) -> VisitPerson | None:
    """Who of those met on the visit it is, if the link says so."""
    if visit is None:
        return None
    return wanted_row(request, "person", visit.people.select_related("contact", "candidate"))


def proposal(visit: Visit | None, person: VisitPerson | None, *, by) -> Candidate:
    """A new candidate with what the visit already says."""
    if visit is None:
        return Candidate(owner=by, met_on=timezone.localdate())
    trade = visit.trades.first() if visit.trades.count() == 1 else None
    return Candidate(
        owner=by,
        met_on=visit.visited_on,
        met_at=visit.organization,
        employer=visit.organization if is_workplace(visit.organization) else None,
        trade=trade or (visit.plan.trade if visit.plan else None),
        explained_on=visit.visited_on if visit.explained else None,
        **_of_person(person),
    )


def _of_person(person: VisitPerson | None) -> dict[str, str]:
    if person is None:
        return {}
    names = ("family_name", "given_name", "family_kana", "given_kana")
    return {"position": person.title, **dict(zip(names, names_of(person), strict=True))}
