"""The page of a job: what it offers, its steps, and the file that leaves by it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from aomori_skills.base import pdf, workbook
from aomori_skills.paperwork.models import DisclosureLog, Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import job_watch, jobs
from tests.factories.office import UserFactory
from tests.factories.paperwork import JobFactory
from tests.paperwork import long_acts
from tests.paperwork.shown_jobs import address, buttons, job_in, text_of, with_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def poll(client, job, shown: str):
    """What the bar of a page that shows the state ``shown`` is answered."""
    return client.get(address(job, "progress"), {"state": shown}, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    ("state", "queries"), [("waiting", 5), ("running", 4), ("done", 4), ("failed", 4)]
)
@pytest.mark.parametrize("related", [False, True])
def test_the_page_asks_the_database_equally_often(
    client, tanto, state, queries, related, django_assert_num_queries
):
    job = job_in(state, by=tanto)
    if related:
        JobFactory(by=tanto, retry_of=job)
    with django_assert_num_queries(queries):
        client.get(address(job))


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("waiting", ["取り消す"]),
        ("running", ["取り消す"]),
        ("done", []),
        ("failed", ["もう一度行う"]),
        ("cancelled", ["もう一度行う"]),
    ],
)
def test_the_next_step_of_its_starter_and_of_a_colleague(client, tanto, state, offered):
    job = job_in(state, by=tanto)
    assert buttons(client.get(address(job))) == offered

    client.force_login(UserFactory())
    assert buttons(client.get(address(job))) == []


def test_the_bar_tells_how_far_it_is_and_asks_again(client, tanto):
    job = job_in("running", by=tanto)

    page = text_of(client.get(address(job)))
    bar = text_of(poll(client, job, "running"))

    for shown in (page, bar):
        assert 'value="12"' in shown
        assert 'max="30"' in shown
        assert "りんご工務店あての文書" in shown
        assert f'hx-get="{address(job, "progress")}?state=running"' in shown
    assert "この画面を離れても処理は続きます。あとで「処理の状況」から開けます。" in page


@pytest.mark.parametrize(("shown", "now"), [("running", "done"), ("waiting", "running")])
def test_the_bar_of_another_state_brings_the_whole_page(client, tanto, shown, now):
    job = job_in(now, by=tanto)

    assert poll(client, job, shown)["HX-Refresh"] == "true"


def test_the_bar_is_a_page_for_those_without_script(client, tanto):
    job = job_in("running", by=tanto)

    assert client.get(address(job, "progress")).url == address(job)


def test_a_job_that_nobody_works_on_says_so(client, tanto, monkeypatch):
    job = job_in("waiting", by=tanto)
    sentence = "処理を行うプログラムが動いていません。"
    assert sentence in text_of(client.get(address(job)))

    monkeypatch.setattr(job_watch, "is_worker_there", lambda: True)
    assert sentence not in text_of(client.get(address(job)))


def test_a_failure_stands_on_the_page_with_the_way_back(client, tanto):
    job = job_in("failed", by=tanto, back_url="/papers/documents/")

    page = text_of(client.get(address(job)))

    assert "3月1日で止まりました。" in page
    assert 'href="/papers/documents/"' in page


def test_cancelling_a_waiting_job(client, tanto):
    job = job_in("waiting", by=tanto)

    page = client.post(address(job, "cancel"), follow=True)

    assert page.redirect_chain == [(address(job), 302)]
    assert "に取り消しました。何も保存されていません。" in text_of(page)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_cancelling_a_running_job_is_a_wish(client, tanto):
    job = job_in("running", by=tanto)

    page = client.post(address(job, "cancel"), follow=True)

    assert "取消しを受け付けました。" in text_of(page)
    assert buttons(page) == []
    job.refresh_from_db()
    assert (job.state, job.cancel_requested_at is not None) == ("running", True)


def test_a_colleague_is_refused_in_words(client, tanto):
    job = job_in("waiting")

    page = client.post(address(job, "cancel"), follow=True)

    assert "ほかの人の処理を取り消す権限がありません。" in text_of(page)


def test_again_starts_one_job_however_often_it_is_pressed(client, tanto):
    job = job_in("failed", by=tanto)
    form = {"form_token": "0d2f8c5e-6f4e-4a53-93cf-1d9a3a6f2f11"}

    answers = [client.post(address(job, "retry"), form) for _ in range(2)]

    again = Job.objects.get(retry_of=job)
    assert [answer.url for answer in answers] == [address(again)] * 2
    page = client.get(address(job))
    assert buttons(page) == []
    assert f'href="{address(again)}"' in text_of(page)


def test_again_of_what_is_done_is_refused_in_words(client, tanto):
    job = job_in("done", by=tanto)

    page = client.post(address(job, "retry"), follow=True)

    assert "現在「完了」のため" in text_of(page)


def test_the_file_is_taken_as_it_was_made_and_written_down(client, tanto):
    job = with_file(by=tanto, purpose="本人への交付：説明会", detail="職種：造園")

    answer = client.post(address(job, "download"))

    assert (answer.content, answer["Content-Type"]) == (b"%PDF all letters", "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium) == (tanto, job.title, 30, "pdf")
    assert (log.purpose, log.purpose_note, log.detail) == ("person", "説明会", "職種：造園")


def test_a_purpose_given_as_a_code_is_told_in_words(client, tanto):
    told = [
        text_of(client.get(address(with_file(by=tanto, purpose=purpose))))
        for purpose in ("person", "本人への交付：説明会")
    ]

    assert ["利用目的（本人への交付）" in text for text in told] == [True, False]
    assert "利用目的（本人への交付：説明会）" in told[1]


def test_a_file_without_personal_data_is_not_written_down(client, tanto):
    job = with_file(by=tanto)

    assert client.post(address(job, "download")).status_code == 200
    assert DisclosureLog.objects.count() == 0


def test_a_colleague_with_the_permission_takes_the_file_too(client, tanto):
    job = with_file(permission="paperwork.issue_documents", purpose="監査・検査への対応")

    assert buttons(client.get(address(job))) == ["ダウンロードする"]
    assert client.post(address(job, "download")).status_code == 200
    assert DisclosureLog.objects.get().by == tanto


def test_its_starter_takes_no_file_and_repeats_nothing_after_losing_the_permission(client, tanto):
    done = with_file(by=tanto, purpose="監査・検査への対応")
    failed = job_in("failed", by=tanto)
    tanto.roles = ["viewer"]
    tanto.save()

    pages = [client.get(address(job)) for job in (done, failed)]

    assert [(page.status_code, buttons(page)) for page in pages] == [(200, [])] * 2
    assert client.post(address(done, "download")).status_code == 403
    assert rules.NOT_ALLOWED in text_of(client.post(address(failed, "retry"), follow=True))
    assert DisclosureLog.objects.count() == 0


def test_a_damaged_file_is_not_handed_out(client, tanto):
    job = with_file(by=tanto, purpose="監査・検査への対応")
    job.result.file.storage.delete(job.result.file.name)

    page = client.post(address(job, "download"), follow=True)

    assert "のファイルが見つかりません。" in text_of(page)
    assert DisclosureLog.objects.count() == 0


def test_the_page_says_how_long_the_file_stays_and_later_that_it_is_gone(client, tanto):
    with time_machine.travel("2025-09-01 10:00+09:00", tick=False):
        job = with_file(by=tanto, finished_at=timezone.now(), purpose="監査・検査への対応")
        page = text_of(client.get(address(job)))
    assert "令和7年10月1日（水）まで保存し、その後に削除します。" in page
    assert "利用目的（監査・検査への対応）とともに出力記録に残ります。" in page

    Job.objects.update(finished_at=timezone.now() - rules.KEPT - timedelta(hours=1))
    jobs.forget_old()

    page = client.get(address(job))
    assert "に削除しました。必要なときは" in text_of(page)
    assert buttons(page) == []
    assert client.post(address(job, "download")).status_code == 404


def test_the_page_tells_a_file_that_was_discarded_from_one_whose_time_was_over(client, tanto):
    job = with_file(by=tanto, finished_at=timezone.now())
    discarded = "配布できない内容が含まれるようになったため"
    jobs.discard_results(long_acts.close_days)
    page = text_of(client.get(address(job)))
    assert (discarded in page, "保存期間が過ぎたため" in page) == (True, False)

    Job.objects.update(finished_at=timezone.now() - rules.KEPT - timedelta(hours=1))
    page = text_of(client.get(address(job)))
    assert (discarded in page, "保存期間が過ぎたため" in page) == (False, True)


@pytest.mark.parametrize(
    ("content_type", "medium"),
    [
        (workbook.CONTENT_TYPE, "excel"),
        (pdf.CONTENT_TYPE, "pdf"),
        ("application/zip", "zip"),
        ("text/calendar", "file"),
    ],
)
def test_each_kind_of_file_is_called_by_its_name(content_type, medium):
    assert rules.medium_of(content_type) == medium
