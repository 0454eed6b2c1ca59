"""公文書: numbers without gaps or doubles, and what blocks an issue."""

import random
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import NumberSeries, OfficialDocument
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.services import documents, files
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.paperwork import issued, letter
from tests.paperwork.stored_documents import stored_files


class Interrupted(Exception):
    """What happens to an act that fails after its letter was issued."""


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_issues_with_rollbacks_leave_no_gap_and_no_double():
    ProfileFactory()
    by = UserFactory(tanto=True)
    dice = random.Random(20250401)
    fates = ["inside", "outside"] * 4 + ["kept"] * 12
    dice.shuffle(fates)
    start, errors = Barrier(len(fates)), []
    before = stored_files()

    def act(fate):
        def render(number):
            if fate == "inside":
                raise Interrupted
            return number.encode()

        try:
            start.wait()
            with transaction.atomic():
                issued(by=by, render=render)
                if fate == "outside":
                    raise Interrupted
        except Interrupted:
            pass
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=act, args=(fate,)) for fate in fates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = OfficialDocument.objects.order_by("serial")
    assert errors == []
    assert [row.serial for row in kept] == list(range(1, 13))
    assert [row.number for row in kept] == [f"青技振第{n}号" for n in range(1, 13)]
    assert [row.read().decode() for row in kept] == [row.number for row in kept]
    assert NumberSeries.objects.get().last_serial == 12
    assert len(stored_files() - before) == 12 + 4
    assert files.sweep(older_than=timedelta(seconds=-1)) >= 4
    assert stored_files() == {row.file.name for row in kept}


@pytest.mark.django_db
def test_the_earliest_day_is_told_by_the_letters_alone(time_machine):
    time_machine.move_to(date(2026, 4, 10))
    profile = ProfileFactory()
    assert documents.earliest_day() == date(2025, 4, 1)
    NumberSeries.objects.create(symbol="修了", fiscal_year=2026, last_serial=1)
    assert documents.earliest_day() == date(2025, 4, 1)
    NumberSeries.objects.create(symbol=profile.letter_symbol, fiscal_year=2026, last_serial=1)
    assert documents.earliest_day() == date(2026, 4, 1)


@pytest.mark.django_db
def test_numbers_restart_each_april():
    days = [date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 2)]
    made = [issued(issued_on=day) for day in days]
    again = issued(issued_on=date(2025, 3, 31))
    assert [(row.fiscal_year, row.serial) for row in (*made, again)] == [
        (2024, 1),
        (2024, 2),
        (2025, 1),
        (2025, 2),
        (2024, 3),
    ]
    assert (again.number, again.fiscal_year_label) == ("青技振第3号", "令和6年度")


@pytest.mark.django_db
def test_a_new_symbol_starts_its_own_series():
    first = issued()
    ProfileFactory(effective_from=date(2025, 10, 1), letter_symbol="青能技")
    second, third = issued(issued_on=date(2025, 10, 1)), issued(issued_on=date(2025, 9, 30))
    assert [row.number for row in (first, second, third)] == [
        "青技振第1号",
        "青能技第1号",
        "青技振第2号",
    ]


@pytest.mark.django_db
def test_a_memo_has_no_number_and_takes_none():
    numbers = []
    memo = issued(
        kind=DocumentKind.MEMO,
        numbered=False,
        render=lambda number: numbers.append(number) or b"%PDF",
    )
    assert (memo.symbol, memo.serial, memo.number, numbers) == ("", None, "", [""])
    assert NumberSeries.objects.count() == 0
    assert str(memo) == "事務連絡 認定結果について"
    assert memo.file_name == "事務連絡_認定結果について.pdf"


@pytest.mark.django_db
def test_a_memo_with_a_number_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="memo_has_no_number"):
        issued(kind=DocumentKind.MEMO)


# What blocks


@pytest.mark.django_db
@pytest.mark.parametrize("symbol", ["", " "])
def test_without_a_symbol_nothing_is_issued_and_the_sentence_says_where_to_set_it(symbol):
    ProfileFactory(letter_symbol=symbol)
    with pytest.raises(DocumentRefused) as refusal:
        issued()
    assert str(refusal.value) == "「コーナーの設定」で公文書記号を設定してから発行してください。"
    assert OfficialDocument.objects.count() == 0


@pytest.mark.django_db
def test_before_the_first_profile_nothing_is_issued():
    ProfileFactory(effective_from=date(2025, 7, 2))
    OfficeProfile.objects.filter(effective_from=date(2020, 4, 1)).delete()
    by = UserFactory(tanto=True)
    with pytest.raises(DocumentRefused) as refusal:
        documents.issue(
            kind=DocumentKind.NOTICE,
            subject="件名",
            addressee="宛名",
            issued_on=date(2025, 7, 1),
            by=by,
            render=lambda number: b"%PDF",
        )
    assert str(refusal.value) == "「コーナーの設定」で公文書記号を設定してから発行してください。"


@pytest.mark.django_db
def test_a_paper_with_a_missing_value_is_not_issued_and_takes_no_number():
    incomplete = letter(
        sender=("青森県技能振興コーナー", pdf.Missing("長の氏名", "コーナーの設定"))
    )
    before = stored_files()
    with pytest.raises(DocumentRefused) as refusal:
        issued(render=lambda number: pdf.letter(incomplete))
    assert str(refusal.value) == "「コーナーの設定」で長の氏名を設定してから発行してください。"
    assert NumberSeries.objects.count() == 0
    assert stored_files() == before


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_only_those_who_may_issue_do(trait):
    other, document = UserFactory(**{trait: True}), issued()
    sentence = "公文書を発行する権限がありません。担当の管理者に確認してください。"
    for act in (
        lambda: issued(by=other),
        lambda: documents.reissue(document, by=other, reason="破損"),
        lambda: documents.void(document.pk, by=other, reason="誤り"),
    ):
        with pytest.raises(DocumentRefused) as refusal:
            act()
        assert str(refusal.value) == sentence
    assert OfficialDocument.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"subject": ""}, "件名を入力してください。"),
        ({"addressee": " 　"}, "宛名を入力してください。"),
        ({"subject": "あ" * 201}, "件名は200文字以内で入力してください（今は201文字です）。"),
    ],
)
def test_words_that_do_not_fit_are_refused_before_a_number_is_taken(words, sentence):
    with pytest.raises(DocumentRefused) as refusal:
        issued(**words)
    assert str(refusal.value) == sentence
    assert NumberSeries.objects.count() == 0


@pytest.mark.django_db
def test_search_finds_number_subject_and_addressee_however_written():
    found = issued(subject="派遣の決定について", addressee="㈱髙﨑ガラス　御中")
    issued(subject="別件")
    for text in ("第1号", "ﾊｹﾝ 決定", "派遣", "高崎がらす", "株式会社高崎"):
        expected = [] if text.startswith("ﾊ") else [found]
        assert list(OfficialDocument.objects.search(text).order_by("pk")) == expected
