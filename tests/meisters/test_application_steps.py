"""The steps as their pages offer them: what will happen is said before, what happened after."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.templatetags.page import moment
from aomori_skills.paperwork.models import Attachment
from meisters.choices import ApplicationState as A
from meisters.models import CertificationApplication
from meisters.rules import workflows
from meisters.rules.results import Answered
from meisters.services import applications, approvals, inquiry_replies, results
from tests.factories.office import DelegationFactory, UserFactory
from tests.meisters import situations
from tests.meisters.forms_as_sent import sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def received():
    application = situations.complete()
    return applications.receive(
        application.pk, by=application.author, received_on=date(2025, 7, 2), way="post"
    )


def checked():
    return applications.confirm(received().pk, by=situations.tanto())


def answered(result):
    item = situations.submitted().items.get()
    answer = Answered(item.pk, result, result_on=date(2025, 9, 1), comment="実務経験の補足を求む")
    results.record(item.batch_id, [answer], by=situations.tanto())
    return CertificationApplication.objects.get(pk=item.application_id)


BEFORE = {
    "receive": situations.complete,
    "confirm": received,
    "request_approval": checked,
    "pull_back": situations.awaiting,
    "reopen": situations.approved,
    "answer_inquiry": lambda: answered("inquiry"),
    "correct_rejection": lambda: answered("rejected"),
    "withdraw": received,
}
SAID = {
    "receive": "を受け付けました。次は要件を確認してください。",
    "confirm": "を要件確認済みにしました。次は承認を依頼してください。",
    "request_approval": "の承認を依頼しました。",
    "pull_back": "を引き戻しました。",
    "reopen": "を作成中に戻しました。",
    "answer_inquiry": "の補正を提出済みにしました。",
    "correct_rejection": "の不認定の記録を取り消しました。",
    "withdraw": "を取り下げました。",
}


def url_of(application, name):
    return reverse("meisters:application_step", args=(application.pk, name))


@pytest.mark.parametrize("step", workflows.BY_HAND, ids=lambda step: step.name)
def test_each_step_is_offered_taken_and_told(client, step):
    application = BEFORE[step.name]()
    user = situations.shonin() if step.name == "correct_rejection" else situations.tanto()
    client.force_login(user)
    url = url_of(application, step.name)

    assert url in client.get(application.get_absolute_url()).content.decode()
    sent = sent_by(client.get(url)) | {"comment": "本人からの連絡による", "way": "post"}
    answer = client.post(url, sent, follow=True)

    application.refresh_from_db()
    assert application.state == step.target
    assert f"{application}{SAID[step.name]}" in answer.content.decode()
    if step.name != "receive":
        assert application.steps.last().comment == "本人からの連絡による"


@pytest.mark.parametrize(
    "step", [one for one in workflows.BY_HAND if one.comment_required], ids=lambda one: one.name
)
def test_a_missing_reason_is_said_at_its_field(client, step):
    application = BEFORE[step.name]()
    user = situations.shonin() if step.name == "correct_rejection" else situations.tanto()
    client.force_login(user)

    sent = {"comment": "　", "replied_on": "2025-09-01"}
    answer = client.post(url_of(application, step.name), sent)

    assert answer.status_code == 422
    asked = "回答した内容" if step is workflows.ANSWER_INQUIRY else "理由"
    assert answer.context["form"].errors == {"comment": [f"{asked}を入力してください。"]}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"received_on": "", "way": "post"}, {"received_on": ["受付日を入力してください。"]}),
        (
            {"received_on": "2025-09-02", "way": "post"},
            {
                "received_on": [
                    "受付日は平成25年4月1日から令和7年9月1日までの日付を入力してください。"
                ]
            },
        ),
        (
            {"received_on": "2025-02-30", "way": "post"},
            {"received_on": ["2025年2月の日は1から28までの数字で入力してください。"]},
        ),
        ({"received_on": "R7.7.2", "way": ""}, {"way": ["受領方法を選択してください。"]}),
        ({"received_on": "R7.7.2", "way": "鳩"}, {"way": ["受領方法は一覧から選択してください。"]}),
    ],
)
def test_receipt_asks_for_day_and_way(client, tanto, typed, errors):
    application = situations.complete()
    answer = client.post(url_of(application, "receive"), typed)

    assert answer.context["form"].errors == errors
    assert answer.context["form"]["received_on"].value() == typed["received_on"]


def test_the_page_before_asking_names_who_can_approve(client, tanto):
    application = checked()
    deputy = UserFactory(username="dairi", given_name="代理")
    DelegationFactory(
        manager=situations.shonin(),
        delegate=deputy,
        starts_on=date(2025, 9, 1),
        ends_on=date(2025, 9, 30),
    )
    past = UserFactory(username="kako", given_name="過去")
    DelegationFactory(
        manager=situations.shonin(),
        delegate=past,
        starts_on=date(2025, 8, 1),
        ends_on=date(2025, 8, 31),
    )
    approvers = client.get(url_of(application, "request_approval")).context["approvers"]

    assert {str(one) for one in approvers} == {"津軽 承認", "津軽 代理"}


def test_an_author_with_both_roles_is_not_among_those_who_can_approve(client):
    author = UserFactory(username="ryoho", roles=["staff", "approver"])
    application = situations.complete(author=author)
    assert approvals.approvers_of(application, requester=situations.tanto()) == []


def test_an_answer_to_the_center_is_judged_anew_and_told(client, tanto):
    item = situations.submitted().items.get()
    application, page = item.application, item.application.get_absolute_url()
    answer = Answered(item.pk, "inquiry", result_on=date(2025, 9, 1), comment="住所の確認")
    results.record(item.batch_id, [answer], by=tanto)
    assert "承認の後に内容を補正しています" not in client.get(page).content.decode()
    application.practice_periods.update(starts_on=date(2000, 4, 1))

    with time_machine.travel("2025-09-10 10:00:00+09:00", tick=False), situations.undrawn():
        inquiry_replies.answer(
            application.pk, by=tanto, comment="直した", replied_on=date(2025, 9, 10)
        )

    application.refresh_from_db()
    kept = {verdict["rule"]: verdict["text"] for verdict in application.verdicts}
    assert kept["practice"] == "実務経験は通算25年3か月です（基準は15年以上）。"
    assert application.judged_at.isoformat() == "2025-09-10T01:00:00+00:00"
    text = client.get(page).content.decode()
    assert "承認の後に内容を補正しています" in text
    assert f"{moment(application.judged_at)}に補正を提出し" in text


@pytest.mark.parametrize("name", ["confirm", "request_approval"])
def test_what_is_missing_is_listed_instead_of_the_button(client, tanto, name):
    application = BEFORE[name]()
    application.practice_periods.all().delete()

    page = client.get(url_of(application, name))
    answer = client.post(url_of(application, name), {"comment": ""})

    text = page.content.decode()
    assert "実務経験が入力されていません。" in text
    assert 'type="submit" class="btn btn-primary"' not in text
    assert answer.status_code == 422
    application.refresh_from_db()
    assert application.state == BEFORE_STATE[name]


BEFORE_STATE = {"confirm": A.RECEIVED, "request_approval": A.CHECKED}


@pytest.mark.parametrize("name", ["approve", "send_back", "submit", "certify", "nonsense"])
def test_steps_of_other_pages_have_no_page_here(client, tanto, name):
    assert client.get(url_of(situations.awaiting(), name)).status_code == 404


def test_the_managers_words_stand_on_top_of_what_was_sent_back(client, tanto):
    application = situations.awaiting()
    approvals.send_back(application.pk, by=situations.shonin(), comment="証明が\n不鮮明です。")

    text = client.get(application.get_absolute_url()).content.decode()
    assert "差し戻されています" in text
    assert "証明が<br>不鮮明です。" in text
    applications.receive(application.pk, by=tanto, received_on=date(2025, 7, 9), way="post")
    assert "差し戻されています" not in client.get(application.get_absolute_url()).content.decode()


def test_the_reason_for_mending_stands_on_top_of_what_was_reopened(client, tanto):
    application = situations.approved()
    applications.take_step(application.pk, "reopen", by=tanto, comment="勤務先が変わった")

    text = client.get(application.get_absolute_url()).content.decode()
    assert "修正のため、作成中に戻しました" in text
    assert "勤務先が変わった" in text


def test_the_centers_question_stands_on_top_until_it_is_answered(client, tanto):
    application = answered("inquiry")
    text = client.get(application.get_absolute_url()).content.decode()

    assert "センターから照会がありました" in text
    assert "実務経験の補足を求む" in text
    assert reverse("meisters:application_section", args=(application.pk, "experience")) in text


def test_a_rejection_is_not_taken_back_while_another_application_runs(client):
    application = answered("rejected")
    other = applications.start(application.candidate_id, by=situations.tanto())
    client.force_login(situations.shonin())

    answer = client.post(url_of(application, "correct_rejection"), {"comment": "誤り"})

    application.refresh_from_db()
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        f"{other}が手続中のため、{application.number}の不認定の記録は取り消せません。"
        "先に、手続中の認定申請を取り下げるか削除してください。"
    ]
    assert application.state == A.REJECTED


def test_a_draft_is_deleted_with_its_papers_after_a_page_that_says_so(client, tanto):
    application = situations.complete()
    url = reverse("meisters:application_delete", args=(application.pk,))

    page = client.get(url)
    sent = sent_by(page)
    first, second = client.post(url, sent), client.post(url, sent)

    assert "この下書きと、入力した内容・添付した書類を削除します。" in page.content.decode()
    assert [first.url, second.url] == [application.candidate.get_absolute_url()] * 2
    assert CertificationApplication.objects.count() == 0
    assert {one.is_removed for one in Attachment.objects.all()} == {True}


def test_what_was_received_is_not_deleted(client, tanto):
    application = received()
    url = reverse("meisters:application_delete", args=(application.pk,))
    answer = client.post(url, follow=True)

    assert (
        "受付済みのため削除できません。「取り下げる」を選んでください。" in answer.content.decode()
    )


@pytest.mark.parametrize("pattern", ["{}", "{}edit/person/", "{}steps/receive/", "{}delete/"])
def test_a_number_that_nobody_has_is_not_found(client, tanto, pattern):
    for number in ("0", "9" * 31):
        url = pattern.format(f"/meisters/applications/{number}/")
        assert client.get(url).status_code == 404
