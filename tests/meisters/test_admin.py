"""承認: the list, the page of one application, and the decision."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from meisters.choices import ApplicationState
from meisters.rules import APPROVED_STATES
from tests.factories.meisters import ApplicationFactory, InstructionRecordFactory, RoundFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.meisters import situations
from tests.meisters.approval_pages import LIST, TOKEN, approve, page_of, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def as_shonin(client):
    client.force_login(situations.shonin())
    return client


def listed(answer) -> list[int]:
    return [row.pk for row in answer.context["cl"].result_list]


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
