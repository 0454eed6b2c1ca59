"""派遣希望調査: waves, the choice of addressees, their states."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind, Region
from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from dispatch.choices import AddresseeGroup, AddresseeState, Standing
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.rules import surveys as rules
from dispatch.services import survey_addressees, surveys
from tests.dispatch.survey_pages import page
from tests.factories.office import MunicipalityFactory, OrganizationFactory, UserFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def now(row) -> SurveyAddressee:
    return SurveyAddressee.objects.with_standing(TODAY).get(pk=row.pk)


def test_a_wave_is_started_edited_closed_and_reopened(client, tanto):
    sent = {
        "fiscal_year": "2025",
        "name": "派遣希望調査（秋）",
        "opened_on": "2025-06-10",
        "reply_by": "2025-07-11",
        "owner": tanto.pk,
        "form_token": str(uuid4()),
    }
    first = client.post(page("survey_new"), sent)
    again = client.post(page("survey_new"), sent)
    twin = client.post(page("survey_new"), sent | {"form_token": str(uuid4())})

    survey = DemandSurvey.objects.get()
    assert first.url == again.url == page("survey_choose", survey.pk)
    assert twin.status_code == 422
    assert list(twin.context["form"].errors) == ["name"]
    client.post(page("survey_close", survey.pk))
    survey.refresh_from_db()
    assert survey.closed_on == TODAY
    with pytest.raises(TransitionDenied, match="すでに終了しています"):
        surveys.close(survey.pk, by=tanto)
    client.post(page("survey_reopen", survey.pk))
    survey.refresh_from_db()
    assert survey.is_open


def test_a_second_wave_is_offered_a_name_of_its_own(client, tanto):
    names = []
    for _ in range(3):
        names.append(client.get(page("survey_new")).context["form"].instance.name)
        SurveyFactory(name=names[-1])

    plain = "ものづくりマイスター派遣希望調査"
    assert names == [plain, f"{plain}（第2回）", f"{plain}（第3回）"]


def test_a_wave_keeps_its_own_name_and_takes_no_others(client, tanto):
    one, _ = SurveyFactory(), SurveyFactory(name="派遣希望調査（秋）")
    sent = {"opened_on": "2025-04-07", "reply_by": "2025-05-30", "owner": tanto.pk, "version": "1"}
    taken = client.post(page("survey_edit", one.pk), sent | {"name": "派遣希望調査（秋）"})
    kept = client.post(page("survey_edit", one.pk), sent | {"name": one.name})

    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["name"])
    assert kept.status_code == 302


def test_the_reply_day_is_not_before_the_beginning(client, tanto):
    sent = {"fiscal_year": "2025", "name": "調査", "opened_on": "R7.6.10", "reply_by": "R7.6.9"}
    answer = client.post(page("survey_new"), sent | {"owner": tanto.pk})

    assert answer.context["form"].errors["reply_by"] == [
        "回答期限は開始日以後の日付を入力してください。"
    ]


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        (OrganizationKind.TECHNICAL_HIGH, AddresseeGroup.EDUCATION),
        (OrganizationKind.SUPPORT_STATION, AddresseeGroup.EDUCATION),
        (OrganizationKind.TRADE_BODY, AddresseeGroup.TRADE_BODY),
        (OrganizationKind.COMPANY, AddresseeGroup.FIRM),
        (OrganizationKind.PUBLIC_OFFICE, AddresseeGroup.FIRM),
    ],
)
def test_the_kind_proposes_the_group(kind, group):
    assert rules.group_for(kind) == group


def test_addressees_are_picked_into_groups(client, tanto):
    survey = SurveyFactory()
    school = OrganizationFactory(kind=OrganizationKind.TECHNICAL_HIGH)
    office = OrganizationFactory(kind=OrganizationKind.PUBLIC_OFFICE)
    sent = {
        "organization": [school.pk, office.pk],
        f"group_{school.pk}": "education",
        f"group_{office.pk}": "trade_body",
    }
    client.post(page("survey_choose", survey.pk), sent)

    found = set(survey.addressees.values_list("organization", "group", "state"))
    assert found == {
        (school.pk, "education", "unsent"),
        (office.pk, "trade_body", "unsent"),
    }


def test_those_in_the_wave_and_those_nothing_reaches_are_not_taken_unless_ticked(client, tanto):
    survey = SurveyFactory()
    known = AddresseeFactory(survey=survey).organization
    street = {"address": "青森市新町1-1"}
    lost = OrganizationFactory(mail_returned_on=date(2025, 4, 20), **street)
    OrganizationFactory(ended_on=date(2025, 4, 1), **street)
    free = OrganizationFactory(**street)
    nowhere = OrganizationFactory()
    url = page("survey_choose", survey.pk)

    shown = client.get(url)
    html = shown.content.decode()
    counts = [shown.context[name] for name in ("count", "free", "taken", "returned", "nowhere")]
    assert counts == [4, 1, 1, 1, 1]
    assert "送り先が未登録1件" in html
    assert "この調査の調査先です" in html
    assert "令和7年4月20日（日）に郵便物が返送されました" in html

    client.post(url, {"_all": "1"})
    assert set(survey.addressees.values_list("organization", flat=True)) == {known.pk, free.pk}
    client.post(url, {"organization": [lost.pk, nowhere.pk]})
    assert survey.addressees.count() == 4


def test_addressees_are_found_by_kind_region_and_last_contact(client, tanto):
    survey = SurveyFactory()
    hachinohe = MunicipalityFactory(name="八戸市", region=Region.SANPACHI)
    visited = OrganizationFactory(municipality=hachinohe)
    VisitFactory(organization=visited, visited_on=date(2025, 3, 3))
    OrganizationFactory(kind=OrganizationKind.TRADE_BODY)
    OrganizationFactory()

    def found(**asked):
        places = client.get(page("survey_choose", survey.pk), asked).context["places"]
        return [place for place, _ in places]

    assert found(region="三八") == [visited]
    assert found(contact="year") == [visited]
    assert found(contact="long_ago") == []
    assert len(found(contact="never")) == 2
    assert len(found(kind="trade_body")) == 1
    assert len(found(group="firm")) == 2
    assert found(last_contact_from="2025-03-01")[0].last_contact == date(2025, 3, 3)


def test_nothing_picked_is_refused_in_words(client, tanto):
    survey = SurveyFactory()
    OrganizationFactory()
    answer = client.post(page("survey_choose", survey.pk), {})

    assert answer.status_code == 422
    assert "加える調査先を1つ以上選択してください。" in answer.content.decode()


def test_who_was_not_written_to_can_be_taken_out(tanto):
    row = AddresseeFactory()
    survey_addressees.remove(row.pk, by=tanto)
    assert not SurveyAddressee.objects.exists()

    sent = AddresseeFactory(sent=True)
    with pytest.raises(TransitionDenied, match="調査先から外せません"):
        survey_addressees.remove(sent.pk, by=tanto)


def test_returned_mail_marks_the_organization_until_it_is_taken_back(client, tanto):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_undeliverable", row.pk), {"day": "2025-06-09"})

    row.refresh_from_db()
    row.organization.refresh_from_db()
    assert (row.state, row.undeliverable_on) == ("undeliverable", date(2025, 6, 9))
    assert row.organization.mail_returned_on == date(2025, 6, 9)
    shown = client.get(reverse("office:organization_detail", args=(row.organization_id,)))
    assert "令和7年6月9日（月）に郵便物が返送されています" in shown.content.decode()

    client.post(page("addressee_found", row.pk))
    row.refresh_from_db()
    row.organization.refresh_from_db()
    assert (row.state, row.sent_on) == ("sent", date(2025, 4, 8))
    assert row.organization.mail_returned_on is None


@pytest.mark.parametrize(
    ("other_day", "mark"),
    [(date(2025, 4, 13), None), (date(2025, 4, 14), date(2025, 6, 2)), (TODAY, date(2025, 6, 2))],
)
def test_a_letter_that_came_back_as_late_keeps_the_mark(tanto, other_day, mark):
    place = OrganizationFactory(mail_returned_on=date(2025, 6, 2))
    old = AddresseeFactory(organization=place, undeliverable=True)
    AddresseeFactory(
        survey=SurveyFactory(name="派遣希望調査（後期）"),
        organization=place,
        undeliverable=True,
        undeliverable_on=other_day,
    )
    AddresseeFactory(undeliverable=True, undeliverable_on=TODAY)

    survey_addressees.take_back_undeliverable(old.pk, by=tanto)

    place.refresh_from_db()
    assert place.mail_returned_on == mark


def test_a_new_address_clears_the_mark_and_another_change_does_not(tanto):
    place = OrganizationFactory(mail_returned_on=date(2025, 6, 9), address="青森市架空町1")
    place.note = "電話あり"
    organizations.update(place, by=tanto)
    assert Organization.objects.get().mail_returned_on == date(2025, 6, 9)

    place.address = "青森市架空町2"
    organizations.update(place, by=tanto)
    assert Organization.objects.get().mail_returned_on is None


def test_the_mark_is_cleared_by_hand(client, tanto):
    place = OrganizationFactory(mail_returned_on=date(2025, 6, 9))
    client.post(reverse("office:organization_mail_arrives", args=(place.pk,)))

    assert Organization.objects.get().mail_returned_on is None


@pytest.mark.parametrize(
    ("trait", "sentence"),
    [
        ("replied", "回答が届いているため"),
        ("undeliverable", "すでに宛先不明です"),
        (None, "まだ送付していません"),
    ],
)
def test_what_cannot_come_back_is_refused(tanto, trait, sentence):
    row = AddresseeFactory(**({trait: True} if trait else {}))

    with pytest.raises(TransitionDenied, match=sentence):
        survey_addressees.mark_undeliverable(row.pk, by=tanto, day=TODAY)


def test_a_closed_wave_takes_nothing(tanto):
    row = AddresseeFactory(sent=True, survey__closed_on=date(2025, 6, 2))

    with pytest.raises(TransitionDenied, match="終了しています"):
        survey_addressees.mark_undeliverable(row.pk, by=tanto, day=TODAY)


def test_standing_needs_no_clock_to_be_stored():
    row = AddresseeFactory(sent=True)
    assert (row.state, now(row).standing) == (AddresseeState.SENT, Standing.UNANSWERED)


@pytest.mark.parametrize("role", ["etsuran", "kaikei"])
def test_who_only_reads_changes_nothing(client, role):
    client.force_login(UserFactory(**{role: True}))
    row = AddresseeFactory(sent=True)

    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.post(page("addressee_undeliverable", row.pk)).status_code == 403
