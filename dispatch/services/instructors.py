"""The doors through which 熟練技能者 and 補助員 change."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from dispatch.models import Assistant, Session, SkilledWorker
from dispatch.rules import instructors as rules

Instructor = SkilledWorker | Assistant


@transaction.atomic
def register(person: Instructor, *, by) -> Instructor:
    rules.check_can_edit(by)
    person.save()
    return person


@transaction.atomic
def update(person: Instructor, *, by) -> Instructor:
    """Save an edited record whose row the caller has locked."""
    rules.check_can_edit(by)
    person.save_version()
    return person


@transaction.atomic
def end(model: type[Instructor], pk: int, *, ended_on: date, by) -> Instructor:
    """登録の終了: from that day on the person is asked no more; the record stays."""
    person = _locked(model, pk)
    later = _sessions_of(person).filter(held_on__gte=ended_on)
    rules.check_can_end(person, ended_on, later, by=by)
    person.ended_on = ended_on
    person.save_version(update_fields=("ended_on",))
    return person


@transaction.atomic
def reopen(model: type[Instructor], pk: int, *, by) -> Instructor:
    person = _locked(model, pk)
    rules.check_can_reopen(person, by=by)
    person.ended_on = None
    person.save_version(update_fields=("ended_on",))
    return person


def _locked(model, pk: int) -> Instructor:
    return model.objects.select_for_update(of=("self",)).get(pk=pk)


def _sessions_of(person) -> QuerySet[Session]:
    """Those for which the person stands."""
    standing = person.assignments.standing()
    return (
        Session.objects.standing()
        .filter(assignments__in=standing)
        .select_related("request__client")
    )
