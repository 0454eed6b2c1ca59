"""当日までの確認: writing down what was settled, and the tab that shows it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import YearRule
from dispatch.choices import DayItem
from dispatch.models import DayCheck, DispatchPlan
from dispatch.rules.day_checks import PREPARING
from dispatch.rules.workflows import REQUEST_WORKFLOW
from dispatch.services import day_checks
from tests.dispatch.request_situations import judged, masters
from tests.factories.office import UserFactory
from tests.factories.requests import MaterialFactory, RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def form_of(row) -> str:
    return reverse("dispatch:request_day_checks", args=(row.pk,))


def sent(**changes) -> dict:
    """The form as it is sent when nothing has been written down yet."""
    data = {}
    for item in DayItem:
        data |= {
            f"{item.value}_state": "open",
            f"{item.value}_note": "",
            f"{item.value}_read": "open:",
        }
    return data | changes


def kept(row) -> dict:
    return {
        check.item: (check.state, check.note, check.by, check.version)
        for check in row.day_checks.all()
    }


def test_only_what_changed_is_written_down(client, tanto):
    row = SessionFactory().request
    client.force_login(tanto)
    answer = client.post(
        form_of(row), sent(venue_state="ready", venue_note="第2実習室", power_note="月曜")
    )
    assert answer.url == f"{row.get_absolute_url()}?tab=day"
    assert kept(row) == {
        "venue": ("ready", "第2実習室", tanto, 1),
        "power": ("open", "月曜", tanto, 1),
    }

    other = UserFactory(tanto=True)
    client.force_login(other)
    client.post(
        form_of(row),
        sent(
            venue_state="ready",
            venue_note="第2実習室",
            venue_read="ready:第2実習室",
            power_state="not_needed",
            power_note="月曜",
            power_read="open:月曜",
        ),
    )
    assert kept(row) == {
        "venue": ("ready", "第2実習室", tanto, 1),
        "power": ("not_needed", "月曜", other, 2),
    }


def test_two_people_at_different_items_do_not_meet(client, tanto):
    row = SessionFactory().request
    client.force_login(tanto)
    day_checks.record(row.pk, {"venue": ("ready", "体育館")}, by=tanto)
    client.post(form_of(row), sent(tools_state="ready", tools_note="のこぎり5本"))
    assert {item: values[:2] for item, values in kept(row).items()} == {
        "venue": ("ready", "体育館"),
        "tools": ("ready", "のこぎり5本"),
    }


def test_two_people_at_one_item_see_both_texts(client, tanto):
    row = SessionFactory().request
    client.force_login(tanto)
    day_checks.record(row.pk, {"venue": ("ready", "体育館"), "power": ("ready", "100V")}, by=tanto)
    mine = sent(venue_state="not_needed", venue_note="校庭")
    answer = client.post(form_of(row), mine)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert [(one.label, one.theirs, one.yours) for one in form.differences] == [
        ("会場・控室", "済\n体育館", "不要\n校庭")
    ]
    assert kept(row)["venue"][:2] == ("ready", "体育館")

    again = {name: form[name].value() for name in mine}
    assert client.post(form_of(row), again).status_code == 302
    assert {item: values[:2] for item, values in kept(row).items()} == {
        "venue": ("not_needed", "校庭"),
        "power": ("ready", "100V"),
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"venue_state": ""}, "会場・控室の状況を選択してください。"),
        ({"venue_state": "done"}, "会場・控室の状況は一覧から選択してください。"),
        ({"venue_note": "あ" * 201}, "会場・控室の内容は200文字以内で入力してください"),
    ],
)
def test_bad_input_stays_on_the_page(client, tanto, data, message):
    row = SessionFactory().request
    client.force_login(tanto)
    answer = client.post(form_of(row), sent(tools_note="そのまま", **data))
    assert (answer.status_code, DayCheck.objects.count()) == (422, 0)
    text = answer.content.decode()
    assert message in text
    assert 'value="そのまま"' in text


@pytest.mark.parametrize("state", [one for one in REQUEST_WORKFLOW.states if one not in PREPARING])
def test_other_states_take_no_checks(client, tanto, state):
    row = RequestFactory(**situation(state))
    with pytest.raises(TransitionDenied) as refused:
        day_checks.record(row.pk, {"venue": ("ready", "")}, by=tanto)
    assert str(refused.value) == (
        f"{row}の派遣依頼は「{row.get_state_display()}」のため、確認を入力できません。"
    )
    client.force_login(tanto)
    assert client.get(form_of(row)).url == f"{row.get_absolute_url()}?tab=day"


def situation(state) -> dict:
    if state == "cancelled":
        return {"state": state, "cancel_side": "client"}
    if state == "received":
        return {"state": state}
    return {
        "state": state,
        "approved_by": UserFactory(shonin=True),
        "approved_at": "2025-08-01T09:00:00+09:00",
    }


def test_readers_may_not_write(tanto):
    row = SessionFactory().request
    with pytest.raises(TransitionDenied):
        day_checks.record(row.pk, {"venue": ("ready", "")}, by=UserFactory(etsuran=True))
    assert kept(row) == {}


def test_the_tab_tells_what_is_known_and_what_is_missing(client, tanto):
    row = RequestFactory(state="adjusting", equipment="丸のこ盤", power="三相200V")
    MaterialFactory(request=row)
    DispatchPlan.objects.create(request=row, tools="かんな", clothing="作業着")
    session = SessionFactory(request=row, attendant=tanto)
    lead = AssignmentFactory(session=session)
    past = SessionFactory(request=row, held_on=date(2025, 8, 20))
    SessionFactory(
        request=row,
        held_on=date(2025, 9, 20),
        state="cancelled",
        cancel_side="client",
        cancel_reason="休校",
    )
    day_checks.record(row.pk, {"venue": ("ready", "鍵は職員室")}, by=tanto)
    client.force_login(tanto)
    context = client.get(f"{row.get_absolute_url()}?tab=day").context
    assert [
        (one.line.title, one.mark.word, one.line.text, one.known) for one in context["items"]
    ] == [
        ("会場・控室", "済", "", "実習室"),
        ("工具・機械", "未確認", "", "丸のこ盤\nかんな"),
        ("電源・動力", "未確認", "", "三相200V"),
        ("材料の手配", "未確認", "", "杉角材 5本"),
        ("服装・保護具", "未確認", "", "作業着"),
        ("受講者の保険", "済", "受講者は保険に加入しています。名簿は未作成です。", ""),
        (
            "写真の同意",
            "済",
            "依頼元の同意があります。受講者ごとの同意は、名簿がないため分かりません。",
            "",
        ),
        ("当日の連絡先", "未確認", "依頼元の担当者が登録されていません。", ""),
    ]
    assert [(day.session, day.session.settle_by) for day in context["days"]] == [
        (session, date(2025, 9, 3))
    ]
    assert [day.session for day in context["past"]] == [past]
    assert [(one.line.title, one.mark.word, one.line.text) for one in context["days"][0].rows] == [
        ("主たる指導者", "済", lead.meister.name),
        ("派遣承諾書", "未確認", f"派遣承諾書が届いていません（{lead.meister.name}）。"),
        ("立会職員", "済", str(tanto)),
    ]
    assert len(context["days"][0].papers) == 5


def test_readers_see_the_tab_without_papers(client):
    row = SessionFactory().request
    client.force_login(UserFactory(etsuran=True))
    context = client.get(f"{row.get_absolute_url()}?tab=day").context
    assert (context["record"], context["days"][0].papers) == (None, ())


def test_without_a_session_the_tab_says_what_to_do(client, tanto):
    row = RequestFactory(state="adjusting")
    client.force_login(tanto)
    text = client.get(f"{row.get_absolute_url()}?tab=day").content.decode()
    assert "指導日がまだありません。" in text


def test_without_the_rule_the_tab_says_what_is_missing(client, tanto):
    YearRule.objects.filter(rule="確認の期限").update(value=None, status="unset")
    row = SessionFactory().request
    client.force_login(tanto)
    answer = client.get(f"{row.get_absolute_url()}?tab=day")
    assert answer.context["days"][0].session.settle_by is None
    assert "確認の期限が決まっていません。" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_asks_the_same_questions(client, tanto, count, django_assert_num_queries):
    row = RequestFactory(state="adjusting")
    for number in range(count):
        AssignmentFactory(session=SessionFactory(request=row, held_on=date(2025, 9, 10 + number)))
        day_checks.record(row.pk, {list(DayItem)[number]: ("ready", "")}, by=tanto)
    judged(row)
    client.force_login(tanto)
    with django_assert_num_queries(14):
        client.get(f"{row.get_absolute_url()}?tab=day")
