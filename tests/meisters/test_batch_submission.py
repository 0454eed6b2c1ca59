"""センター提出: choosing, confirming and sending on screen."""

import pytest
import time_machine

from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.models import OfficialDocument
from meisters.models import SubmissionBatch
from meisters.services import applications
from tests.factories.meisters import RoundFactory
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


def confirm_url(*rows, round=None) -> str:
    keys = "".join(f"&application={row.pk}" for row in rows)
    return f"{page('batch_confirm')}?round={(round or RoundFactory()).pk}{keys}"


def post_confirm(client, url, *rows, **data):
    fields = {
        "submitted_on": "R7.9.1",
        "note": "",
        "application": [row.pk for row in rows],
        "form_token": "0d0b6f3e-2d63-4d2e-9a65-4f0a5a0c0001",
    }
    return client.post(url, fields | data, follow=True)


def test_choosing_shows_only_what_is_approved(as_tanto):
    situations.awaiting(given_name="未承認")
    application = situations.approved(given_name="承認済")

    answer = as_tanto.get(page("batch_create"))

    assert [row.pk for row in answer.context["applications"]] == [application.pk]
    assert "未承認" not in answer.content.decode()


def test_nothing_approved_says_so(as_tanto):
    answer = as_tanto.get(page("batch_create"))
    assert "提出できる申請がありません。" in answer.content.decode()


def test_choosing_nothing_is_refused_in_words(as_tanto):
    situations.approved()
    answer = as_tanto.get(page("batch_confirm"), {"round": "999999999999999999999"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "round": ["申請回は一覧から選択してください。"],
        "application": ["提出する申請を選択してください。"],
    }


def test_confirm_page_names_what_is_sent_and_what_is_skipped(as_tanto):
    first = situations.approved(serial=1)
    second = situations.awaiting(serial=2)

    answer = as_tanto.get(confirm_url(first, second))

    assert [str(row) for row in answer.context["items"]] == [str(first)]
    assert answer.context["skipped"] == [
        (
            second,
            f"{second}は現在「承認待ち」のため、センター提出はできません。"
            "画面を開き直して最新の状態を確認してください。",
        )
    ]
    assert answer.context["missing"] == ()
    assert SubmissionBatch.objects.count() == 0


def test_missing_symbol_hides_the_button_and_says_where_to_set_it(as_tanto):
    application = situations.approved()
    OfficeProfile.objects.update(letter_symbol="")

    answer = as_tanto.get(confirm_url(application))

    text = answer.content.decode()
    assert "「コーナーの設定」で公文書記号を設定してください。" in text
    assert "件を提出する" not in text


def test_late_submission_is_pointed_out(client):
    application = situations.approved()
    with time_machine.travel("2025-09-13 10:00+09:00", tick=False):
        client.force_login(situations.tanto())
        answer = client.get(confirm_url(application))
    assert answer.context["is_late"] is True
    assert "を過ぎています。" in answer.content.decode()


def test_posting_makes_one_bundle_however_often_it_is_clicked(as_tanto):
    application = situations.approved(serial=1)
    url = confirm_url(application)

    first = post_confirm(as_tanto, url, application)
    again = post_confirm(as_tanto, url, application)

    batch = SubmissionBatch.objects.get()
    there = f"{batch.get_absolute_url()}?tab=papers"
    assert (first.redirect_chain, again.redirect_chain) == ([(there, 302)], [(there, 302)])
    assert sentences(first) == [
        "センター提出 R7-提01（1件）を作成しました。文書番号は青技振第1号です。"
        "次は、提出書類一式をダウンロードして、センターへ送付してください。"
    ]
    assert sentences(again) == ["同じ内容がすでに送信されていたため、二重には保存していません。"]
    assert OfficialDocument.objects.count() == 1


def test_change_between_confirm_and_click_is_refused(as_tanto):
    application = situations.approved()
    url = confirm_url(application)
    applications.take_step(application.pk, "reopen", by=situations.tanto(), comment="誤記")

    answer = post_confirm(as_tanto, url, application)

    assert answer.status_code == 422
    assert "現在「作成中」のため" in answer.context["form"].non_field_errors()[0]
    assert SubmissionBatch.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "提出日を入力してください。"),
        ("令和7年2月30日", None),
        ("R7.9.2", "提出日は令和7年9月1日から令和7年9月1日までの日付を入力してください。"),
    ],
)
def test_wrong_day_is_refused_at_its_field(as_tanto, day, sentence):
    application = situations.approved()
    answer = post_confirm(as_tanto, confirm_url(application), application, submitted_on=day)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == ["submitted_on"]
    if sentence:
        assert errors["submitted_on"] == [sentence]
    assert SubmissionBatch.objects.count() == 0
