"""候補者: entered in a minute, recognized when known already, applied for in one click."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from aomori_skills.office.models import Organization
from meisters.choices import ApplicationState, CandidateState
from meisters.models import Candidate, CertificationApplication
from tests.factories.meisters import CandidateFactory
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "family_name": "岩木",
    "given_name": "太郎",
    "family_kana": "いわき",
    "given_kana": "ﾀﾛｳ",
    "employment": "unknown",
}


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def entry(user, **more):
    return {**NAMES, "owner": user.pk, "form_token": str(uuid4()), **more}


def test_names_alone_make_a_candidate(client, tanto):
    answer = client.post(reverse("meisters:candidate_create"), entry(tanto))

    candidate = Candidate.objects.get()
    assert answer.url == candidate.get_absolute_url()
    assert (candidate.name, candidate.kana) == ("岩木 太郎", "イワキ タロウ")
    assert (candidate.state, candidate.owner) == (CandidateState.OPEN, tanto)
    assert [step.label for step in candidate.steps.all()] == ["登録"]


def test_saving_may_begin_the_application_at_once(client, tanto):
    answer = client.post(reverse("meisters:candidate_create"), entry(tanto, _next="1"))

    application = CertificationApplication.objects.get()
    assert answer.url == reverse("meisters:application_section", args=(application.pk, "person"))
    assert application.state == ApplicationState.DRAFT
    assert application.name == "岩木 太郎"
    assert application.candidate.state == CandidateState.APPLYING


def test_a_second_click_registers_nobody_twice(client, tanto):
    sent = entry(tanto, phone="017-722-0001")

    first = client.post(reverse("meisters:candidate_create"), sent)
    second = client.post(reverse("meisters:candidate_create"), sent)

    assert second.url == first.url
    assert Candidate.objects.count() == 1


def test_an_employer_that_nobody_knows_is_registered_by_the_way(client, tanto):
    sent = entry(tanto, new_employer="株式会社ねぶた工業", new_employer_prefecture="岩手県")

    client.post(reverse("meisters:candidate_create"), sent)

    firm = Organization.objects.get()
    assert (firm.name, firm.prefecture, firm.kind) == ("株式会社ねぶた工業", "岩手県", "company")
    assert Candidate.objects.get().employer == firm


def test_an_employer_known_under_another_writing_is_taken(client, tanto):
    firm = OrganizationFactory(name="株式会社ねぶた工業")

    client.post(reverse("meisters:candidate_create"), entry(tanto, new_employer="㈱ねぶた工業"))

    assert Candidate.objects.get().employer == firm
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    "known",
    [
        {"family_kana": "イワキ", "given_kana": "タロウ", "birth_date": date(1970, 5, 5)},
        {"phone": "017-722-0001", "birth_date": None},
        {"phone": "", "mobile": "017(722)0001", "birth_date": None},
    ],
)
def test_somebody_known_is_shown_before_he_is_saved_again(client, tanto, known):
    found = CandidateFactory(**known)
    sent = entry(tanto, birth_date="S45.5.5", phone="0177220001")

    answer = client.post(reverse("meisters:candidate_create"), sent)

    assert answer.status_code == 422
    assert found.get_absolute_url() in answer.content.decode()
    assert "別人であることを確認した" in answer.content.decode()
    assert 'value="岩木"' in answer.content.decode()
    assert Candidate.objects.count() == 1


def test_another_person_with_the_same_number_is_saved_after_a_look(client, tanto):
    CandidateFactory(phone="017-722-0001")
    sent = entry(tanto, phone="0177220001", is_other_person="on")

    client.post(reverse("meisters:candidate_create"), sent)

    assert Candidate.objects.count() == 2


def test_editing_asks_about_doubles_only_when_a_mark_changes(client, tanto):
    CandidateFactory(phone="017-722-0001")
    candidate = CandidateFactory(phone="017-722-0001", owner=tanto)
    url = reverse("meisters:candidate_edit", args=(candidate.pk,))
    same = client.get(url).context["form"].initial
    sent = {name: value for name, value in same.items() if value is not None}
    sent |= {"version": candidate.version, "note": "本人の意向を確認"}

    quiet = client.post(url, sent)
    asked = client.post(url, sent | {"version": candidate.version + 1, "mobile": "090-0000-0001"})

    candidate.refresh_from_db()
    assert (quiet.status_code, candidate.note) == (302, "本人の意向を確認")
    assert asked.status_code == 422


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("family_name", "", "姓を入力してください。"),
        ("family_name", "あ" * 100_000, "姓は30文字以内で入力してください（現在100,000文字）。"),
        ("family_name", "岩木😀", "姓に使えない文字（😀）があります。"),
        ("family_kana", "岩木", "姓（カナ）はひらがなかカタカナだけで入力してください。"),
        ("birth_date", "令和7年2月30日", "令和7年2月の日は1から28までの数字で入力してください。"),
        ("birth_date", "2999-01-01", "生年月日は"),
        ("birth_date", "1" * 31, "日付は「令和7年4月1日」"),
        ("postcode", "9" * 31, "郵便番号は「030-0801」のように7桁の数字で入力してください。"),
        ("phone", "1" * 31, "電話番号は「017-123-4567」のように市外局番から入力してください。"),
        ("phone", "123", "電話番号は「017-123-4567」のように市外局番から入力してください。"),
        ("email", "あおもり", "メールアドレスは「name@example.jp」の形で入力してください。"),
        ("owner", "9" * 31, "担当者は一覧から選択してください。"),
        ("trade", "x", "見込みの職種は一覧から選択してください。"),
        ("note", "あ" * 2001, "経緯・備考は2,000文字以内で入力してください（現在2,001文字）。"),
    ],
)
def test_what_can_not_be_taken_is_said_at_its_field_and_stays_typed(
    client, tanto, field, typed, sentence
):
    answer = client.post(
        reverse("meisters:candidate_create"), entry(tanto, position="棟梁") | {field: typed}
    )

    form = answer.context["form"]
    assert answer.status_code == 422
    assert [text for text in form.errors[field] if sentence in text] == form.errors[field]
    assert form[field].value() == typed
    assert form["position"].value() == "棟梁"
    assert Candidate.objects.count() == 0


def test_declining_needs_a_reason_and_can_be_taken_back(client, tanto):
    candidate = CandidateFactory(owner=tanto)
    decline = reverse("meisters:candidate_step", args=(candidate.pk, "decline"))

    refused = client.post(decline, {"comment": "　"})
    client.post(decline, {"comment": "本人が望まない"})
    candidate.refresh_from_db()
    declined = candidate.state
    client.post(reverse("meisters:candidate_step", args=(candidate.pk, "resume")), {})
    candidate.refresh_from_db()

    assert refused.context["form"].errors["comment"] == ["理由を入力してください。"]
    assert (declined, candidate.state) == (CandidateState.DECLINED, CandidateState.OPEN)
    assert [step.comment for step in candidate.steps.all()] == ["本人が望まない", ""]


def test_beginning_twice_opens_the_application_that_was_begun(client, tanto):
    candidate = CandidateFactory(owner=tanto)
    url = reverse("meisters:application_start", args=(candidate.pk,))

    client.post(url)
    again = client.post(url)

    application = CertificationApplication.objects.get()
    assert again.url == application.get_absolute_url()


@pytest.mark.parametrize("tab", ["overview", "steps", "history"])
def test_the_page_shows_each_tab(client, tanto, tab):
    candidate = CandidateFactory(note="訪問のとき造園の話も出た")
    answer = client.get(candidate.get_absolute_url(), {"tab": tab})

    assert answer.status_code == 200
    assert candidate.name in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for _ in range(count):
        CandidateFactory(owner=tanto, trade=TradeFactory())
    client.get(reverse("meisters:candidate_list"))
    with django_assert_num_queries(7):
        answer = client.get(reverse("meisters:candidate_list"))
    assert len(answer.context["table"].rows) == count
