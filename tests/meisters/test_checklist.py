"""要件チェック: each rule answers ○, × or ？, in the version of the application date."""

from dataclasses import replace
from datetime import date

import pytest

from aomori_skills.base.verdict import Outcome, blocking
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule
from aomori_skills.office.services.masters import load_year_rules
from meisters.choices import Answer, Consent, DocumentKind, Employment, Licence, Relation
from meisters.models import CertificationApplication
from meisters.rules.checklist import can_override, checklist
from meisters.services.facts import case_of, verdicts_of
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    ConsentFactory,
    InstructionRecordFactory,
    MeisterFactory,
    PracticePeriodFactory,
    QualificationFactory,
    RoundFactory,
)
from tests.factories.office import OrganizationFactory, TradeFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db
YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
R7_RULES = [
    "ground",
    "trade",
    "practice",
    "instruction",
    "head_judgement",
    "recommendation",
    "publication",
    "willing",
    "basics",
    "applied_on",
    "jurisdiction",
    "papers",
    "licence",
    "texts",
    "doubles",
]


@pytest.fixture(autouse=True)
def rules():
    load_year_rules()


def judged(application) -> dict:
    whole = CertificationApplication.objects.whole().get(pk=application.pk)
    return {verdict.rule: verdict for verdict in verdicts_of(whole)}


def outcome(application, rule) -> tuple[Outcome, str]:
    verdict = judged(application)[rule]
    return verdict.outcome, verdict.text


def test_a_complete_application_of_r7_has_nothing_in_its_way():
    found = judged(situations.complete())

    assert list(found) == R7_RULES
    assert blocking(found.values()) == []
    assert {rule for rule, verdict in found.items() if verdict.outcome != YES} == {
        "head_judgement",  # made with the approval
        "texts",  # the limit is not set yet
    }


def test_an_empty_draft_says_no_to_nothing():
    application = ApplicationFactory(
        applied_on=None,
        fiscal_year=2025,
        birth_date=None,
        employment=Employment.UNKNOWN,
        employer=None,
    )
    found = judged(application).values()
    assert [verdict.rule for verdict in found if verdict.outcome == NO] == []


# 資格要件・職種


def test_ground_asks_for_a_qualification_with_its_day():
    application = ApplicationFactory()
    assert outcome(application, "ground") == (UNKNOWN, "資格が入力されていません。")
    row = QualificationFactory(application=application, acquired_on=None)
    assert outcome(application, "ground") == (
        UNKNOWN,
        "建築大工の1級技能士の取得日が未入力です。",
    )
    row.acquired_on = date(2025, 7, 2)
    row.save()
    assert outcome(application, "ground") == (
        NO,
        "建築大工の1級技能士の取得日（令和7年7月2日）が申請日より後です。",
    )
    row.acquired_on = date(2025, 7, 1)
    row.save()
    assert outcome(application, "ground") == (YES, "建築大工：1級技能士を確認しました。")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, YES),
        (date(2025, 7, 1), None, YES),
        (date(2025, 7, 2), None, NO),
        (None, date(2025, 7, 1), YES),
        (None, date(2025, 6, 30), NO),
    ],
)
def test_a_trade_is_certifiable_between_its_days(since, until, expected):
    trade = TradeFactory(name="造園", certifiable_from=since, certifiable_to=until)
    application = ApplicationFactory(applied_on=date(2025, 7, 1))
    QualificationFactory(application=application, trade=trade, operation=None)

    assert judged(application)["trade"].outcome == expected


def test_a_trade_of_unconfirmed_source_is_marked():
    trade = TradeFactory(name="造園", status=SourceStatus.UNCONFIRMED)
    application = ApplicationFactory()
    QualificationFactory(application=application, trade=trade, operation=None)

    verdict = judged(application)["trade"]
    assert (verdict.outcome, verdict.confirmed) == (YES, False)


# 実務・指導経験: R7


@pytest.mark.parametrize(
    ("ends_on", "expected", "text"),
    [
        (date(2025, 3, 31), YES, "実務経験は通算15年です（基準は15年以上）。"),
        (date(2025, 3, 30), NO, "実務経験は通算14年11か月です（基準は15年以上）。"),
    ],
)
def test_r7_counts_practice_before_the_qualification_too(ends_on, expected, text):
    application = ApplicationFactory(applied_on=date(2025, 7, 1))
    QualificationFactory(application=application, acquired_on=date(2024, 10, 1))
    PracticePeriodFactory(application=application, starts_on=date(2010, 4, 1), ends_on=ends_on)

    assert outcome(application, "practice") == (expected, text)


def test_practice_without_entries_is_unknown():
    assert outcome(ApplicationFactory(), "practice") == (
        UNKNOWN,
        "実務経験が入力されていません。",
    )


@pytest.mark.parametrize(("times", "expected"), [(1, NO), (2, YES)])
def test_r7_counts_times_of_instruction_until_the_application(times, expected):
    application = ApplicationFactory(applied_on=date(2025, 7, 1))
    assert judged(application)["instruction"].outcome == UNKNOWN
    InstructionRecordFactory(application=application, times=times)
    InstructionRecordFactory(application=application, starts_on=date(2025, 7, 2), times=9)

    assert outcome(application, "instruction") == (
        expected,
        f"実技指導経験は{times}回です（基準は2回以上）。",
    )


# 実務・指導経験: R6 and before


def r6(**fields):
    application = ApplicationFactory(applied_on=date(2025, 3, 31), **fields)
    PracticePeriodFactory(
        application=application, starts_on=date(1990, 4, 1), ends_on=date(2025, 3, 31)
    )
    InstructionRecordFactory(
        application=application,
        starts_on=date(2010, 4, 1),
        ends_on=date(2025, 3, 31),
        times=1,
    )
    return application


@pytest.mark.parametrize(
    ("acquired_on", "practice", "instruction"),
    [
        (None, UNKNOWN, UNKNOWN),
        (date(2020, 4, 1), YES, YES),
        (date(2020, 4, 2), NO, YES),
        (date(2022, 4, 1), NO, YES),
        (date(2022, 4, 2), NO, NO),
    ],
)
def test_r6_counts_years_after_the_qualification(acquired_on, practice, instruction):
    application = r6()
    QualificationFactory(application=application, acquired_on=acquired_on)

    found = judged(application)
    assert (found["practice"].outcome, found["instruction"].outcome) == (practice, instruction)


def test_the_same_person_is_judged_by_the_version_of_the_application_date():
    application = r6()
    QualificationFactory(application=application, acquired_on=date(2020, 4, 1))
    before = judged(application)
    application.applied_on = date(2025, 4, 1)
    application.save()
    after = judged(application)

    assert before["practice"].text == "資格取得後の実務経験は通算5年です（基準は5年以上）。"
    assert before["instruction"].text == "資格取得後の実技指導経験は通算5年です（基準は3年以上）。"
    assert after["practice"].text == "実務経験は通算35年です（基準は15年以上）。"
    assert after["instruction"].text == "実技指導経験は1回です（基準は2回以上）。"
    assert list(before) == list(after) == R7_RULES


@pytest.mark.parametrize(
    ("name", "rule", "blocks"),
    [
        ("実務経験年数", "practice", True),
        ("実技指導経験", "instruction", True),
        ("コーナー長の判断", "head_judgement", False),
        ("第三者の推薦（二親等以内の親族を除く）", "recommendation", True),
        ("公表への同意", "publication", True),
    ],
)
def test_a_criterion_that_the_version_lacks_is_asked_for(name, rule, blocks):
    application = situations.complete()
    YearRule.objects.filter(fiscal_year=2025, area="認定", rule=name).delete()

    found = judged(application)
    verdict = found[rule]
    assert list(found) == R7_RULES
    assert (verdict.outcome, verdict.blocks) == (UNKNOWN, blocks)
    assert verdict.text == (
        f"令和7年度の基準に「{name}」が登録されていません。「年度の基準」で登録してください。"
    )


def test_r6_borrows_what_r7_asks_and_marks_it():
    found = judged(r6())
    borrowed = {rule: found[rule] for rule in ("head_judgement", "recommendation", "publication")}
    assert {(row.source, row.confirmed) for row in borrowed.values()} == {
        ("R7の基準を準用（要確認）", False)
    }


def test_a_year_without_rules_borrows_the_latest_and_says_so():
    application = ApplicationFactory(applied_on=date(2026, 4, 1))
    whole = CertificationApplication.objects.whole().get(pk=application.pk)

    criteria = case_of(whole).criteria
    assert (criteria.year, criteria.is_borrowed) == (2025, True)
    assert criteria.notice == (
        "令和8年度の認定の基準が未登録のため、令和7年度の基準で判定しています。"
    )


def test_without_any_rules_nothing_is_judged_and_nobody_can_let_it_pass():
    application = ApplicationFactory(applied_on=date(2023, 4, 1))
    verdict = judged(application)["criteria"]

    assert (verdict.outcome, verdict.blocks, can_override(verdict)) == (UNKNOWN, True, False)


def test_an_unset_value_is_unknown_and_not_zero():
    YearRule.objects.filter(fiscal_year=2025, rule="実務経験年数").update(
        value=None, status=SourceStatus.UNSET
    )
    application = ApplicationFactory()
    PracticePeriodFactory(application=application)

    assert outcome(application, "practice") == (
        UNKNOWN,
        "「実務経験年数」の基準値が未定です。「年度の基準」で設定してください。",
    )


def test_a_value_of_unconfirmed_source_is_marked():
    YearRule.objects.filter(fiscal_year=2025, rule="実務経験年数").update(
        status=SourceStatus.UNCONFIRMED
    )
    application = ApplicationFactory()
    PracticePeriodFactory(application=application)

    verdict = judged(application)["practice"]
    assert (verdict.outcome, verdict.confirmed, verdict.source) == (
        YES,
        False,
        "茨城県 R7認定基準",
    )


# 推薦・意欲・公表・免許


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


# 本人・申請先・書類・文章・重複


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


# 例外


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
