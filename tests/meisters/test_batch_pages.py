"""センター提出: the page of a bundle, its files, and the rounds."""

from datetime import date

import pytest
import time_machine

from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import ApplicationState
from meisters.models import ApplicationRound
from tests.factories.meisters import ApplicationFactory, RoundFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.batch_steps import page, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_tanto(client):
    client.force_login(situations.tanto())
    return client


def test_detail_shows_each_tab(as_tanto):
    batch = situations.submitted(serial=1, family_name="岩木")
    url = batch.get_absolute_url()

    overview, papers, past = (
        as_tanto.get(url, {"tab": tab}).content.decode() for tab in ("", "papers", "history")
    )

    assert "回答待ち" in overview
    assert "結果を入力する" in overview
    assert "提出書類一式（ZIP）" in papers
    assert "青技振第1号" in papers
    assert "センター提出を登録" in past


def test_download_asks_for_a_purpose_and_is_written_down(as_tanto):
    batch = situations.submitted(2)
    archive = batch.files.get(kind="archive")
    url = page("batch_file", batch.pk)

    refused = as_tanto.post(url, {"file": archive.pk})
    given = as_tanto.post(url, {"file": archive.pk, "purpose": "内部での確認・点検"})

    assert refused.status_code == 422
    assert refused.context["purpose"].errors["purpose"] == ["利用目的を選択してください。"]
    assert given.content == archive.attachment.read()
    assert given["Content-Type"] == "application/zip"
    assert given["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    log = DisclosureLog.objects.first()
    assert (log.what, log.count, log.medium, log.purpose) == (
        f"{batch} センター提出R7-提01_提出書類一式.zip",
        2,
        "zip",
        "review",
    )


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30])
def test_file_of_nobody_is_not_found(as_tanto, key):
    batch = situations.submitted()
    answer = as_tanto.post(
        page("batch_file", batch.pk), {"file": key, "purpose": "内部での確認・点検"}
    )
    assert answer.status_code == 404


def test_file_of_another_bundle_is_not_found(as_tanto):
    one, other = situations.submitted(), situations.submitted()
    data = {"file": other.files.first().pk, "purpose": "内部での確認・点検"}
    assert as_tanto.post(page("batch_file", one.pk), data).status_code == 404


def test_print_is_written_down(as_tanto):
    batch = situations.submitted(serial=1, family_name="岩木", given_name="太郎")
    answer = as_tanto.post(page("batch_print", batch.pk), {"purpose": "会議・打合せの資料"})
    assert "岩木 太郎" in answer.content.decode()
    assert f'href="{batch.get_absolute_url()}?tab=papers"' in answer.content.decode()
    assert (DisclosureLog.objects.first().medium, DisclosureLog.objects.first().count) == (
        "print",
        1,
    )


@pytest.mark.parametrize("trait", ["etsuran", "kanri"])
def test_who_only_reads_gets_no_personal_files(client, trait):
    batch = situations.submitted()
    client.force_login(UserFactory(**{trait: True}))
    data = {"file": batch.files.first().pk, "purpose": "内部での確認・点検"}
    assert client.post(page("batch_file", batch.pk), data).status_code == 403
    text = client.get(batch.get_absolute_url(), {"tab": "papers"}).content.decode()
    assert "出力する権限がありません" in text


def test_cancel_asks_why_and_says_what_happened(as_tanto):
    batch = situations.submitted()
    url = page("batch_cancel", batch.pk)

    empty = as_tanto.post(url, {"comment": ""})
    done = as_tanto.post(url, {"comment": "添付もれ"}, follow=True)

    assert empty.status_code == 422
    assert empty.context["form"].errors["comment"] == ["理由を入力してください。"]
    assert sentences(done) == [
        "センター提出 R7-提01を取り消しました。申請は「承認」に戻り、文書番号青技振第1号は"
        "欠番になりました。申請を直すときは、申請の画面で作成中に戻してください。"
    ]
    again = as_tanto.post(url, {"comment": "添付もれ"})
    assert "現在「提出取消」のため" in again.context["form"].non_field_errors()[0]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(as_tanto, count, django_assert_num_queries):
    for _ in range(count):
        situations.submitted()
    with django_assert_num_queries(6):
        answer = as_tanto.get(page("batch_list"))
    assert len(answer.context["table"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("tab", "queries"), [("", 7), ("papers", 6), ("history", 7)])
def test_queries_of_the_page_do_not_grow(as_tanto, count, tab, queries, django_assert_num_queries):
    batch = situations.submitted(count)
    with django_assert_num_queries(queries):
        as_tanto.get(batch.get_absolute_url(), {"tab": tab})


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_choosing_do_not_grow(as_tanto, count, django_assert_num_queries):
    for _ in range(count):
        situations.approved()
    with django_assert_num_queries(7):
        as_tanto.get(page("batch_create"))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_rounds_do_not_grow(as_tanto, count, django_assert_num_queries):
    for number in range(count):
        ApplicationFactory(round=RoundFactory(number=number + 1))
    with django_assert_num_queries(5):
        answer = as_tanto.get(page("round_list"))
    assert len(answer.context["table"].rows) == count


def test_round_is_registered_once(as_tanto):
    data = {
        "fiscal_year": "2025",
        "number": "1",
        "corner_deadline": "R7.8.29",
        "center_deadline": "2025-09-12",
        "form_token": "0d0b6f3e-2d63-4d2e-9a65-4f0a5a0c0002",
    }
    first = as_tanto.post(page("round_create"), data, follow=True)
    again = as_tanto.post(page("round_create"), data, follow=True)
    other = as_tanto.post(page("round_create"), data | {"form_token": ""})

    assert sentences(first) == ["令和7年度 第1回を登録しました。"]
    assert sentences(again) == ["同じ内容がすでに送信されていたため、二重には保存していません。"]
    assert other.status_code == 422
    assert other.context["form"].non_field_errors() == ["この年度の同じ回は登録済みです。"]
    assert ApplicationRound.objects.get().corner_deadline == date(2025, 8, 29)


def test_round_wants_its_deadlines_in_order(as_tanto):
    data = {
        "fiscal_year": "2025",
        "number": "1",
        "corner_deadline": "R7.9.13",
        "center_deadline": "R7.9.12",
    }
    answer = as_tanto.post(page("round_create"), data)
    assert answer.context["form"].non_field_errors() == [
        "コーナーの締切日は、センターの締切日以前の日付を入力してください。"
    ]


def test_second_saver_of_a_round_sees_both_texts(as_tanto):
    row = RoundFactory()
    data = {
        "fiscal_year": "2025",
        "number": "1",
        "corner_deadline": "2025-08-29",
        "center_deadline": "2025-09-12",
        "note": "自分の備考",
        "version": "0",
    }
    answer = as_tanto.post(page("round_edit", row.pk), data)
    assert answer.status_code == 422
    assert [(one.label, one.yours) for one in answer.context["form"].differences] == [
        ("備考", "自分の備考")
    ]


def test_applications_of_all_states_are_counted_by_their_round(as_tanto):
    first = situations.approved(round=RoundFactory())
    ApplicationFactory(round=first.round)
    answer = as_tanto.get(page("round_list"))
    row = answer.context["table"].rows[0].record
    link = f'<a href="{page("round_edit", row.pk)}">令和7年度 第1回</a>'
    assert link in answer.content.decode()
    assert (row.size, row.ready, first.state) == (2, 1, ApplicationState.APPROVED)
