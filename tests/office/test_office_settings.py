"""休業日, コーナーの設定, 職種: what the office keeps about itself."""

from datetime import date, datetime
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.roles import Role
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office import rules
from aomori_skills.office.models import (
    ClosedDay,
    Municipality,
    OfficeProfile,
    Operation,
    Organization,
    Trade,
    YearRule,
)
from aomori_skills.office.services import closed_days, masters
from tests.factories.office import (
    DelegationFactory,
    OrganizationFactory,
    ProfileFactory,
    TradeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanri(client):
    user = UserFactory(kanri=True)
    client.force_login(user)
    return user


def add(client, **typed):
    form = {"starts_on": "令和7年12月29日", "reason": "年末年始", "form_token": str(uuid4())}
    return client.post(reverse("office:closed_day_create"), form | typed)


def own_days():
    return [(row.day, row.reason) for row in ClosedDay.objects.all()]


def test_several_days_are_closed_at_once_and_known_ones_kept(client, kanri):
    ClosedDay.objects.create(day=date(2025, 12, 30), reason="大掃除")

    add(client, ends_on="2025-12-31")

    assert own_days() == [
        (date(2025, 12, 29), "年末年始"),
        (date(2025, 12, 30), "大掃除"),
        (date(2025, 12, 31), "年末年始"),
    ]


@pytest.mark.parametrize("last", ["2025-12-28", "2026-01-29", "令和7年13月1日"])
def test_a_period_that_can_not_be_is_refused(client, kanri, last):
    page = add(client, ends_on=last)

    assert list(page.context["form"].errors) == ["ends_on"]
    assert own_days() == []


@time_machine.travel("2025-11-10")
def test_the_list_holds_own_days_of_the_year_and_tells_the_holidays(client, kanri):
    for day in (date(2025, 3, 31), date(2025, 12, 29), date(2026, 1, 2), date(2026, 4, 1)):
        ClosedDay.objects.create(day=day, reason="休み")

    page = client.get(reverse("office:closed_day_list"))

    own = [row.record.day for row in page.context["table"].rows]
    assert own == [date(2025, 12, 29), date(2026, 1, 2)]
    holidays = {one.day: one.name for one in page.context["holidays"]}
    assert holidays[date(2025, 11, 23)] == "勤労感謝の日"
    assert min(holidays) >= date(2025, 4, 1)
    assert max(holidays) <= date(2026, 3, 31)


@time_machine.travel("2025-11-10")
def test_closed_days_are_searched_sorted_and_put_out(client, kanri):
    for day, reason in (
        (date(2025, 12, 29), "ネンマツ休業"),
        (date(2025, 8, 13), "お盆休み"),
        (date(2025, 12, 30), "ネンマツ休業"),
    ):
        ClosedDay.objects.create(day=day, reason=reason)
    url = reverse("office:closed_day_list")

    asked = {"q": "ねんまつ", "sort": "-day"}
    found = client.get(url, asked).context["table"].rows
    excel = client.post(f"{url}?q=ねんまつ", {"_export": "xlsx"})
    printed = client.post(url, {"_export": "print"})

    assert [row.record.day.day for row in found] == [30, 29]
    sheet = openpyxl.load_workbook(BytesIO(excel.getvalue())).active
    assert [tuple(cell.value for cell in row) for row in sheet.rows] == [
        ("日付", "理由"),
        (datetime(2025, 12, 29), "ネンマツ休業"),
        (datetime(2025, 12, 30), "ネンマツ休業"),
    ]
    assert "お盆休み" in printed.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_closed_days_take_the_same_queries(client, kanri, count, django_assert_num_queries):
    with time_machine.travel("2025-11-10"):
        client.force_login(kanri)
        for day in range(count):
            ClosedDay.objects.create(day=date(2025, 12, 29 - day), reason="休み")
        with django_assert_num_queries(5):
            page = client.get(reverse("office:closed_day_list"))
    assert len(page.context["table"].rows) == count


def test_a_day_is_opened_again_once(client, kanri):
    closed = ClosedDay.objects.create(day=date(2025, 12, 29), reason="年末")
    url = reverse("office:closed_day_remove", args=(closed.pk,))

    asked = client.get(url).content.decode()
    answers = [client.post(url), client.post(url)]

    assert "令和7年12月29日（月）（年末）を、開所日に戻します。" in asked

    assert [answer.status_code for answer in answers] == [302, 302]
    assert own_days() == []


def test_only_the_administrator_closes_the_office():
    with pytest.raises(TransitionDenied):
        closed_days.add([date(2025, 12, 29)], "年末", by=UserFactory(shonin=True))


def test_what_is_missing_is_told_with_what_waits_for_it(client, kanri):
    OfficeProfile.objects.create(effective_from=date(2025, 4, 1), head_title="コーナー長")

    page = client.get(reverse("office:profile"))

    assert [gap.label for gap in page.context["gaps"]] == [
        "所在地",
        "電話番号",
        "長の氏名",
        "公文書記号",
        "提出先の長の職名",
    ]
    assert "公文書に番号を付けられないため、発行できません。" in page.content.decode()


def test_a_complete_profile_misses_nothing():
    assert rules.gaps_of(ProfileFactory()) == []


@time_machine.travel("2025-11-10")
def test_a_new_head_begins_on_a_day_and_the_rest_is_filled_in(client, kanri):
    ProfileFactory(head_name="浪岡 林檎")
    url = reverse("office:profile_create")
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}

    typed |= {"effective_from": "令和8年4月1日", "head_name": "岩木 名月"}
    client.post(url, typed | {"form_token": str(uuid4())})

    assert OfficeProfile.objects.on(date(2026, 3, 31)).head_name == "浪岡 林檎"
    assert OfficeProfile.objects.on(date(2026, 4, 1)).head_name == "岩木 名月"
    assert OfficeProfile.objects.on(date(2026, 4, 1)).letter_symbol == "青技振"


def test_two_settings_for_one_day_are_refused(client, kanri):
    ProfileFactory(effective_from=date(2025, 4, 1))

    page = client.post(
        reverse("office:profile_create"),
        {
            "effective_from": "2025-04-01",
            "name": "コーナー",
            "prefecture": "青森県",
            "center_name": "センター",
        },
    )

    assert list(page.context["form"].errors) == ["effective_from"]


def test_a_trade_is_found_by_its_former_name(client, kanri):
    trade = TradeFactory(name="電気溶接", kana="デンキヨウセツ")
    trade.former_names.create(name="アーク溶接")
    TradeFactory(name="左官", kana="サカン")

    def found(text):
        page = client.get(reverse("office:trade_list"), {"q": text})
        return [row.record.name for row in page.context["table"].rows]

    assert found("ｱｰｸ") == ["電気溶接"]
    assert found("でんき") == ["電気溶接"]


@time_machine.travel("2025-11-10")
def test_trades_are_told_apart_by_the_days_they_are_certifiable(client, kanri):
    TradeFactory(name="今の職種", certifiable_from=date(2025, 4, 1))
    TradeFactory(name="昔の職種", certifiable_to=date(2025, 11, 9))
    TradeFactory(name="次の職種", certifiable_from=date(2025, 11, 11))

    def found(answer):
        page = client.get(reverse("office:trade_list"), {"certifiable": answer})
        return sorted(row.record.name for row in page.context["table"].rows)

    assert found("yes") == ["今の職種"]
    assert found("no") == ["昔の職種", "次の職種"]


def test_the_masters_load_once():
    first = masters.load_masters()
    second = masters.load_masters()

    assert min(first.values()) > 0
    assert set(second.values()) == {0}


def rename_all():
    """A shipped row of each master gets another name, as the office corrects it."""
    rows = [
        (Municipality.objects.first(), "name"),
        (Trade.objects.first(), "name"),
        (Operation.objects.first(), "name"),
        (Organization.objects.first(), "name"),
        (YearRule.objects.first(), "applies_to"),
    ]
    for row, name in rows:
        setattr(row, name, "直した名称")
        row.save()


def test_a_corrected_name_is_not_added_again():
    masters.load_masters()
    rename_all()

    assert set(masters.load_masters().values()) == {0}


def test_masters_of_an_older_version_are_recognised_by_name_once():
    masters.load_masters()
    for model in (Municipality, Trade, Operation, Organization, YearRule):
        model.objects.update(shipped_key=None)

    assert set(masters.load_masters().values()) == {0}
    for model in (Municipality, Trade, Operation, Organization, YearRule):
        assert not model.objects.filter(shipped_key=None).exists()
    rename_all()
    assert set(masters.load_masters().values()) == {0}


def test_a_new_shipped_name_that_the_office_gave_already_is_not_added():
    masters.load_masters()
    trade, other = Trade.objects.all()[:2]
    name = other.name
    Trade.objects.filter(pk=other.pk).update(name="別の名称", shipped_key=None)
    trade.name = name
    trade.save()

    assert masters.load_trades() == 0


def test_the_second_of_two_editors_of_the_settings_sees_what_the_first_has_saved(client, kanri):
    row = ProfileFactory()
    url = reverse("office:profile_edit", args=(row.pk,))
    form = client.get(url).context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {"phone": "017-111-1111"}
    row.phone = "017-222-2222"
    row.save_version()

    page = client.post(url, mine)

    assert page.status_code == 422
    different = {d.label: (d.theirs, d.yours) for d in page.context["form"].differences}
    assert different == {"電話番号": ("017-222-2222", "017-111-1111")}
    assert client.post(url, mine | {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.phone, row.version) == ("017-111-1111", 3)


def test_a_double_click_closes_the_office_once(client, kanri):
    token = str(uuid4())

    answers = [add(client, form_token=token) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("office:closed_day_list"))
    ] * 2
    assert len(own_days()) == 1


PAGES_IN_THE_OFFICE = {
    "user": (UserFactory, "office:user_detail"),
    "organization": (OrganizationFactory, "office:organization_detail"),
    "yearrule": (lambda: YearRule.objects.first(), "office:rule_detail"),
    "officeprofile": (ProfileFactory, "office:profile"),
    "closedday": (
        lambda: ClosedDay.objects.create(day=date(2025, 12, 29), reason="年末"),
        "office:closed_day_list",
    ),
    "approverdelegation": (DelegationFactory, "office:delegation_end"),
}


@pytest.mark.parametrize("name", PAGES_IN_THE_OFFICE)
def test_the_admin_shows_what_the_office_edits_and_leads_there(client, name):
    client.force_login(
        UserFactory(username="all", roles=[Role.ADMINISTRATOR.value, Role.APPROVER.value])
    )
    masters.load_year_rules()
    make, page = PAGES_IN_THE_OFFICE[name]
    row = make()
    here = reverse(f"admin:office_{name}_change", args=(row.pk,))
    args = (row.pk,) if page in WITH_KEY else ()

    shown = client.get(here)

    assert f'href="{reverse(page, args=args)}"' in shown.content.decode()
    assert shown.context["has_change_permission"] is False
    assert client.post(here, {}).status_code == 403


WITH_KEY = {
    "office:user_detail",
    "office:organization_detail",
    "office:rule_detail",
    "office:delegation_end",
}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("office:trade_list", 8),
        ("office:municipality_list", 5),
        ("office:rule_list", 10),
        ("office:user_list", 5),
        ("office:delegation_list", 5),
    ],
)
def test_the_lists_of_masters_take_few_queries(
    client, kanri, name, count, django_assert_num_queries
):
    masters.load_masters()

    with django_assert_num_queries(count):
        client.get(reverse(name), {"fiscal_year": 2025} if name == "office:rule_list" else {})
