"""統合: what moves, what stays, what is refused; the figures of ended years don't change."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aomori_skills.base.merging.plan import pointers
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import act
from aomori_skills.front.merging.doubles import doubles
from aomori_skills.front.merging.subjects import CANDIDATES, MEISTERS, ORGANIZATIONS
from aomori_skills.office.models import Contact, Department, Merger, Organization
from aomori_skills.office.services import masters, mergers
from meisters import figures
from meisters.models import (
    BankAccount,
    Candidate,
    ClosedYear,
    Course,
    Meister,
    MeisterConsent,
    MeisterTrade,
    Participation,
    Visit,
)
from meisters.services import year_end
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    MeisterFactory,
    MeisterTradeFactory,
)
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto():
    with time_machine.travel("2026-04-15 10:00:00+09:00", tick=False):
        yield UserFactory(tanto=True, roles=["staff", "approver"])


def merge(subject, kept, lost, by, **more):
    return act.merge(
        subject, kept.pk, lost.pk, **{"by": by, "reason": "二重登録", "chosen": {}, **more}
    )


def again(row):
    return type(row).with_merged.get(pk=row.pk)


def account(meister, number="1234567"):
    return BankAccount.objects.create(
        meister=meister, bank="りんご銀行", branch="本店", number=number, holder_kana="イワキ"
    )


def consent(meister, item, answer):
    return MeisterConsent.objects.create(
        meister=meister, item=item, answer=answer, answered_on=date(2025, 7, 1), way="post"
    )


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


def refused(subject, kept, lost, by, **more) -> str:
    with pytest.raises(TransitionDenied) as denied:
        merge(subject, kept, lost, by, **more)
    assert Merger.objects.count() == 0
    assert again(lost).merged_into is None
    return str(denied.value)


def test_two_applications_in_progress_refuse(tanto):
    one, two = ApplicationFactory(), ApplicationFactory()

    sentence = refused(CANDIDATES, one.candidate, two.candidate, tanto)

    assert one.number in sentence
    assert two.number in sentence
    assert "手続中の認定申請があります" in sentence


def test_two_different_bank_accounts_refuse_and_equal_ones_do_not(tanto):
    kept, lost = MeisterFactory(), MeisterFactory()
    account(kept)
    wrong = account(lost, "7654321")
    assert "内容の違う振込口座" in refused(MEISTERS, kept, lost, tanto)

    BankAccount.objects.filter(pk=wrong.pk).update(number="1234567")
    merge(MEISTERS, kept, lost, tanto)

    assert BankAccount.objects.get(meister=lost).pk == wrong.pk


def test_a_yes_here_and_a_no_there_refuse(tanto):
    kept, lost = MeisterFactory(), MeisterFactory()
    consent(kept, "photo", "agreed")
    consent(lost, "photo", "refused")

    assert "公表同意　写真（回答）" in refused(MEISTERS, kept, lost, tanto)


def test_a_successor_is_another_body(tanto):
    kept = OrganizationFactory()
    lost = OrganizationFactory(ended_on=date(2025, 9, 30), successor=kept)

    assert "承継の関係" in refused(ORGANIZATIONS, kept, lost, tanto)
    assert "承継の関係" in refused(ORGANIZATIONS, lost, kept, tanto)


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_who_may_merges(tanto, trait):
    kept, lost = OrganizationFactory(), OrganizationFactory()

    assert "権限がありません" in refused(ORGANIZATIONS, kept, lost, UserFactory(**{trait: True}))


def test_a_reason_is_needed_and_nothing_is_merged_into_itself(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()

    assert "理由を入力してください" in refused(ORGANIZATIONS, kept, lost, tanto, reason="　")
    with pytest.raises(TransitionDenied):
        merge(ORGANIZATIONS, kept, kept, tanto)


def test_two_notes_that_are_too_long_together_refuse_in_words(tanto):
    kept, lost = OrganizationFactory(note="あ" * 600), OrganizationFactory(note="い" * 600)

    sentence = refused(ORGANIZATIONS, kept, lost, tanto, chosen={"note": "both"})

    assert sentence.startswith("備考：")


def test_nothing_else_happens_than_what_was_shown(tanto):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    seen = act.preview(ORGANIZATIONS, kept, lost).fingerprint
    Contact.objects.create(organization=lost, name="里野 林吾")

    assert "もう一度確認してください" in refused(ORGANIZATIONS, kept, lost, tanto, seen=seen)


def test_the_history_of_the_kept_record_has_one_entry(tanto):
    kept, lost = (
        OrganizationFactory(phone=""),
        OrganizationFactory(name="国光石材店", phone="017-1"),
    )
    Contact.objects.create(organization=lost, name="里野 林吾")
    before = len(mergers.history_of(again(kept), "contacts"))

    merge(ORGANIZATIONS, kept, lost, tanto)

    entries = mergers.history_of(again(kept), "contacts")
    assert len(entries) == before + 1
    (newest,) = (entry for entry in entries if entry.note)
    assert (newest.subject, newest.action, newest.by) == ("別の記録", "統合", "津軽 担当")
    assert newest.note == (
        "「国光石材店（企業、青森市、017-1）」を統合しました。"
        "移した記録：担当者 1件。理由：二重登録"
    )
    assert [(one.label, one.after) for one in newest.changes] == [("電話番号", "017-1")]


def test_a_moved_record_has_its_own_history(tanto):
    kept, lost = OrganizationFactory(name="国光石材店"), OrganizationFactory(name="紅玉左官")
    candidate = CandidateFactory(employer=lost)

    merge(ORGANIZATIONS, kept, lost, tanto)

    newest = mergers.history_of(candidate)[0]
    assert [(one.label, one.before, one.after) for one in newest.changes] == [
        ("勤務先", "紅玉左官", "国光石材店")
    ]


def test_a_chain_leads_to_its_end(tanto):
    first, second, third = (OrganizationFactory(name=name) for name in ("甲", "乙", "丙"))
    merge(ORGANIZATIONS, second, first, tanto)
    merge(ORGANIZATIONS, third, second, tanto)

    assert [again(row).merged_into for row in (first, second)] == [third, third]
    notes = [entry.note for entry in mergers.history_of(third) if entry.note]
    assert [note[:4] for note in notes] == ["「乙（企", "「甲（企"]
    with pytest.raises(TransitionDenied, match="すでに別の記録に統合されています"):
        merge(ORGANIZATIONS, third, first, tanto)


def test_the_figures_of_ended_years_stay_and_the_running_year_is_counted_anew(tanto):
    """Two organizations visited in 令和7年度 and again in 令和8年度 turn out to be one."""
    kept, lost = OrganizationFactory(name="りんご"), OrganizationFactory(name="リンゴ")
    for organization in (kept, lost):
        for day in (date(2025, 6, 1), date(2026, 4, 10)):
            Visit.objects.create(
                organization=organization, visited_on=day, explained=["purpose"], author=tanto
            )
    assert (figures.yearly(2025).organizations, figures.yearly(2026).organizations) == (2, 2)

    merge(ORGANIZATIONS, kept, lost, tanto)

    ended, running = figures.yearly(2025), figures.yearly(2026)
    assert (ended.visits, ended.organizations, figures.monthly(2025).counts["organizations"]) == (
        2,
        2,
        (0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    )
    assert (running.visits, running.organizations) == (2, 1)
    assert figures.live(2025).year.organizations == 1
    closing = ClosedYear.objects.get()
    assert (closing.fiscal_year, closing.reason) == (2025, "統合のための自動の締め")


def test_a_year_just_ended_is_closed_only_by_who_closes_years(client):
    """On 15 April the late entries of 令和7年度 may still be missing."""
    with time_machine.travel("2026-04-15 10:00:00+09:00", tick=False):
        kept, lost = MeisterFactory(), MeisterFactory()
        tanto = UserFactory(tanto=True)
        client.force_login(tanto)
        url = reverse("merge_confirm", args=("meisters", kept.pk, lost.pk))

        page = client.get(url).content.decode()
        assert "統合と同時に令和6年度、令和7年度を締めます。" in page
        assert "承認者に「1章の実績」の画面で令和7年度を締めるよう依頼" in page
        assert "令和7年度の実績を締めることになります" in refused(MEISTERS, kept, lost, tanto)

        year_end.close(2025, by=UserFactory(shonin=True))
        page = client.get(url).content.decode()
        assert "統合と同時に令和6年度を締めます。" in page
        assert "依頼して" not in page
        merge(MEISTERS, kept, lost, tanto)

    assert set(ClosedYear.objects.values_list("fiscal_year", flat=True)) == {2024, 2025}


def test_a_wrong_old_date_closes_no_year_before_the_scheme(tanto):
    kept, lost = MeisterFactory(certified_on=date(1913, 4, 1)), MeisterFactory()

    merge(MEISTERS, kept, lost, tanto)

    years = sorted(ClosedYear.objects.values_list("fiscal_year", flat=True))
    assert years == list(range(2013, 2026))


def test_the_register_of_ended_years_stays(tanto):
    kept, lost = MeisterFactory(certified_on=date(2024, 10, 1)), MeisterFactory()

    merge(MEISTERS, kept, lost, tanto)

    assert (figures.yearly(2024).active, figures.yearly(2025).active) == (2, 2)
    assert figures.yearly(2026).active == 1


def test_a_refused_merger_closes_nothing(tanto):
    MeisterFactory()
    one, two = ApplicationFactory(), ApplicationFactory()

    refused(CANDIDATES, one.candidate, two.candidate, tanto)

    assert ClosedYear.objects.count() == 0


def test_a_shipped_organization_that_was_merged_does_not_come_back(tanto):
    masters.load_masters()
    lost = Organization.objects.exclude(shipped_key=None).first()
    merge(ORGANIZATIONS, OrganizationFactory(), lost, tanto)

    assert masters.load_organizations() == 0


def test_probable_doubles_of_people_are_found_by_reading_and_birth_or_telephone(tanto):
    first = CandidateFactory(family_kana="イワキ", given_kana="タロウ", phone="017-1", mobile="")
    twin = CandidateFactory(family_kana="イワキ", given_kana="タロウ", phone="017-2", mobile="")
    by_phone = CandidateFactory(phone="(017) 1", mobile="", birth_date=None)
    CandidateFactory(
        family_kana="イワキ", given_kana="タロウ", birth_date=date(1971, 1, 1), phone=""
    )

    found = [(one.first, one.second, one.reasons) for one in doubles(CANDIDATES)]

    assert found == [
        (first, twin, ("カナと生年月日",)),
        (first, by_phone, ("電話番号",)),
    ]
    assert [one.other_than(twin.pk) for one in doubles(CANDIDATES, twin.pk)] == [first]


def test_probable_doubles_of_organizations_are_found_by_folded_name_and_place(tanto):
    first = OrganizationFactory(name="株式会社りんご工務店")
    second = OrganizationFactory(name="㈱リンゴ工務店")
    OrganizationFactory(name="株式会社りんご工務店", municipality=None, prefecture="岩手県")

    (found,) = doubles(ORGANIZATIONS)

    assert (found.first, found.second, found.reasons) == (first, second, ("名称と市町村",))
    merge(ORGANIZATIONS, first, second, tanto)
    assert doubles(ORGANIZATIONS) == []


@pytest.mark.parametrize("count", [1, 3])
def test_doubles_take_two_queries(tanto, count):
    for number in range(count):
        for _ in range(2):
            MeisterFactory(family_kana="イワキ", given_kana="ア" * (number + 1), trade=None)
    with CaptureQueriesContext(connection) as queries:
        assert len(doubles(MEISTERS)) == count
        [one.subject.words(one.first) for one in doubles(MEISTERS)]

    assert len(queries) == 2 * 3
    assert Meister.objects.count() == 2 * count
