"""Two people merging in the same moment, on real PostgreSQL."""

from datetime import date
from threading import Barrier, Event, Thread
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.test import RequestFactory

from aomori_skills.base import kept_targets
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import MEISTERS, ORGANIZATIONS
from aomori_skills.office.models import Merger, Organization
from aomori_skills.office.saving import save_once
from meisters.models import Candidate, ClosedYear, Course, Meister, Participation, Visit
from tests.factories.meisters import CandidateFactory, MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.threads import in_thread, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*pairs):
    """Merge each (kept, lost) together; how each ended: None, or the sentence of its refusal."""
    gate, ends, by = Barrier(len(pairs)), [None] * len(pairs), UserFactory(shonin=True)

    def run(place, kept, lost):
        gate.wait()
        try:
            act.merge(ORGANIZATIONS, kept.pk, lost.pk, by=by, reason="二重登録", chosen={})
        except TransitionDenied as denied:
            ends[place] = str(denied)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, *pair)) for place, pair in enumerate(pairs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def into():
    """Lost → kept of all merged organizations."""
    rows = Organization.with_merged.exclude(merged_into=None)
    return dict(rows.values_list("name", "merged_into__name"))


def test_one_pair_is_merged_once():
    kept, lost = OrganizationFactory(name="甲"), OrganizationFactory(name="乙")
    CandidateFactory(employer=lost)

    ends = at_once((kept, lost), (kept, lost))

    assert sorted(ends, key=str) == [
        None,
        "乙はすでに別の記録に統合されています。統合先の記録を選び直してください。",
    ]
    assert Merger.objects.count() == 1
    assert into() == {"乙": "甲"}


def test_a_pair_is_merged_in_one_direction():
    one, two = OrganizationFactory(name="甲"), OrganizationFactory(name="乙")

    ends = at_once((one, two), (two, one))

    assert sum(end is None for end in ends) == 1
    assert len(into()) == Merger.objects.count() == 1


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_chain_has_no_loose_end(turn):
    """甲 into 乙 while 乙 goes into 丙: both happen, or 甲 is refused; nothing is left at 乙."""
    first, second, third = (OrganizationFactory(name=name) for name in ("甲", "乙", "丙"))
    candidate = CandidateFactory(employer=first)

    ends = at_once((second, first), (third, second))

    candidate.refresh_from_db()
    assert ends[1] is None
    if ends[0] is None:
        assert into() == {"甲": "丙", "乙": "丙"}
        assert candidate.employer == third
    else:
        assert into() == {"乙": "丙"}
        assert candidate.employer == first


def test_two_pairs_close_the_ended_years_once():
    MeisterFactory()
    rows = [OrganizationFactory() for _ in range(4)]

    ends = at_once((rows[0], rows[1]), (rows[2], rows[3]))

    years = list(ClosedYear.objects.values_list("fiscal_year", flat=True))
    assert ends == [None, None]
    assert 2024 in years
    assert len(set(years)) == len(years)


def test_what_is_written_during_a_merger_is_not_tied_to_the_lost_record():
    """The insert waits for the merger to end; the record it meant is no more by then."""
    kept, lost = OrganizationFactory(name="甲"), OrganizationFactory(name="乙")
    by, refusals, writing = UserFactory(tanto=True), [], Event()

    def write():
        writing.set()
        try:
            Visit.objects.create(organization=lost, visited_on=date(2026, 4, 1), author=by)
        except IntegrityError as error:
            refusals.append(kept_targets.refused(error))
        finally:
            connection.close()

    writer = Thread(target=write)
    with transaction.atomic():
        act.merge(ORGANIZATIONS, kept.pk, lost.pk, by=by, reason="二重登録", chosen={})
        writer.start()
        writing.wait()
        writer.join(timeout=1)
        assert writer.is_alive()
    writer.join()

    assert refusals == [True]
    assert Visit.objects.count() == 0


def test_what_somebody_is_typing_at_a_twin_is_waited_for():
    """The attendance of the lost record's row is saved first; the merger then takes it over."""
    by = UserFactory(shonin=True)
    course = Course.objects.create(kind="teaching", starts_on=date(2026, 4, 10), owner=by)
    kept, lost = MeisterFactory(), MeisterFactory()
    mine, theirs = (
        Participation.objects.create(course=course, meister=one, obligation="required")
        for one in (kept, lost)
    )
    merging = Thread(target=in_thread, args=(merge_people, kept, lost, by))

    with transaction.atomic():
        row = Participation.objects.select_for_update(of=("self",)).get(pk=theirs.pk)
        merging.start()
        wait_until_somebody_waits()
        row.attendance = "attended"
        row.save(update_fields=("attendance",))
    merging.join()

    mine.refresh_from_db()
    assert mine.attendance == "attended"
    assert Meister.with_merged.get(pk=lost.pk).merged_into == kept


@pytest.mark.parametrize("turned", [False, True])
def test_both_twins_are_locked_until_the_merger_ends(turned):
    by = UserFactory(shonin=True)
    course = Course.objects.create(kind="teaching", starts_on=date(2026, 4, 10), owner=by)
    kept, lost = MeisterFactory(), MeisterFactory()
    if turned:
        kept, lost = lost, kept
    keys = [
        Participation.objects.create(course=course, meister=one, obligation="required").pk
        for one in (kept, lost)
    ]
    with transaction.atomic():
        merge_people(kept, lost, by)
        free = []
        asking = Thread(target=in_thread, args=(still_free, keys, free))
        asking.start()
        asking.join()

    assert free == [[]]


def test_a_record_moved_elsewhere_meanwhile_is_left_there():
    """The candidate's employer is changed to a third firm just before the merger."""
    kept, lost, third = (OrganizationFactory(name=name) for name in ("甲", "乙", "丙"))
    candidate, by = CandidateFactory(employer=lost), UserFactory(shonin=True)
    merging = Thread(target=in_thread, args=(end_of_merger, kept, lost, by, []))
    with transaction.atomic():
        row = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
        merging.start()
        wait_until_somebody_waits()
        row.employer = third
        row.save_version()
    merging.join()

    candidate.refresh_from_db()
    assert candidate.employer == third
    assert Merger.objects.get().moved == []


@pytest.mark.parametrize("late", [False, True])
def test_whoever_is_undone_where_two_wait_for_each_other_nothing_typed_is_lost(late):
    """Somebody saves a candidate of the lost firm and names the kept one in the same moment.

    Who waits longer than PostgreSQL's deadlock_timeout has looked for a deadlock already: a circle
    that closes in time ends the merger, one that closes late ends the saving.
    """
    kept, lost = OrganizationFactory(name="甲"), OrganizationFactory(name="乙")
    candidate, by, ends = CandidateFactory(employer=lost), UserFactory(shonin=True), []
    merging = Thread(target=in_thread, args=(end_of_merger, kept, lost, by, ends))
    tries = []

    def save():
        tries.append(len(tries))
        row = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
        if len(tries) == 1:
            merging.start()
            wait_until_somebody_waits()
            sleep(2 if late else 0)
        row.met_at = kept
        row.save_version()
        return HttpResponseRedirect("/saved/")

    answer, _ = save_once(RequestFactory().post("/"), save)
    merging.join()

    candidate.refresh_from_db()
    assert (answer.url, candidate.met_at) == ("/saved/", kept)
    if late:
        assert (tries, ends, into(), candidate.employer) == ([0, 1], [], {"乙": "甲"}, kept)
    else:
        assert (tries, ends, into(), candidate.employer) == ([0], [act.NOT_MERGED], {}, lost)


def end_of_merger(kept, lost, by, ends):
    try:
        act.merge(ORGANIZATIONS, kept.pk, lost.pk, by=by, reason="二重登録", chosen={})
    except TransitionDenied as denied:
        ends.append(str(denied))


def merge_people(kept, lost, by):
    act.merge(MEISTERS, kept.pk, lost.pk, by=by, reason="二重登録", chosen={})


def still_free(keys, free):
    with transaction.atomic():
        rows = Participation.with_merged.select_for_update(of=("self",), skip_locked=True)
        free.append(list(rows.filter(pk__in=keys)))
