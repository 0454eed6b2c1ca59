"""承認: several at once, the lists beside it, and its queries."""

import json
import re

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meisters.choices import ApplicationState
from meisters.models import CertificationApplication
from meisters.services import applications
from meisters.services.applications import locked
from tests.factories.meisters import ApplicationFactory, RoundFactory
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.approval_pages import LIST, TOKEN, page_of, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_shonin(client):
    client.force_login(situations.shonin())
    return client


def bulk(client, action, *rows, **data):
    keys = {"_selected_action": [row.pk for row in rows]}
    return client.post(LIST, {"action": action} | keys | data, follow=True)


def test_bulk_approval_says_first_what_it_will_do(as_shonin):
    fine = situations.awaiting(serial=1)
    blocked = situations.awaiting(serial=2)
    CertificationApplication.objects.filter(pk=blocked.pk).update(willing="no")

    answer = bulk(as_shonin, "approve_selected", fine, blocked)

    assert answer.context["items"] == [fine]
    assert answer.context["skipped"] == [
        (
            blocked,
            f"{blocked}は活動する意欲・能力（×）が未解決のため、承認できません。",
        )
    ]
    assert set(CertificationApplication.objects.values_list("state", flat=True)) == {"awaiting"}


def test_bulk_approval_approves_each_once(as_shonin):
    rows = [situations.awaiting(serial=number) for number in (1, 2)]
    data = {"_confirmed": "1", "head_judgement": situations.JUDGEMENT, "form_token": TOKEN}

    answer = bulk(as_shonin, "approve_selected", *rows, **data)
    again = bulk(as_shonin, "approve_selected", *rows, **data)

    assert sentences(answer) == [f"2件の認定申請を承認しました：{rows[0]}、{rows[1]}"]
    assert sentences(again) == ["同じ内容がすでに送信されていたため、二重には保存していません。"]
    assert (
        list(CertificationApplication.objects.values_list("state", "head_judgement"))
        == [("approved", situations.JUDGEMENT)] * 2
    )


@pytest.mark.parametrize("key", ["x", "", "-1", "1.5", "²", "9" * 18, "9" * 19, "9" * 400])
def test_bulk_passes_over_keys_that_nobody_could_choose(as_shonin, key):
    row = situations.awaiting()
    keys = {"_selected_action": [key, row.pk, row.pk]}
    data = {"action": "approve_selected", "head_judgement": situations.JUDGEMENT} | keys

    asked = as_shonin.post(LIST, data)
    done = as_shonin.post(LIST, data | {"_confirmed": "1"}, follow=True)

    lost = ["選択した申請のうち1件は見つかりません。削除された可能性があります。"]
    assert asked.context["items"] == [row]
    assert [one for one in sentences(done) if one not in lost] == [
        f"1件の認定申請を承認しました：{row}"
    ]
    assert (sentences(done)[:1] == lost) == (key == "9" * 18)


def test_bulk_locks_its_rows_in_the_order_of_their_keys(as_shonin, monkeypatch):
    rows = [situations.awaiting(serial=number) for number in (2, 1)]
    seen = []
    monkeypatch.setattr(
        "meisters.services.approvals.locked", lambda key: seen.append(key) or locked(key)
    )

    data = {"_confirmed": "1", "head_judgement": situations.JUDGEMENT}
    bulk(as_shonin, "approve_selected", *reversed(rows), **data)

    assert seen == [row.pk for row in rows]


def test_bulk_passes_over_what_changed_meanwhile(as_shonin):
    gone, left = situations.awaiting(serial=1), situations.awaiting(serial=2)
    applications.take_step(gone.pk, "pull_back", by=situations.tanto())

    data = {"_confirmed": "1", "head_judgement": situations.JUDGEMENT}
    answer = bulk(as_shonin, "approve_selected", gone, left, **data)

    assert sentences(answer) == [
        f"{gone}は現在「作成中」のため、承認はできません。"
        "画面を開き直して最新の状態を確認してください。",
        f"1件の認定申請を承認しました：{left}",
    ]


@pytest.mark.parametrize(
    ("action", "field", "sentence"),
    [
        ("approve_selected", "head_judgement", "コーナー長の判断を入力してください。"),
        ("send_back_selected", "comment", "差戻しの理由を入力してください。"),
    ],
)
def test_bulk_asks_for_words(as_shonin, action, field, sentence):
    application = situations.awaiting()
    answer = bulk(as_shonin, action, application, _confirmed="1")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    application.refresh_from_db()
    assert application.state == ApplicationState.AWAITING


def test_bulk_return_writes_the_reason_to_each(as_shonin):
    rows = [situations.awaiting(serial=number) for number in (1, 2)]
    data = {"_confirmed": "1", "comment": "様式が古いです。"}
    answer = bulk(as_shonin, "send_back_selected", *rows, **data)
    assert sentences(answer) == [f"2件の認定申請を差し戻しました：{rows[0]}、{rows[1]}"]
    assert [row.steps.last().comment for row in rows] == ["様式が古いです。"] * 2


def test_rounds_are_only_looked_up(as_shonin):
    application = situations.approved(round=RoundFactory())
    answer = as_shonin.get(reverse("admin:meisters_applicationround_changelist"))
    text = answer.content.decode()
    assert "令和7年9月12日（金）" in text
    assert f'href="{application.round.get_absolute_url()}"' in text
    assert as_shonin.get(reverse("admin:meisters_applicationround_add")).status_code == 403


def test_deleted_drafts_are_listed_with_who_deleted_them(client):
    draft = ApplicationFactory(family_name="岩木", given_name="太郎", serial=7)
    client.force_login(situations.tanto())
    client.post(reverse("meisters:application_delete", args=(draft.pk,)))
    client.force_login(situations.shonin())

    text = client.get(reverse("admin:meisters_deletedapplication_changelist")).content.decode()

    for expected in ("R7-007", "岩木 太郎", "津軽 担当"):
        assert expected in text


def test_every_model_admin_of_the_area_names_its_permission():
    ours = [
        one for model, one in admin.site._registry.items() if model._meta.app_label == "meisters"
    ]
    assert sorted(one.view_permission for one in ours) == [
        "meisters.approve_applications",
        "meisters.approve_applications",
        "meisters.edit_batches",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(as_shonin, count, django_assert_num_queries):
    for _ in range(count):
        situations.awaiting()
    with django_assert_num_queries(8):
        as_shonin.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_who_asked_is_known_without_a_question_for_each(as_shonin, count):
    keys = [situations.awaiting().pk for _ in range(count)]
    data = {"action": "approve_selected", "_selected_action": keys}

    with CaptureQueriesContext(connection) as queries:
        answer = as_shonin.post(LIST, data)

    asked = [query for query in queries if "meisters_applicationstep" in query["sql"]]
    assert (len(answer.context["items"]), len(asked)) == (count, 1)


def test_who_asked_for_the_approval_is_led_to_others(client):
    both = UserFactory(roles=["staff", "approver"])
    application = situations.awaiting()
    application.steps.filter(transition="request_approval").update(by=both)
    client.force_login(both)

    text = client.get(page_of(application)).content.decode()

    assert "自分が承認を依頼した申請のため承認できません。" in text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_do_not_grow(as_shonin, count, django_assert_num_queries):
    application = situations.awaiting()
    for row in list(application.documents.all())[:1] * (count - 1):
        situations.add_paper(application, row.kind)
    with django_assert_num_queries(14):
        as_shonin.get(page_of(application))


def test_the_list_speaks_the_words_of_the_office(as_shonin):
    situations.awaiting()

    page = as_shonin.get(reverse("admin:meisters_certificationapplication_changelist"))
    script = as_shonin.get(reverse("admin:jsi18n")).content.decode()

    text = page.content.decode()
    catalog = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", script, re.DOTALL)[1])
    for words in ("1件のうち0件を選んでいます", "選んでください</option>", "状態で絞り込む"):
        assert words in text
    for stiff in ("ひとつも選択されていません", "---------", "アクション用", "フィルター"):
        assert stiff not in text
    assert catalog["%(sel)s of %(cnt)s selected"] == ["%(cnt)s件のうち%(sel)s件を選んでいます"]


def test_nothing_chosen_is_told_in_words(as_shonin):
    situations.awaiting()
    url = reverse("admin:meisters_certificationapplication_changelist")

    answer = as_shonin.post(url, {"action": "approve_selected", "index": "0"}, follow=True)

    assert "一覧から1件以上を選んでください。" in answer.content.decode()
