"""処理の状況: who sees which job, what its page offers, and what leaves by it."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from aomori_skills.base import pdf, workbook
from aomori_skills.paperwork.models import DisclosureLog, Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import attachments, job_watch, jobs
from tests.factories.office import UserFactory
from tests.factories.paperwork import JobFactory
from tests.paperwork import long_acts

pytestmark = pytest.mark.django_db
LIST = reverse("paperwork:job_list")
CODE = {
    "waiting": {},
    "running": {"started_at": timezone.now(), "done": 12, "current": "りんご工務店あての文書"},
    "done": {"started_at": timezone.now(), "finished_at": timezone.now()},
    "failed": {"finished_at": timezone.now(), "error": "3月1日で止まりました。"},
    "cancelled": {"finished_at": timezone.now(), "cancel_requested_at": timezone.now()},
}


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def job_in(state, **more) -> Job:
    return JobFactory(state=state, **CODE[state] | more)


def with_file(**more) -> Job:
    given = {"content_type": pdf.CONTENT_TYPE, "by": more.get("by") or UserFactory()}
    file = attachments.keep(b"%PDF all letters", name="説明文書.pdf", **given)
    return job_in("done", result=file, result_note="30通を発行しました。", **more)


def address(job, name="detail"):
    return reverse(f"paperwork:job_{name}", args=(job.pk,))


def text_of(answer) -> str:
    return answer.content.decode()


def poll(client, job, shown: str):
    """What the bar of a page that shows the state ``shown`` is answered."""
    return client.get(address(job, "progress"), {"state": shown}, headers={"HX-Request": "true"})


def buttons(answer) -> list[str]:
    """The words of the buttons of the page that act on the job."""
    words = ("取り消す", "もう一度行う", "ダウンロードする", "結果の画面を開く")
    return [word for word in words if f">{word}</" in text_of(answer)]


# Who sees what


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


# What the page offers


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


# Steps


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


# Files


def test_the_file_is_taken_as_it_was_made_and_written_down(client, tanto):
    job = with_file(by=tanto, purpose="本人への交付：説明会", detail="職種：造園")

    answer = client.post(address(job, "download"))

    assert (answer.content, answer["Content-Type"]) == (b"%PDF all letters", "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium) == (tanto, job.title, 30, "pdf")
    assert (log.purpose, log.purpose_note, log.detail) == ("person", "説明会", "職種：造園")


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


# The number in the header


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
