"""Two people at the same visit in the same moment."""

from threading import Thread

import pytest
from django.db import transaction

from meisters.models import Candidate, Visit
from meisters.services import candidates
from tests.factories.office import UserFactory
from tests.factories.visits import VisitFactory
from tests.threads import in_thread, wait_until_somebody_waits


@pytest.mark.django_db(transaction=True)
def test_registering_somebody_met_waits_for_the_visit_being_edited():
    by, visit = UserFactory(tanto=True), VisitFactory()
    person = visit.people.create(name="岩木 太郎")
    new = Candidate(family_name="岩木", given_name="太郎", visit=visit, employment="employed")
    registering = Thread(target=in_thread, args=(register, new, by, person.pk))

    with transaction.atomic():
        Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
        registering.start()
        wait_until_somebody_waits()
        person.title = "職長"
        person.save(update_fields=("title",))
    registering.join()

    person.refresh_from_db()
    assert (person.title, person.candidate) == ("職長", Candidate.objects.get())


def register(new, by, met_id):
    candidates.register(new, by=by, met_id=met_id)
