"""承認 in the admin: what waits, everything to decide on one page, and decisions in bulk."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aomori_skills.office.models import YearRule
from meisters.choices import ApplicationState
from meisters.models import CertificationApplication, RuleOverride
from meisters.rules import APPROVED_STATES
from meisters.services import applications
from meisters.services.applications import locked
from tests.factories.meisters import ApplicationFactory, InstructionRecordFactory, RoundFactory
from tests.factories.office import DelegationFactory, TradeFactory, UserFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db

LIST = reverse("admin:meisters_certificationapplication_changelist")
TOKEN = "0d0b6f3e-2d63-4d2e-9a65-4f0a5a0c0010"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_shonin(client):
    client.force_login(situations.shonin())
    return client


def page_of(application) -> str:
    return reverse("admin:meisters_certificationapplication_change", args=(application.pk,))


def listed(answer) -> list[int]:
    return [row.pk for row in answer.context["cl"].result_list]


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def approve(client, application, **data):
    fields = {"decision": "approve", "approve-head_judgement": situations.JUDGEMENT}
    return client.post(page_of(application), fields | data, follow=True)


def test_list_shows_first_what_waits(as_shonin):
    waiting = situations.awaiting()
    other = situations.approved()

    first = as_shonin.get(LIST)
    everything = as_shonin.get(LIST, {"state": "all"})
    decided = as_shonin.get(LIST, {"state": "approved"})

    assert listed(first) == [waiting.pk]
    assert sorted(listed(everything)) == [waiting.pk, other.pk]
    assert listed(decided) == [other.pk]
    assert first.context["title"] == "認定申請の承認"


def test_list_is_filtered_by_round_trade_and_owner(as_shonin):
    one = situations.awaiting(round=RoundFactory(number=1))
    two = situations.awaiting(round=RoundFactory(number=2), owner=UserFactory())
    two.qualifications.update(trade=TradeFactory(name="造園"))

    for condition in (
        {"round__id__exact": two.round_id},
        {"qualifications__trade__id__exact": TradeFactory(name="造園").pk},
        {"owner__id__exact": two.owner_id},
    ):
        assert listed(as_shonin.get(LIST, condition)) == [two.pk]
    assert listed(as_shonin.get(LIST)) == [one.pk, two.pk]


@pytest.mark.parametrize("words", ["ﾀｶｻｷ", "たかさき", "高崎 吉男", "017-123"])
def test_search_folds_kana_width_and_old_characters(as_shonin, words):
    found = situations.awaiting(
        family_name="髙﨑",
        given_name="𠮷男",
        family_kana="タカサキ",
        given_kana="ヨシオ",
        phone="017-123-4567",
    )
    situations.awaiting()
    assert listed(as_shonin.get(LIST, {"q": words})) == [found.pk]


def test_page_has_everything_needed_to_decide(as_shonin):
    application = situations.awaiting(
        family_name="髙﨑",
        given_name="𠮷男",
        family_kana="タカサキ",
        given_kana="ヨシオ",
        profile_message="木の家を建てます。",
    )
    text = as_shonin.get(page_of(application)).content.decode()
    for expected in (
        "髙﨑 𠮷男（タカサキ ヨシオ）",
        "昭和45年5月5日（申請日に満55歳）",
        application.employer.name,
        "建築大工（大工工事作業）",
        "第12345号",
        "実務経験（通算30年3か月）",
        "実技指導経験（3回）",
        "八甲田 次郎",
        "同意する",
        "木の家を建てます。",
        "承認のときにコーナー長が判断します。",
        "茨城県 R7認定基準",
        "承認依頼",
    ):
        assert expected in text
    for document in application.documents.all():
        url = reverse(
            "meisters:application_document", args=(application.pk, document.attachment_id)
        )
        assert f'action="{url}"' in text


@pytest.mark.parametrize("state", ApplicationState.values)
def test_page_opens_for_an_almost_empty_record(as_shonin, state):
    fields = {"state": state, "applied_on": None, "fiscal_year": 2025, "birth_date": None}
    if state != ApplicationState.DRAFT:
        fields["received_on"] = date(2025, 7, 2)
    if state in APPROVED_STATES:
        fields |= {"approved_by": situations.shonin(), "approved_at": timezone.now()}
    application = ApplicationFactory(**fields, employer=None)
    InstructionRecordFactory(application=application, times=3)
    InstructionRecordFactory(application=application, starts_on=date(2025, 9, 2), times=9)

    answer = as_shonin.get(page_of(application))

    assert (answer.status_code, answer.context["instruction_total"]) == (200, 3)


def test_history_comes_when_it_is_asked_for(as_shonin):
    application = situations.awaiting()
    answer = as_shonin.get(page_of(application), {"history": "1"})
    assert "認定申請を変更" in answer.content.decode()


def test_approving_leads_back_to_the_list(as_shonin):
    application = situations.awaiting()

    answer = approve(as_shonin, application, **{"approve-comment": "確認済み"})

    application.refresh_from_db()
    assert answer.redirect_chain == [(LIST, 302)]
    assert sentences(answer) == [
        f"{application}の認定申請を承認しました。次は、担当者がセンターへ提出します。"
    ]
    assert (application.state, application.head_judgement) == ("approved", situations.JUDGEMENT)
    assert application.steps.last().comment == "確認済み"


def test_double_click_approves_once(as_shonin):
    application = situations.awaiting()
    approve(as_shonin, application, form_token=TOKEN)
    again = approve(as_shonin, application, form_token=TOKEN)
    assert sentences(again) == ["同じ内容がすでに送信されていたため、二重には保存していません。"]
    assert application.steps.filter(transition="approve").count() == 1


def test_second_manager_is_told_that_it_is_done(as_shonin):
    application = situations.approved()
    answer = approve(as_shonin, application)
    assert answer.status_code == 422
    assert "この申請は「承認」のため、ここでは判断できません。" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "name", "field", "sentence"),
    [
        (
            {"approve-head_judgement": " "},
            "approve",
            "head_judgement",
            "コーナー長の判断を入力してください。",
        ),
        ({"decision": "send_back"}, "send_back", "comment", "差戻しの理由を入力してください。"),
    ],
)
def test_missing_words_are_asked_for_at_their_field(as_shonin, data, name, field, sentence):
    application = situations.awaiting()
    typed = {"approve-comment": "消えないコメント"}
    answer = approve(as_shonin, application, **typed | data)
    assert answer.status_code == 422
    assert answer.context["forms"][name].errors == {field: [sentence]}
    application.refresh_from_db()
    assert application.state == ApplicationState.AWAITING


def test_unknown_decision_does_nothing(as_shonin):
    application = situations.awaiting()
    answer = as_shonin.post(page_of(application), {"decision": "destroy"})
    assert answer.status_code == 422
    assert sentences(answer) == ["「承認する」か「差し戻す」を選んでください。"]


def test_sending_back_shows_the_reason_to_the_owner(as_shonin):
    application = situations.awaiting()
    answer = as_shonin.post(
        page_of(application),
        {"decision": "send_back", "send_back-comment": "証明の年月が違います。"},
        follow=True,
    )
    assert sentences(answer) == [
        f"{application}の認定申請を差し戻しました。津軽 担当の画面に理由が表示されます。"
    ]
    assert application.steps.last().comment == "証明の年月が違います。"


def test_author_is_told_to_ask_another_manager(client):
    both = UserFactory(roles=["staff", "approver"])
    application = situations.awaiting(author=both)
    client.force_login(both)

    page = client.get(page_of(application)).content.decode()
    answer = approve(client, application)

    assert "自分が作成した申請のため承認できません" in page
    assert 'value="approve"' not in page
    assert answer.status_code == 422
    assert answer.context["forms"]["approve"].non_field_errors() == [
        f"{application}は自分が作成した申請のため承認できません。ほかの承認者に依頼してください。"
    ]


def test_exception_is_allowed_with_a_reason_beside_its_rule(as_shonin):
    application = situations.awaiting()
    YearRule.objects.filter(area="認定", rule="実務経験年数").update(value=40)
    fields = {"decision": "exception", "exception-rule": "practice"}

    blocked = as_shonin.get(page_of(application))
    empty = as_shonin.post(page_of(application), fields | {"exception-reason": ""})
    given = as_shonin.post(
        page_of(application), fields | {"exception-reason": "全国大会優勝"}, follow=True
    )

    assert "実務経験（×）が未解決のため、承認できません。" in blocked.content.decode()
    assert empty.context["forms"]["exception"].errors == {
        "reason": ["例外を認める理由を入力してください。"]
    }
    assert "例外を認めた理由：全国大会優勝" in given.content.decode()
    assert RuleOverride.objects.get().by == situations.shonin()
    assert approve(as_shonin, application).redirect_chain == [(LIST, 302)]


def test_delegate_decides_in_the_place_of_the_manager(client):
    delegate, day = UserFactory(), timezone.localdate()
    DelegationFactory(manager=situations.shonin(), delegate=delegate, starts_on=day, ends_on=day)
    application = situations.awaiting()
    client.force_login(delegate)

    page = client.get(page_of(application)).content.decode()
    answer = approve(client, application)

    assert "津軽 承認（承認者）の代理として判断します。" in page
    assert sentences(answer)[0].startswith(
        f"{application}の認定申請を承認しました（津軽 承認の代理）。"
    )
    assert "津軽 承認の代理" in client.get(page_of(application)).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        client.force_login(delegate)
        assert client.get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("trait", "status"),
    [("tanto", 302), ("kaikei", 302), ("etsuran", 302), ("kanri", 403), ("shonin", 200)],
)
def test_who_gets_in(client, trait, status):
    application = situations.awaiting()
    client.force_login(UserFactory(**{trait: True}))
    assert client.get(LIST).status_code == status
    assert client.get(page_of(application)).status_code == status
    history = reverse("admin:meisters_certificationapplication_history", args=(application.pk,))
    assert client.get(history).status_code == status
    if status != 200:
        assert approve(client, application).redirect_chain[:1] != [(LIST, 302)]
        application.refresh_from_db()
        assert application.state == ApplicationState.AWAITING


def test_nothing_is_added_or_deleted_here(as_shonin):
    application = situations.awaiting()
    for name, args in (("add", ()), ("delete", (application.pk,))):
        url = reverse(f"admin:meisters_certificationapplication_{name}", args=args)
        assert as_shonin.get(url).status_code == 403
        assert as_shonin.post(url, {"post": "yes"}).status_code == 403


def test_state_is_not_a_field_that_can_be_posted(as_shonin):
    application = situations.awaiting()
    as_shonin.post(page_of(application), {"state": "approved", "_save": "1"})
    application.refresh_from_db()
    assert application.state == ApplicationState.AWAITING


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_unknown_application_leads_back(as_shonin, key):
    url = reverse("admin:meisters_certificationapplication_change", args=(key,))
    answer = as_shonin.get(url, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert sentences(answer) == ["この認定申請は見つかりません。削除された可能性があります。"]


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
