"""A long act in a browser: begun, left, found again, watched to its end, and cancelled."""

from contextlib import contextmanager

from django.db import connection, transaction

from meisters.models import Meister
from tests.meisters.register_books import NEW_PERSON, XLSX, appended, exported
from tests.paperwork.worker import worker_process

PEOPLE = 300


def begin_import(desk) -> None:
    people = [
        NEW_PERSON | {"認定番号": f"02-{70000 + place}", "名": f"花子{place}"}
        for place in range(PEOPLE)
    ]
    desk.go("/meisters/register/import/")
    desk.attach("file", "名簿.xlsx", appended(exported(), *people), XLSX)
    desk.press("内容を確認する")
    desk.press("取り込む")
    desk.page.wait_for_url("**/papers/jobs/*/")


@contextmanager
def nobody_registered():
    """While the block runs, whoever writes to the register waits."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table meisters_meister in share mode")
        yield


def test_a_long_import_goes_on_while_its_page_is_left(desk_of):
    desk = desk_of("tanto")
    begin_import(desk)
    bar = desk.page.locator("progress")
    assert "処理を行うプログラムが動いていません。" in desk.text
    assert bar.get_attribute("max") == str(PEOPLE)
    desk.look("job_waiting")

    desk.go("/")
    desk.page.get_by_role("link", name="処理 1").click()
    desk.look("jobs")
    desk.follow(f"名簿の取込み（{PEOPLE}人）")
    with worker_process():
        with nobody_registered():
            desk.page.locator(".job-current", has_text="行目の八戸 花子").wait_for(timeout=60_000)
            assert desk.page.locator(".page-state .chip").inner_text() == "処理中"
            desk.look("job_running")
        desk.page.get_by_text("「名簿.xlsx」を取り込みました").wait_for(timeout=120_000)
    assert f"新規{PEOPLE}人" in desk.text
    assert bar.count() == 0
    desk.look("job_done")
    assert Meister.objects.count() == PEOPLE

    desk.follow("結果の画面を開く")
    desk.page.get_by_role("heading", name="マイスター名簿").wait_for()
    assert desk.page.locator(".site-news").count() == 0


def test_a_waiting_job_is_cancelled_and_begun_again(desk_of):
    desk = desk_of("tanto", viewport={"width": 390, "height": 844})
    begin_import(desk)
    first = desk.page.url

    desk.press("取り消す")
    desk.page.get_by_text("に取り消しました。何も保存されていません。").wait_for()
    desk.look("job_cancelled")
    desk.press("もう一度行う")
    desk.page.wait_for_url(lambda url: url != first)
    assert "順番を待っています。" in desk.text or "動いていません" in desk.text
    assert Meister.objects.count() == 0
