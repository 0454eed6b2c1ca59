"""書類 of a request: every paper in the order of the work, what it lacks, where it is made."""

from datetime import date

import pytest
import time_machine

from aomori_skills.front import wording
from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.services import outbox
from dispatch.models import DispatchPlan, PriorMeeting
from dispatch.services import ask_letters, decision_notices
from tests.dispatch.ask_situations import accepted, planned
from tests.dispatch.decision_situations import decided, draft, tell
from tests.dispatch.request_situations import TODAY, judged, masters
from tests.dispatch.session_situations import free_meister
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db
DUE = date(2025, 6, 17)


def shown(client, row) -> dict[str, list[tuple]]:
    """Group → (paper, state, what it says, actions)."""
    groups = client.get(f"{row.get_absolute_url()}?tab=papers").context["groups"]
    return {
        group.title: [
            (one.name, one.mark.word, one.text, [act.label for act in one.actions])
            for one in group.papers
        ]
        for group in groups
    }


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(TODAY, tick=False):
        wording.load()
        ProfileFactory()
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_a_new_request_says_what_is_made_when_and_where(client, tanto):
    masters()
    row = judged(RequestFactory(state="adjusting"))

    assert shown(client, row) == {
        "派遣依頼書": [
            (
                "派遣依頼書（控え）",
                "作成できます",
                "登録した内容が入ります。",
                ["派遣依頼書を印刷する（PDF）"],
            )
        ],
        "依頼状・派遣承諾書": [
            ("依頼状", "まだありません", "まだだれにも打診していません。", ["打診を開く"])
        ],
        "実技指導計画書": [("実技指導計画書", "未作成", "", ["計画書を作る"])],
        "講習計画書": [
            (
                "講習計画書",
                "まだありません",
                "実技指導計画書と指導日がそろうと作れます。",
                ["計画を開く"],
            )
        ],
        "受講者名簿": [("受講者名簿", "未作成", "", ["名簿を入力する", "様式を取り出す（Excel）"])],
        "事前打合せ": [("事前打合せの記録", "未作成", "", ["事前打合せを記録する"])],
        "決定通知": [("決定通知", "まだありません", "決定された後に作ります。", [])],
        "当日の書類": [
            ("当日の書類", "まだありません", "指導日を決めると作れます。", ["指導日を開く"])
        ],
    }


def test_letters_and_consents_by_person(client):
    row, _, tanto = planned()
    client.force_login(tanto)
    ask = accepted(row, free_meister(family_name="岩木", given_name="太郎"), tanto)
    assert shown(client, row)["依頼状・派遣承諾書"] == [
        (
            "派遣承諾書　岩木 太郎",
            "未着",
            "",
            ["承諾書を受領する", "派遣承諾書の用紙を印刷する（PDF）"],
        )
    ]
    rows, _ = ask_letters.write(
        row.pk, [ask.pk], by=tanto, day=TODAY, reply_by=DUE, sending="letters"
    )
    outbox.issue(rows[0].message_id, by=tanto)
    letter = shown(client, row)["依頼状・派遣承諾書"][0]
    assert letter[:2] == ("依頼状　岩木 太郎", "送信済")
    assert letter[2] == OfficialDocument.objects.get().number


def test_plan_roster_talk_and_days_can_be_printed(client, tanto):
    row = RequestFactory(state="adjusting", people=2)
    SessionFactory(request=row)
    SessionFactory(request=row, state="cancelled", cancel_side="client", cancel_reason="休校")
    plan = DispatchPlan.objects.create(request=row)
    TraineeFactory(request=row)
    PriorMeeting.objects.create(
        request=row, met_on=TODAY, people="岩木", content="日程", author=tanto
    )
    judged(row)
    assert shown(client, row)["実技指導計画書"][0][1:] == (
        "まだありません",
        "指導の目標が未入力です。",
        ["計画書を編集する"],
    )
    DispatchPlan.objects.filter(pk=plan.pk).update(aim="墨付け")
    found = shown(client, row)
    assert found["実技指導計画書"][0][1:] == (
        "作成できます",
        "",
        ["実技指導計画書（PDF）", "実技指導計画書（Excel）"],
    )
    assert found["講習計画書"][0][1:] == (
        "作成できます",
        "指導日1件分です。",
        ["講習計画書（PDF）"],
    )
    assert found["受講者名簿"][0][1] == "作成できます"
    assert found["受講者名簿"][0][2].startswith("名簿は1人で、派遣依頼の受講者数2人より1人少なく")
    assert [one[1:] for one in found["事前打合せ"]] == [
        ("記録済", "訪問", ["記録を印刷する（PDF）"])
    ]
    (day,) = found["当日の書類"]
    assert (len(day[3]), day[3][0]) == (5, "当日の書類をまとめて印刷する（PDF）")


def test_notices_of_every_version_stay(client, tanto):
    masters()
    shonin = UserFactory(shonin=True)
    row = decided(shonin)
    assert shown(client, row)["決定通知"] == [
        ("決定通知", "未作成", "まだ作っていない宛先があります。", ["決定通知を作る"])
    ]
    tell(row, tanto)
    told = shown(client, row)["決定通知"]
    assert [one[1] for one in told] == ["送信済", "送信済"]
    assert all(one[0].startswith("第1版　") and one[2] for one in told)


def test_readers_see_the_papers_but_get_none(client, tanto):
    masters()
    row = decided(UserFactory(shonin=True))
    client.force_login(UserFactory(etsuran=True))
    found = shown(client, row)
    assert {act for lines in found.values() for one in lines for act in one[3]} == {"打診を開く"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_asks_the_same_questions(client, tanto, django_assert_num_queries, count):
    masters()
    row = decided(UserFactory(shonin=True))
    for _ in range(count):
        TraineeFactory(request=row)
        PriorMeeting.objects.create(
            request=row, met_on=TODAY, people="岩木", content="日程", author=tanto
        )
        SessionFactory(request=row)
    offers = decision_notices.offers(row, list(row.versions.for_page()))
    draft(row, [one.key for one in offers][:count], tanto)
    with django_assert_num_queries(15):
        client.get(f"{row.get_absolute_url()}?tab=papers")
