"""統合: what moves, what stays, and what the kept record takes over."""

from datetime import date

import pytest
from django.urls import reverse

from aomori_skills.base.merging import pointers
from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import CANDIDATES, MEISTERS, ORGANIZATIONS
from aomori_skills.office.models import Contact, Department, Organization
from aomori_skills.office.services import masters
from meisters.models import (
    BankAccount,
    Candidate,
    Course,
    MeisterTrade,
    Participation,
    Visit,
)
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    MeisterFactory,
    MeisterTradeFactory,
)
from tests.factories.office import OrganizationFactory, TradeFactory
from tests.front.merging.acts import account, again, consent, merge

pytestmark = pytest.mark.django_db


def test_everything_that_points_at_an_organization_moves(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    visit = Visit.objects.create(organization=lost, visited_on=date(2025, 6, 1), author=tanto)
    candidate = CandidateFactory(employer=lost, met_at=lost)
    meister = MeisterFactory(employer=lost)
    contact = Contact.objects.create(organization=lost, name="里野 林吾")
    old = OrganizationFactory(ended_on=date(2025, 4, 1), successor=lost)

    merger = merge(ORGANIZATIONS, kept, lost, tanto)

    moved = (visit, candidate, meister, contact, old)
    for row in moved:
        row.refresh_from_db()
    assert [visit.organization, candidate.employer, candidate.met_at] == [kept] * 3
    assert [meister.employer, contact.organization, old.successor] == [kept] * 3
    assert {one["label"]: one["count"] for one in merger.moved} == {
        "開拓訪問": 1,
        "候補者（勤務先）": 1,
        "候補者（訪問先・紹介元）": 1,
        "ものづくりマイスター": 1,
        "担当者": 1,
        "企業・団体（承継先）": 1,
    }
    for field in pointers(Organization):
        left = field.model._base_manager.filter(**{field.name: lost})
        assert (str(field), list(left)) == (str(field), [])


def test_an_open_form_of_a_moved_record_notices(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    candidate = CandidateFactory(employer=lost)

    merge(ORGANIZATIONS, kept, lost, tanto)

    assert Candidate.objects.get(pk=candidate.pk).version == candidate.version + 1


def test_a_merged_record_is_in_no_list_search_choice_and_count(tanto, client):
    kept, lost = OrganizationFactory(name="りんご工務店"), OrganizationFactory(name="リンゴ工務店")
    merge(ORGANIZATIONS, kept, lost, tanto)

    assert list(Organization.objects.all()) == [kept]
    assert list(Organization.objects.current().search("りんご工務店")) == [kept]
    assert Organization.with_merged.count() == 2
    client.force_login(tanto)
    found = client.get(reverse("office:organization_options"), {"q": "りんご"}).json()["results"]
    assert [one["value"] for one in found] == [kept.pk]


def test_empty_fields_are_filled_and_open_ones_chosen(tanto):
    kept = OrganizationFactory(phone="", fax="017-1", note="旧社名は青森工務店", industry="")
    lost = OrganizationFactory(
        phone="017-700-0001", fax="017-2", note="担当は総務", industry="manufacturing"
    )

    merger = merge(
        ORGANIZATIONS, kept, lost, tanto, chosen={"fax": "lost", "note": "both", "name": "kept"}
    )

    kept = again(kept)
    assert (kept.phone, kept.fax, kept.industry) == ("017-700-0001", "017-2", "manufacturing")
    assert kept.note == "旧社名は青森工務店\n担当は総務"
    assert [one["label"] for one in merger.taken] == ["電話番号", "FAX番号", "業種区分", "備考"]
    assert merger.taken[0] == {"label": "電話番号", "before": "", "after": "017-700-0001"}


def test_the_name_of_the_lost_record_may_be_taken(tanto):
    kept, lost = OrganizationFactory(name="りんご"), OrganizationFactory(name="株式会社りんご")

    merge(ORGANIZATIONS, kept, lost, tanto, chosen={"name": "lost"})

    assert again(kept).name == again(lost).name == "株式会社りんご"


def test_a_department_of_the_same_name_stays_and_its_contacts_follow_to_the_twin(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    twin = Department.objects.create(organization=kept, name="機械科")
    same = Department.objects.create(organization=lost, name="機械科")
    other = Department.objects.create(organization=lost, name="建築科")
    contact = Contact.objects.create(organization=lost, department=same, name="里野 林吾")

    merge(ORGANIZATIONS, kept, lost, tanto)

    contact.refresh_from_db()
    assert (contact.organization, contact.department) == (kept, twin)
    assert set(kept.departments.all()) == {twin, other}
    assert list(Department.objects.filter(organization=lost)) == [same]


def test_what_the_kept_meister_has_already_stays_with_the_lost(tanto):
    kept, lost = MeisterFactory(), MeisterFactory()
    garden = MeisterTradeFactory(meister=lost, trade=TradeFactory(name="造園"), operation=None)
    consent(kept, "name", "agreed")
    consent(lost, "name", "agreed")
    course = Course.objects.create(kind="teaching", starts_on=date(2026, 4, 10), owner=tanto)
    for meister in (kept, lost):
        Participation.objects.create(course=course, meister=meister, obligation="required")
    preview = act.preview(MEISTERS, kept, lost)

    merge(MEISTERS, kept, lost, tanto)

    assert sorted(preview.plan.staying) == [
        ("公表同意", "氏名"),
        ("受講者", str(lost)),
        ("認定職種", "建築大工（大工工事作業）"),
    ]
    assert preview.plan.moved == [("認定職種", 1)]
    assert [row.pk for row in kept.trades.order_by("pk")][-1] == garden.pk
    assert MeisterTrade.objects.filter(meister=lost).count() == 1


def test_a_bank_account_moves_only_where_there_is_none(tanto):
    kept, lost = MeisterFactory(), MeisterFactory()
    account(lost)

    merge(MEISTERS, kept, lost, tanto)

    assert BankAccount.objects.get().meister == kept


def test_steps_stay_with_the_record_whose_past_they_are(tanto):
    kept, lost = CandidateFactory(), CandidateFactory()
    lost.steps.create(to_state="open", transition="register", label="登録", by=tanto)

    merge(CANDIDATES, kept, lost, tanto)

    assert (kept.steps.count(), lost.steps.count()) == (0, 1)


def test_the_kept_candidate_stands_where_the_further_of_both_has_come(tanto):
    application = ApplicationFactory()
    kept, lost = CandidateFactory(), application.candidate

    merge(CANDIDATES, kept, lost, tanto)

    application.refresh_from_db()
    kept = again(kept)
    assert (application.candidate, kept.state) == (kept, "applying")
    step = kept.steps.get()
    assert (step.label, step.from_state, step.to_state) == ("統合", "open", "applying")
    assert step.comment == "二重登録"


def test_a_shipped_organization_that_was_merged_does_not_come_back(tanto):
    masters.load_masters()
    lost = Organization.objects.exclude(shipped_key=None).first()
    merge(ORGANIZATIONS, OrganizationFactory(), lost, tanto)

    assert masters.load_organizations() == 0
