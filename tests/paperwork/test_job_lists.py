"""処理の状況: who sees which job, in the list and in the header."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import jobs
from tests.factories.office import UserFactory
from tests.paperwork import long_acts
from tests.paperwork.shown_jobs import address, buttons, job_in, text_of, with_file

pytestmark = pytest.mark.django_db
LIST = reverse("paperwork:job_list")


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("trait", "status"), [("tanto", 200), ("shonin", 200), ("kaikei", 404), ("etsuran", 404)]
)
@pytest.mark.parametrize("name", ["detail", "progress"])
def test_the_job_of_another_opens_with_its_permission_only(client, trait, status, name):
    job = job_in("running", permission="paperwork.issue_documents")
    client.force_login(UserFactory(**{trait: True}))

    assert client.get(address(job, name), headers={"HX-Request": "true"}).status_code == status


@pytest.mark.parametrize("name", ["cancel", "retry", "download", "seen"])
def test_nothing_is_done_to_a_job_that_one_does_not_see(client, name):
    job = with_file()
    client.force_login(UserFactory(etsuran=True))

    assert client.post(address(job, name)).status_code == 404


def test_who_manages_jobs_sees_them_but_takes_no_file_without_its_permission(client):
    job = with_file(permission="meisters.view_bank_accounts")
    client.force_login(UserFactory(kanri=True))

    page = client.get(address(job))

    assert (page.status_code, buttons(page)) == (200, [])
    assert client.post(address(job, "download")).status_code == 403


def test_the_list_shows_own_jobs_and_on_request_those_of_others(client, tanto):
    own = job_in("running", by=tanto, title="自分の処理")
    shared = job_in("done", title="ほかの人の処理")
    job_in("done", title="見えない処理", permission="meisters.view_bank_accounts")

    assert set(client.get(LIST).context["table"].data.data) == {own}
    shown = client.get(LIST, {"whose": "all"})
    assert set(shown.context["table"].data.data) == {own, shared}
    assert "見えない処理" not in text_of(shown)
    states = client.get(LIST, {"whose": "all", "state": "done"}).context["table"].data.data
    assert set(states) == {shared}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_equally_often(client, tanto, count, django_assert_num_queries):
    for _ in range(count):
        job_in("done", by=tanto)
    with django_assert_num_queries(5):
        client.get(LIST)


def test_the_list_as_excel_and_on_paper(client, tanto):
    job = job_in("running", by=tanto)

    sheet = load_workbook(BytesIO(client.post(LIST, {"_export": "xlsx"}).content)).active

    rows = list(sheet.values)
    assert rows[0] == ("処理", "状態", "済み", "全体", "受付日時", "終了日時", "実行者")
    assert rows[1][:4] == (job.title, "処理中", 12, 30)
    assert rows[1][5:] == (None, str(tanto))
    assert job.title in text_of(client.post(LIST, {"_export": "print"}))


def number_in_header(client) -> int:
    return client.get(reverse("paperwork:document_list")).context["news"]["jobs"]


def test_the_header_counts_own_jobs_until_their_end_is_seen(client, tanto):
    assert number_in_header(client) == 0
    assert "site-news" not in text_of(client.get(LIST))
    job_in("running", by=tanto)
    job_in("waiting")
    done = job_in("done", by=tanto)
    job_in("failed", by=tanto, seen_at=timezone.now())
    assert number_in_header(client) == 2

    page = text_of(client.get(address(done)))
    assert f'hx-post="{address(done, "seen")}"' in page
    assert number_in_header(client) == 2
    assert client.post(address(done, "seen")).status_code == 204

    assert number_in_header(client) == 1
    assert "hx-post" not in text_of(client.get(address(done)))


def test_only_its_starter_has_seen_it_and_only_its_end(client, tanto):
    running, foreign = job_in("running", by=tanto), job_in("done")
    for job in (running, foreign):
        client.post(address(job, "seen"))

    assert list(Job.objects.filter(seen_at__isnull=False)) == []


def test_what_was_done_at_once_is_no_news(client, tanto):
    given = {"title": "休業日の登録", "permission": "office.view_home"}
    jobs.start(long_acts.close_days, by=tanto, total=3, number=3, **given)

    assert number_in_header(client) == 0
