"""A form that is sent twice acts once, even at the same moment."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponseRedirect
from django.test import RequestFactory
from django.utils import timezone
from psycopg2.errors import DeadlockDetected

from aomori_skills.office.models import ClosedDay, SubmittedForm
from aomori_skills.office.saving import BUSY, TRIES, save_once
from aomori_skills.office.services import submissions
from tests.factories.office import UserFactory


def request_with(token, user, **typed):
    request = RequestFactory().post("/", {"form_token": str(token), **typed})
    request.user = user
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def close_the_office():
    ClosedDay.objects.create(
        day=timezone.localdate().replace(month=1, day=1 + ClosedDay.objects.count()), reason="年始"
    )
    return HttpResponseRedirect("/closed/")


@pytest.mark.django_db
def test_the_second_sending_leads_to_the_same_page_and_saves_nothing():
    request = request_with(uuid4(), UserFactory(tanto=True))

    first = submissions.once(request, close_the_office)
    second = submissions.once(request, close_the_office)

    assert (first.url, second.url, ClosedDay.objects.count()) == ("/closed/", "/closed/", 1)


@pytest.mark.django_db
def test_who_goes_back_and_types_something_else_is_heard():
    token, user = uuid4(), UserFactory(tanto=True)
    for name in ("岩木", "八甲田", "岩木"):
        submissions.once(request_with(token, user, name=name), close_the_office)

    assert ClosedDay.objects.count() == 2


@pytest.mark.django_db
def test_another_button_of_the_same_form_is_the_same_sending():
    token, user = uuid4(), UserFactory(tanto=True)
    submissions.once(request_with(token, user), close_the_office)
    submissions.once(request_with(token, user, _next="1"), close_the_office)

    assert ClosedDay.objects.count() == 1


@pytest.mark.django_db
def test_a_failed_act_may_be_sent_again():
    request = request_with(uuid4(), UserFactory(tanto=True))

    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        submissions.once(request, fail)
    submissions.once(request, close_the_office)

    assert ClosedDay.objects.count() == 1


def undone():
    raise OperationalError from DeadlockDetected()


@pytest.mark.django_db
def test_what_was_undone_by_a_deadlock_is_done_anew_with_what_was_sent():
    paper = SimpleUploadedFile("要件.pdf", b"%PDF")
    request, read = request_with(uuid4(), UserFactory(tanto=True), paper=paper), []

    def act():
        read.append(request.FILES["paper"].read())
        return undone() if len(read) < TRIES else close_the_office()

    answer, _ = save_once(request, act)

    assert (answer.url, read, ClosedDay.objects.count()) == ("/closed/", [b"%PDF"] * TRIES, 1)


@pytest.mark.django_db
def test_who_is_undone_again_and_again_is_asked_to_save_later():
    request = request_with(uuid4(), UserFactory(tanto=True))

    answer, _ = save_once(request, undone)

    assert (answer.url, [str(one) for one in get_messages(request)]) == ("/", [BUSY])


@pytest.mark.django_db
def test_somebody_elses_token_tells_nothing():
    token = uuid4()
    submissions.once(request_with(token, UserFactory(tanto=True)), close_the_office)

    answer = submissions.once(request_with(token, UserFactory(shonin=True)), close_the_office)

    assert (answer.url, ClosedDay.objects.count()) == ("/", 1)


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_at_once_save_once():
    token, user, start = uuid4(), UserFactory(tanto=True), Barrier(10)
    answers = []

    def send():
        try:
            start.wait()
            answers.append(submissions.once(request_with(token, user), close_the_office).url)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == ["/closed/"] * 10
    assert (ClosedDay.objects.count(), SubmittedForm.objects.count()) == (1, 1)
