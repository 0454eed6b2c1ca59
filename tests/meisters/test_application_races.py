"""認定申請: the same moment, the same step, the same rows."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from meisters.choices import ApplicationState as A
from meisters.models import CertificationApplication
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    PracticePeriodFactory,
)
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.forms_as_sent import sent_by
from tests.meisters.two_desks import differences, section, signed_in


@pytest.fixture
def two():
    """Two members of the staff, each at a machine."""
    return signed_in(situations.tanto()), signed_in(UserFactory(username="futari"))


@pytest.mark.django_db
def test_a_form_sent_twice_adds_its_rows_once(two):
    client, _ = two
    application = ApplicationFactory()
    url = section(application, "experience")
    sent = sent_by(client.get(url)) | {
        "practice_periods-0-employer_name": "丙建設",
        "practice_periods-0-starts_on": "2001-04-01",
    }

    first, second = client.post(url, sent), client.post(url, sent)

    assert (first.url, second.url) == (application.get_absolute_url(),) * 2
    assert application.practice_periods.count() == 1


@pytest.mark.django_db
def test_rows_of_another_application_are_out_of_reach(two):
    client, _ = two
    application, other = ApplicationFactory(), ApplicationFactory()
    foreign = PracticePeriodFactory(application=other, employer_name="甲建設")
    url = section(application, "experience")
    client.post(
        url,
        sent_by(client.get(url))
        | {
            "practice_periods-0-id": str(foreign.pk),
            "practice_periods-0-employer_name": "丙建設",
            "practice_periods-0-starts_on": "2001-04-01",
        },
    )

    foreign.refresh_from_db()
    assert (foreign.employer_name, foreign.application) == ("甲建設", other)
    assert application.practice_periods.get().employer_name == "丙建設"


@pytest.mark.django_db
@pytest.mark.parametrize("total", ["", "x", "99999999"])
def test_a_damaged_count_of_rows_is_said_in_a_sentence(two, total):
    client, _ = two
    application = ApplicationFactory()
    url = section(application, "experience")

    answer = client.post(url, sent_by(client.get(url)) | {"practice_periods-TOTAL_FORMS": total})

    part = answer.context["form"].parts[0]
    assert answer.status_code == 422
    assert part.non_form_errors() in (
        ["入力欄の情報が届きませんでした。画面を開き直してください。"],
        ["行が多すぎます。200行以内にしてください。"],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["receive", "pull_back", "withdraw"])
def test_a_step_taken_twice_is_taken_once_with_a_kind_word(two, name):
    client, _ = two
    application = situations.awaiting() if name == "pull_back" else situations.complete()
    url = reverse("meisters:application_step", args=(application.pk, name))
    sent = sent_by(client.get(url)) | {"way": "post", "comment": "本人の都合"}
    before = application.steps.count()

    client.post(url, sent)
    answer = client.post(url, sent, follow=True)
    stale = client.get(url, follow=True)

    assert application.steps.count() == before + 1
    assert answer.redirect_chain[0][0] == application.get_absolute_url()
    assert "すでに" in stale.content.decode()


@pytest.mark.django_db
def test_editing_what_was_frozen_meanwhile_is_refused_in_a_sentence(two):
    client, _ = two
    application = situations.complete()
    url = section(application, "person")
    sent = sent_by(client.get(url))
    CertificationApplication.objects.filter(pk=application.pk).update(
        state=A.CHECKED, received_on=date(2025, 7, 2)
    )

    answer = client.post(url, sent | {"address": "青森市古川1-1"}, follow=True)

    application.refresh_from_db()
    assert "「要件確認済」のため編集できません" in answer.content.decode()
    assert application.address == "青森市新町1-1-1"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_asked():
    application = ApplicationFactory()
    url = section(application, "person")
    clients = [signed_in(situations.tanto()), signed_in(UserFactory(username="futari"))]
    sent = [
        sent_by(client.get(url)) | {"address": f"青森市長島{number}"}
        for number, client in enumerate(clients)
    ]
    start, answers = Barrier(2), {}

    def save(number):
        try:
            start.wait()
            answers[number] = clients[number].post(url, sent[number])
        finally:
            connection.close()

    threads = [Thread(target=save, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    application.refresh_from_db()
    saved = next(number for number, answer in answers.items() if answer.status_code == 302)
    asked = answers[1 - saved]
    assert asked.status_code == 422
    assert differences(asked) == [
        ("住所（自宅）", f"青森市長島{saved}", f"青森市長島{1 - saved}"),
    ]
    assert (application.address, application.version) == (f"青森市長島{saved}", 2)


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_the_same_moment_begin_one_application():
    candidate = CandidateFactory()
    url = reverse("meisters:application_start", args=(candidate.pk,))
    clients = [signed_in(situations.tanto()) for _ in range(10)]
    start, answers = Barrier(10), []

    def begin(client):
        try:
            start.wait()
            answers.append(client.post(url).status_code)
        finally:
            connection.close()

    threads = [Thread(target=begin, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302] * 10
    assert candidate.applications.count() == 1
