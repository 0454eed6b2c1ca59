"""Submissions and imports of many records: begun on the page, done by the worker."""

from unittest.mock import patch

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog, Job, OfficialDocument
from meisters.models import Meister, RegisterImport, SubmissionBatch
from meisters.services import register_import
from tests.factories.meisters import RoundFactory
from tests.factories.office import ProfileFactory, TradeFactory, UserFactory
from tests.meisters import situations
from tests.meisters.register_books import NEW_PERSON, appended, exported, upload
from tests.paperwork.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def today(settings):
    settings.SHORT_JOB = 1
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def submit(client, rows):
    keys = "".join(f"&application={row.pk}" for row in rows)
    url = f"{reverse('meisters:batch_confirm')}?round={RoundFactory().pk}{keys}"
    fields = {
        "submitted_on": "R7.9.1",
        "note": "",
        "application": [row.pk for row in rows],
        "form_token": "0d0b6f3e-2d63-4d2e-9a65-4f0a5a0c0001",
    }
    return client.post(url, fields)


def test_many_applications_are_submitted_by_the_worker_once(client, tanto):
    ProfileFactory()
    rows = [situations.approved() for _ in range(2)]

    answers = [submit(client, rows) for _ in range(2)]

    job = Job.objects.get()
    assert [answer.url for answer in answers] == [job.get_absolute_url()] * 2
    assert (job.title, job.total, job.state) == ("センター提出の作成（2件）", 2, "waiting")
    assert SubmissionBatch.objects.count() == 0

    with situations.undrawn():
        work_off()

    batch = SubmissionBatch.objects.get()
    job.refresh_from_db()
    assert (job.state, job.result_url) == ("done", f"{batch.get_absolute_url()}?tab=papers")
    assert job.result_note.startswith(f"{batch}（2件）を作成しました。文書番号は青技振第1号です。")
    assert (batch.submitted_by, batch.items.count()) == (tanto, 2)


def test_a_submission_that_stops_names_the_application_and_takes_no_number(client, tanto):
    ProfileFactory()
    rows = [situations.approved() for _ in range(2)]
    submit(client, rows)

    def draw(application):
        if application.pk == rows[1].pk:
            raise OSError("the paper is gone")
        return b"%PDF"

    with patch("meisters.services.batches.render_form", draw):
        work_off()

    job = Job.objects.get()
    assert job.state == "failed"
    assert job.error.startswith(f"{rows[1]}で止まりました。予期しない問題が起きました。")
    assert [kind.objects.count() for kind in (SubmissionBatch, OfficialDocument)] == [0, 0]
    assert DisclosureLog.objects.count() == 0
    rows[0].refresh_from_db()
    assert rows[0].state == "approved"


def test_what_is_refused_before_any_paper_is_made_is_said_at_the_form(client, tanto):
    ProfileFactory()
    rows = [situations.approved() for _ in range(2)]
    keys = "".join(f"&application={row.pk}" for row in rows)
    url = f"{reverse('meisters:batch_confirm')}?round={RoundFactory().pk}{keys}"

    fields = {"submitted_on": "R7.12.31", "note": "", "application": [row.pk for row in rows]}
    answer = client.post(url, fields)

    assert (answer.status_code, Job.objects.count()) == (422, 0)


def kept_import(by, count=2) -> RegisterImport:
    TradeFactory(name="造園")
    people = [NEW_PERSON | {"認定番号": f"02-8000{place}"} for place in range(count)]
    for place, person in enumerate(people):
        person["名"] = f"花子{place}"
    return register_import.keep(upload(appended(exported(), *people)), adds_employers=False, by=by)


def enter(client, record):
    url = reverse("meisters:meister_import_check", args=(record.pk,))
    return client.post(url, {"fingerprint": register_import.plan_of(record).fingerprint})


def test_many_rows_are_entered_by_the_worker(client, tanto):
    record = kept_import(tanto)

    answer = enter(client, record)

    job = Job.objects.get()
    assert (answer.url, job.title) == (job.get_absolute_url(), "名簿の取込み（2人）")
    assert Meister.objects.count() == 0

    work_off()

    job.refresh_from_db()
    assert (job.state, job.result_url) == ("done", reverse("meisters:meister_list"))
    assert job.result_note.startswith("「名簿.xlsx」を取り込みました（新規2人、変更0人）。")
    assert Meister.objects.count() == 2


def test_a_file_that_somebody_else_has_entered_meanwhile_is_not_entered_again(client, tanto):
    record = kept_import(tanto)
    enter(client, record)
    other = UserFactory(roles=["staff"])
    shown = register_import.plan_of(record).fingerprint
    register_import.apply(record.pk, fingerprint=shown, by=other)

    work_off()

    job = Job.objects.get()
    assert (job.state, Meister.objects.count()) == ("failed", 2)
    assert job.error == (
        "「名簿.xlsx」はすでに取り込まれています。二重には取り込みません。何も保存されていません。"
    )
