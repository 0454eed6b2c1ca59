"""コーナーの設定, and the pages to which the admin leads."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.roles import Role
from aomori_skills.office import rules
from aomori_skills.office.models import ClosedDay, OfficeProfile, YearRule
from aomori_skills.office.services import masters
from tests.factories.office import (
    DelegationFactory,
    OrganizationFactory,
    ProfileFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanri(client):
    user = UserFactory(kanri=True)
    client.force_login(user)
    return user


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
