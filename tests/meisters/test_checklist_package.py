"""要件チェック: recommendation, consent, papers, texts and exceptions."""

from dataclasses import replace
from datetime import date

import pytest

from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule
from aomori_skills.office.services.masters import load_year_rules
from meisters.choices import Answer, Consent, DocumentKind, Employment, Licence, Relation
from meisters.models import CertificationApplication
from meisters.rules.checklist import can_override, checklist
from meisters.services.facts import case_of
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    ConsentFactory,
    MeisterFactory,
    QualificationFactory,
    RoundFactory,
)
from tests.factories.office import OrganizationFactory
from tests.meisters import situations
from tests.meisters.judging import NO, UNKNOWN, YES, judged, outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    load_year_rules()


@pytest.mark.parametrize(
    ("name", "relation", "expected"),
    [
        ("", Relation.UNKNOWN, UNKNOWN),
        ("八甲田 次郎", Relation.UNKNOWN, UNKNOWN),
        ("", Relation.EMPLOYER_HEAD, UNKNOWN),
        ("八甲田 次郎", Relation.EMPLOYER_HEAD, YES),
        ("八甲田 次郎", Relation.TRADE_BODY, YES),
        ("八甲田 次郎", Relation.THIRD_PARTY, YES),
        ("岩木 花子", Relation.RELATIVE, NO),
        ("岩木　太郎", Relation.EMPLOYER_HEAD, NO),
        ("岩木太郎", Relation.THIRD_PARTY, NO),
    ],
)
def test_recommendation_by_a_third_party(name, relation, expected):
    application = ApplicationFactory(
        family_name="岩木",
        given_name="太郎",
        recommender_name=name,
        recommender_relation=relation,
    )
    assert judged(application)["recommendation"].outcome == expected


@pytest.mark.parametrize(
    ("answer", "expected"), [(Answer.YES, YES), (Answer.NO, NO), (Answer.UNKNOWN, UNKNOWN)]
)
def test_willingness(answer, expected):
    assert judged(ApplicationFactory(willing=answer))["willing"].outcome == expected


@pytest.mark.parametrize(
    ("item", "answer", "expected"),
    [
        ("photo", Consent.REFUSED, YES),
        ("photo", Consent.UNKNOWN, UNKNOWN),
        ("name", Consent.REFUSED, NO),
        ("trade", Consent.REFUSED, NO),
        ("name", Consent.UNKNOWN, UNKNOWN),
    ],
)
def test_publication_needs_every_answer_and_agreement_to_name_and_trade(item, answer, expected):
    application = ApplicationFactory(complete=True)
    application.consents.filter(item=item).update(answer=answer)

    assert judged(application)["publication"].outcome == expected


def test_a_missing_answer_is_unknown():
    application = ApplicationFactory()
    ConsentFactory(application=application, item="name")
    assert judged(application)["publication"].outcome == UNKNOWN


@pytest.mark.parametrize(
    ("licence", "expected"),
    [(Licence.HELD, YES), (Licence.NOT_HELD, YES), (Licence.UNKNOWN, UNKNOWN)],
)
def test_the_licence_never_stops_the_work(licence, expected):
    verdict = judged(ApplicationFactory(licence=licence))["licence"]
    assert (verdict.outcome, verdict.blocks) == (expected, False)


@pytest.mark.parametrize("name", ["birth_date", "postcode", "prefecture", "address"])
def test_basics_name_what_is_missing(name):
    empty = None if name == "birth_date" else ""
    application = ApplicationFactory(**{name: empty})
    label = application._meta.get_field(name).verbose_name

    assert outcome(application, "basics") == (UNKNOWN, f"{label}が未入力です。")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [({"phone": ""}, UNKNOWN), ({"phone": "", "mobile": "090-0000-0001"}, YES)],
)
def test_basics_are_content_with_either_telephone(numbers, expected):
    assert judged(ApplicationFactory(**numbers))["basics"].outcome == expected


def test_a_qualification_before_birth_is_a_mistake():
    application = ApplicationFactory(birth_date=date(2000, 1, 1))
    QualificationFactory(application=application, acquired_on=date(2000, 1, 1))

    assert outcome(application, "basics") == (
        NO,
        "資格の取得日が生年月日より前です。どちらかの日付を直してください。",
    )


def test_without_a_date_the_judgement_is_provisional():
    application = ApplicationFactory(applied_on=None, fiscal_year=2025)
    assert outcome(application, "applied_on") == (
        UNKNOWN,
        "申請日が未入力です。今日の基準で仮に判定しています。",
    )


@pytest.mark.parametrize(
    ("applied_on", "year", "round_year", "expected"),
    [
        (date(2025, 7, 1), 2025, None, YES),
        (date(2025, 7, 2), 2025, 2025, YES),
        (date(2025, 7, 3), 2025, 2025, NO),
        (date(2025, 3, 31), 2025, None, NO),
        (date(2025, 3, 31), 2025, 2025, NO),
        (date(2025, 3, 31), 2024, 2025, YES),
        (date(2025, 4, 1), 2024, 2025, YES),
        (date(2025, 4, 1), 2024, None, NO),
    ],
)
def test_the_application_date_lies_in_its_year_and_not_after_the_reception(
    applied_on, year, round_year, expected
):
    application = ApplicationFactory(
        applied_on=applied_on,
        received_on=date(2025, 7, 2),
        fiscal_year=year,
        round=RoundFactory(fiscal_year=round_year) if round_year else None,
    )
    verdict = judged(application)["applied_on"]
    assert (verdict.outcome, verdict.blocks) == (expected, expected == NO)


def test_a_wrong_application_date_is_told_with_what_to_do():
    application = ApplicationFactory(applied_on=date(2025, 7, 3), received_on=date(2025, 7, 2))
    assert outcome(application, "applied_on") == (
        NO,
        "申請日（令和7年7月3日）が受付日（令和7年7月2日）より後です。"
        "申請日を直すか、作成中に戻して受け付け直してください。",
    )
    application.applied_on = date(2024, 3, 31)
    application.round = RoundFactory(fiscal_year=2026)
    application.save()
    assert outcome(application, "applied_on") == (
        NO,
        "申請日（令和6年3月31日）が、申請と申請回の年度（令和7年度・令和8年度）に入っていません。"
        "申請日を直すか、申請日と同じ年度の申請回を選んでください。",
    )


@pytest.mark.parametrize(
    ("employment", "expected"),
    [
        (Employment.EMPLOYED, "勤務先が岩手県のため、岩手県の技能振興コーナーを案内してください。"),
        (Employment.RETIRED, "自宅が青森県のため、当コーナーで申請します。"),
    ],
)
def test_the_sentence_names_what_decides_the_prefecture(employment, expected):
    firm = OrganizationFactory(prefecture="岩手県")
    application = ApplicationFactory(employment=employment, employer=firm)
    assert outcome(application, "jurisdiction")[1] == expected


@pytest.mark.parametrize(
    ("employment", "employer", "home", "expected"),
    [
        (Employment.EMPLOYED, "青森県", "岩手県", YES),
        (Employment.EMPLOYED, "岩手県", "青森県", NO),
        (Employment.EMPLOYED, None, "青森県", UNKNOWN),
        (Employment.SELF_EMPLOYED, None, "青森県", YES),
        (Employment.SELF_EMPLOYED, "岩手県", "青森県", NO),
        (Employment.RETIRED, "岩手県", "青森県", YES),
        (Employment.RETIRED, None, "岩手県", NO),
        (Employment.RETIRED, None, "", UNKNOWN),
        (Employment.UNKNOWN, None, "青森県", UNKNOWN),
        (Employment.UNKNOWN, "青森県", "青森県", UNKNOWN),
    ],
)
def test_the_employers_prefecture_decides_else_the_home(employment, employer, home, expected):
    firm = OrganizationFactory(prefecture=employer) if employer else None
    application = ApplicationFactory(
        employment=employment, employer=firm, prefecture=home, municipality=None
    )
    assert judged(application)["jurisdiction"].outcome == expected


@pytest.mark.parametrize("kind", situations.PAPERS)
def test_each_paper_is_missed_by_its_name(kind):
    application = situations.complete()
    application.documents.filter(kind=kind).delete()

    assert outcome(application, "papers") == (
        UNKNOWN,
        f"{DocumentKind(kind).label}が添付されていません。",
    )


def test_evidence_of_every_qualification_serves_as_certificate():
    application = situations.complete()
    certificate = application.documents.get(kind=DocumentKind.CERTIFICATE)
    attachment = certificate.attachment
    certificate.delete()
    row = application.qualifications.get()
    row.evidence = attachment
    row.save()

    assert judged(application)["papers"].outcome == YES
    QualificationFactory(application=application)
    assert judged(application)["papers"].outcome == UNKNOWN


def test_who_has_a_licence_shows_it_and_who_refuses_a_photo_needs_none():
    application = situations.complete(licence=Licence.HELD)
    assert outcome(application, "papers") == (
        UNKNOWN,
        "職業訓練指導員免許の写しが添付されていません。",
    )
    other = situations.complete()
    other.documents.filter(kind=DocumentKind.PHOTO).delete()
    other.consents.filter(item="photo").update(answer=Consent.REFUSED)
    assert judged(other)["papers"].outcome == YES


def test_texts_are_measured_where_the_limits_are_known():
    application = ApplicationFactory(profile_message="木" * 200)
    assert judged(application)["texts"].outcome == UNKNOWN
    rules = YearRule.objects.filter(area="公表")
    rules.update(value=200, status=SourceStatus.UNCONFIRMED)
    assert judged(application)["texts"].outcome == YES
    rules.filter(applies_to="自己紹介・抱負").update(value=199)
    assert outcome(application, "texts") == (
        NO,
        "自己紹介・抱負（200字／上限199字）が上限を超えています。"
        "超えた分はデータベースで切り捨てられます。",
    )
    assert judged(application)["texts"].blocks is False


def test_doubles_name_others_and_never_the_person_himself():
    application = ApplicationFactory(phone="017-722-0001")
    assert judged(application)["doubles"].outcome == YES
    CandidateFactory(family_name="津軽", given_name="花子", phone="0177220001")
    MeisterFactory(family_name="南部", given_name="次郎", number="02-1", mobile="017-722-0001")

    assert outcome(application, "doubles") == (
        UNKNOWN,
        "同じ人と思われる記録があります：候補者 津軽 花子（候補）、マイスター 南部 次郎（02-1）",
    )


def test_an_exception_keeps_the_verdict_beside_its_reason():
    application = ApplicationFactory(willing=Answer.NO)
    whole = CertificationApplication.objects.whole().get(pk=application.pk)
    case = replace(case_of(whole), overrides={"willing": "来年度から活動できるため"})

    verdict = next(one for one in checklist(case) if one.rule == "willing")
    assert (verdict.outcome, verdict.overridden_by, verdict.blocks) == (
        NO,
        "来年度から活動できるため",
        False,
    )


def test_what_the_center_can_not_do_without_is_never_let_pass():
    found = judged(
        ApplicationFactory(applied_on=None, fiscal_year=2025, birth_date=None, employer=None)
    )
    open_rules = {rule for rule, verdict in found.items() if verdict.blocks}
    fixed = {rule for rule in open_rules if not can_override(found[rule])}
    assert fixed == {"basics", "applied_on", "jurisdiction", "publication"}
