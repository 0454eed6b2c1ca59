"""The Excel of a list with very many rows is made by the worker, as the list itself would."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.paperwork.models import DisclosureLog, Job
from tests.factories.office import UserFactory
from tests.factories.paperwork import issued
from tests.paperwork.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("paperwork:document_list")
TYPED = {"_export": "xlsx", "purpose": "監査・検査への対応", "purpose_note": ""}


@pytest.fixture(autouse=True)
def small_limits(settings):
    settings.LONG_EXPORT, settings.SHORT_JOB = 2, 2


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def documents(count):
    for place in range(count):
        issued(subject=f"通知その{place}")


def ask(client, **chosen):
    query = {"years": "all", "kind": "notice", "q": "通知", **chosen}
    return client.post(LIST, TYPED, query_params=query)


def cells(content: bytes) -> list[tuple]:
    return list(load_workbook(BytesIO(content)).active.values)


def test_few_rows_are_answered_at_once(client, tanto):
    documents(2)

    answer = ask(client)

    assert (answer.status_code, len(cells(answer.content))) == (200, 3)
    assert (Job.objects.count(), DisclosureLog.objects.count()) == (0, 1)


def test_many_rows_are_the_same_file_later(client, tanto, settings):
    documents(3)
    settings.LONG_EXPORT = 3
    at_once = cells(ask(client).content)
    settings.LONG_EXPORT = 2

    answer = ask(client)

    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    assert (job.title, job.total, job.permission) == (
        "公文書台帳のExcel（3件）",
        3,
        "paperwork.view_documents",
    )
    assert (job.purpose, job.detail) == (
        "監査・検査への対応",
        "検索：通知、種類：通知、年度：すべての年度",
    )
    assert DisclosureLog.objects.count() == 1

    work_off()
    file = client.post(reverse("paperwork:job_download", args=(job.pk,)))

    assert cells(file.content) == at_once
    log = DisclosureLog.objects.first()
    assert DisclosureLog.objects.count() == 2
    assert (log.what, log.count, log.medium, log.purpose, log.detail) == (
        job.title,
        3,
        "excel",
        "audit",
        job.detail,
    )


def test_two_clicks_start_one_job_and_other_conditions_another(client, tanto):
    documents(3)

    first, second = ask(client).url, ask(client).url
    other = ask(client, kind="").url

    assert first == second != other
    assert Job.objects.count() == 2
    work_off()
    assert ask(client).url not in (first, other)


def test_the_worker_asks_for_the_permission_again(client, tanto):
    documents(3)
    ask(client)
    tanto.is_active = False
    tanto.save()

    work_off()

    job = Job.objects.get()
    assert (job.state, job.error) == (
        "failed",
        "この処理を行う権限がありません。担当の管理者に確認してください。何も保存されていません。",
    )


def test_without_a_purpose_nothing_is_begun(client, tanto):
    documents(3)

    answer = client.post(LIST, TYPED | {"purpose": ""}, query_params={"years": "all"})

    assert (answer.status_code, Job.objects.count()) == (422, 0)
