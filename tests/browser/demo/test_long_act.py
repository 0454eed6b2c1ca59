"""A long act: begun, its page left and found again, done by the worker, its file taken away."""

from meisters.models import Meister
from tests.browser.taken import pages_of
from tests.paperwork.worker import working

TITLE = "公表プロフィールの作成（24人）"


def test_the_profiles_of_all_are_printed_while_the_page_is_left(desk_of):
    desk = desk_of("tanto")
    desk.go("/meisters/publication/people/")
    desk.follow("公表プロフィールを作る")
    desk.choose("purpose", "会議・打合せの資料")
    desk.press("PDFを作る")
    desk.page.wait_for_url("**/papers/jobs/*/")
    assert desk.page.locator("progress").get_attribute("max") == "24"
    desk.look("job_waiting")

    desk.go("/")
    desk.page.get_by_role("link", name="処理 1").click()
    desk.look("jobs")
    desk.follow(TITLE)
    with working():
        desk.page.get_by_role("button", name="ダウンロードする").wait_for(timeout=60_000)
    assert desk.page.locator("progress").count() == 0
    desk.look("job_done")

    _, content = desk.download(lambda: desk.press("ダウンロードする"))
    pages = pages_of(content)
    names = [str(one).replace(" ", "") for one in Meister.objects.active().order_by("number")]
    assert len(pages) == 24
    assert [name for name in names if name not in "".join(pages)] == ["十三湖名月"]
