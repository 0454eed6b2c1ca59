"""公文書: numbers without gaps or doubles, files that never change, reissue and 欠番."""

import hashlib
import random
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import FileDamaged, NumberSeries, OfficialDocument
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.services import documents, files, letters
from tests.base.test_pdf import lines_of
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.paperwork import issued, letter


def stored_files() -> set[str]:
    return set(files._files_below(OfficialDocument.FOLDER))


def overwrite(name: str, content: bytes) -> None:
    with open(default_storage.path(name), "wb") as file:
        file.write(content)


class Interrupted(Exception):
    """What happens to an act that fails after its letter was issued."""


# Numbers


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


# Files


@pytest.mark.django_db
def test_a_reprint_is_the_same_byte_for_byte():
    document = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued().issued_by)
    content = pdf.letter(letter(number="青技振第2号"))
    again = OfficialDocument.objects.get(pk=document.pk)
    assert again.read() == content
    assert again.read() == again.read()
    assert again.sha256 == hashlib.sha256(content).hexdigest()
    assert (again.size, again.content_type) == (len(content), "application/pdf")


@pytest.mark.django_db
def test_the_file_has_a_random_name_outside_the_static_files(settings):
    first, second = issued(), issued()
    assert first.file.name != second.file.name
    assert set(first.file.name) <= set("documents/0123456789abcdef.pdf")
    path = default_storage.path(first.file.name)
    assert path.startswith(str(settings.FILES_ROOT))
    assert not path.startswith(str(settings.STATIC_ROOT))


@pytest.mark.django_db
def test_a_changed_file_is_not_handed_out():
    document = issued()
    overwrite(document.file.name, b"%PDF forged")
    with pytest.raises(FileDamaged) as damage:
        document.read()
    assert str(damage.value) == (
        "「青技振第1号 認定結果について」のファイルが保存したときの内容と異なるため、開けません。"
        "管理者に連絡し、バックアップから戻してください。"
    )


@pytest.mark.django_db
def test_a_lost_file_is_said_in_a_sentence():
    document = issued()
    default_storage.delete(document.file.name)
    with pytest.raises(FileDamaged) as damage:
        document.read()
    assert str(damage.value) == (
        "「青技振第1号 認定結果について」のファイルが見つかりません。"
        "管理者に連絡し、バックアップから戻してください。"
    )


@pytest.mark.django_db
def test_a_failed_issue_leaves_no_file():
    before = stored_files()
    with pytest.raises(IntegrityError), transaction.atomic():
        issued(kind=DocumentKind.MEMO)
    assert stored_files() == before


@pytest.mark.django_db
def test_sweeping_leaves_what_rows_name_and_what_is_fresh():
    document = issued()
    orphan = default_storage.save("documents/ff/orphan.pdf", document.file.file)
    assert files.sweep() == 0
    assert default_storage.exists(orphan)
    files.sweep(older_than=timedelta(seconds=-1))
    assert not default_storage.exists(orphan)
    assert document.read() == f"%PDF {document.number}".encode()


# Nothing changes afterwards


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"subject": "別の件名"},
        {"number": "青技振第9号"},
        {"file": "documents/other.pdf"},
        {"sha256": "0" * 64},
        {"issued_on": date(2025, 7, 2)},
        {"letter": {"subject": "別"}},
    ],
)
def test_the_database_refuses_to_change_an_issued_document(change):
    document = issued()
    with pytest.raises(InternalError, match="Cannot update rows"):
        OfficialDocument.objects.filter(pk=document.pk).update(**change)


@pytest.mark.django_db
def test_the_database_refuses_to_delete_documents_and_counters():
    document = issued()
    with pytest.raises(InternalError, match="Cannot delete rows"), transaction.atomic():
        document.delete()
    with pytest.raises(InternalError, match="Cannot delete rows"), transaction.atomic():
        NumberSeries.objects.all().delete()
    assert document.read() == b"%PDF \xe9\x9d\x92\xe6\x8a\x80\xe6\x8c\xaf\xe7\xac\xac1\xe5\x8f\xb7"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"serial": 0}, "document_number_whole"),
        ({"serial": None}, "document_number_whole"),
        ({"symbol": ""}, "document_number_whole"),
        ({"number": ""}, "document_number_whole"),
        ({"fiscal_year": 2024}, "document_in_its_year"),
        ({"issued_on": date(2025, 3, 31)}, "document_in_its_year"),
        ({"sha256": "x" * 64}, "officialdocument_has_digest"),
        ({"sha256": "0" * 63}, "officialdocument_has_digest"),
        ({"size": 0}, "officialdocument_has_file"),
        ({"file": ""}, "officialdocument_has_file"),
        ({"reissue_reason": "理由"}, "reissue_has_reason"),
        ({"void_reason": "理由"}, "void_has_reason"),
        ({"voided_at": timezone.now()}, "void_has_reason"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(change, constraint):
    document = issued()
    row = OfficialDocument.objects.get(pk=document.pk)
    row.pk, row.serial = None, 2
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint):
        row.save(force_insert=True)


@pytest.mark.django_db
def test_the_database_refuses_a_number_twice():
    row = OfficialDocument.objects.get(pk=issued().pk)
    row.pk = None
    with pytest.raises(IntegrityError, match="document_number_once"):
        row.save(force_insert=True)


# Reissue and 欠番


@pytest.mark.django_db
def test_a_reissue_is_a_new_entry_with_a_new_number_and_date(time_machine):
    by = issued().issued_by
    first = letters.issue(letter(), kind=DocumentKind.NOTICE, by=by)
    content = first.read()
    time_machine.move_to("2025-08-05T00:30:00+09:00")
    second = documents.reissue(first, by=by, reason="宛先で破損したため")
    assert (second.number, second.issued_on) == ("青技振第3号", date(2025, 8, 5))
    assert (second.reissue_of, second.reissue_reason) == (first, "宛先で破損したため")
    assert (second.kind, second.subject, second.addressee) == (
        first.kind,
        first.subject,
        first.addressee,
    )
    assert lines_of(second.read())[:3] == [
        "青技振第3号",
        "令和7年8月5日",
        "株式会社りんご工務店御中",
    ]
    assert OfficialDocument.objects.get(pk=first.pk).read() == content
    third = documents.reissue(second, by=by, reason="再度破損したため")
    assert lines_of(third.read())[0] == "青技振第4号"


@pytest.mark.django_db
def test_a_reissue_names_the_head_and_the_address_of_its_own_day():
    by = issued().issued_by
    written = letters.compose(
        subject="訪問について",
        addressees=("株式会社りんご工務店　御中",),
        issued_on=date(2025, 7, 1),
        paragraphs=("下記のとおり訪問します。",),
        contact="津軽 担当",
    )
    first = letters.issue(written, kind=DocumentKind.NOTICE, by=by)
    assert "浪岡林檎" in "".join(lines_of(first.read()))
    ProfileFactory(
        effective_from=date(2026, 4, 1),
        head_name="岩木 新長",
        address="青森市架空町9-9-9",
        letter_symbol="青技振",
    )
    second = documents.reissue(
        first, by=by, reason="宛先で破損したため", issued_on=date(2026, 4, 2)
    )
    text = "".join(lines_of(second.read()))
    assert ("岩木新長" in text, "架空町9-9-9" in text, "津軽担当" in text) == (True, True, True)
    assert ("浪岡林檎" in text, "架空町1-2-3" in text) == (False, False)


@pytest.mark.django_db
def test_a_reissue_may_be_rendered_by_the_area_that_wrote_it():
    first = issued()
    second = documents.reissue(
        first,
        by=first.issued_by,
        reason="誤字の訂正",
        issued_on=date(2026, 4, 1),
        render=lambda number: number.encode(),
    )
    assert (second.number, second.fiscal_year, second.read().decode()) == (
        "青技振第1号",
        2026,
        "青技振第1号",
    )


@pytest.mark.django_db
def test_a_reissue_needs_a_reason_and_a_text():
    first = issued()
    with pytest.raises(DocumentRefused, match=r"^再発行の理由を入力してください。$"):
        documents.reissue(first, by=first.issued_by, reason=" ")
    with pytest.raises(DocumentRefused) as refusal:
        documents.reissue(first, by=first.issued_by, reason="破損")
    assert str(refusal.value) == (
        "「青技振第1号 認定結果について」は、この画面からは再発行できません。"
        "元の業務の画面から発行し直してください。"
    )


@pytest.mark.django_db
def test_a_memo_is_reissued_as_a_memo():
    by = issued().issued_by
    memo = letters.issue(letter(), kind=DocumentKind.MEMO, by=by, numbered=False)
    again = documents.reissue(memo, by=by, reason="紛失のため", issued_on=date(2025, 7, 9))
    assert (again.number, again.kind) == ("", DocumentKind.MEMO)
    assert lines_of(again.read())[:2] == ["事務連絡", "令和7年7月9日"]


@pytest.mark.django_db
def test_a_voided_number_stays_taken_and_its_file_stays():
    document = issued()
    documents.void(document.pk, by=document.issued_by, reason=" 誤って発行したため ")
    voided = OfficialDocument.objects.get(pk=document.pk)
    assert voided.is_voided
    assert (voided.voided_by, voided.void_reason) == (document.issued_by, "誤って発行したため")
    assert voided.read() == document.read()
    assert issued().serial == 2
    assert list(OfficialDocument.objects.voided()) == [voided]
    assert [row.serial for row in OfficialDocument.objects.valid()] == [2]


@pytest.mark.django_db
def test_what_cannot_be_voided():
    document, memo = issued(), issued(kind=DocumentKind.MEMO, numbered=False)
    by = document.issued_by
    with pytest.raises(DocumentRefused, match=r"^欠番の理由を入力してください。$"):
        documents.void(document.pk, by=by, reason="")
    with pytest.raises(DocumentRefused) as refusal:
        documents.void(memo.pk, by=by, reason="誤り")
    assert str(refusal.value) == (
        "「事務連絡 認定結果について」には文書番号がないため、欠番にできません。"
    )
    documents.void(document.pk, by=by, reason="誤り")
    with pytest.raises(DocumentRefused) as refusal:
        documents.void(document.pk, by=by, reason="誤り")
    assert str(refusal.value) == "「青技振第1号 認定結果について」は、すでに欠番になっています。"


@pytest.mark.django_db
def test_what_a_record_rests_on_is_not_voided_until_it_is_released():
    document = issued(held=True)
    by = document.issued_by
    with pytest.raises(DocumentRefused, match="業務の記録で使われているため、欠番にできません。"):
        documents.void(document.pk, by=by, reason="誤り")
    assert not OfficialDocument.objects.get(pk=document.pk).can_be_voided
    documents.release(document.pk)
    assert OfficialDocument.objects.get(pk=document.pk).can_be_voided
    assert documents.void(document.pk, by=by, reason="誤り").is_voided


@pytest.mark.django_db(transaction=True)
def test_two_who_void_at_once_void_once():
    document = issued()
    by, start, answers = document.issued_by, Barrier(2), []

    def act(reason):
        try:
            start.wait()
            answers.append(documents.void(document.pk, by=by, reason=reason).void_reason)
        except DocumentRefused as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=act, args=(reason,)) for reason in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    document.refresh_from_db()
    assert sorted(answers) == sorted(
        [document.void_reason, "「青技振第1号 認定結果について」は、すでに欠番になっています。"]
    )


# Letters of the office


@pytest.mark.django_db
def test_a_letter_carries_the_office_of_its_day():
    ProfileFactory()
    ProfileFactory(effective_from=date(2025, 10, 1), head_name="弘前 花子", fax="", email="")
    by = UserFactory(tanto=True)

    def composed(day):
        return letters.compose(
            subject="件名", addressees=["宛名"], issued_on=day, paragraphs=["本文"], contact=by
        )

    before, after = composed(date(2025, 9, 30)), composed(date(2025, 10, 1))
    assert before.sender == ("青森県技能振興コーナー", "コーナー長　浪岡 林檎")
    assert after.sender == ("青森県技能振興コーナー", "コーナー長　弘前 花子")
    assert before.contact == pdf.Contact(
        "青森県技能振興コーナー",
        (
            ("担当", "津軽 担当"),
            ("住所", "〒030-0000　青森市架空町1-2-3"),
            ("電話", "017-000-0000"),
            ("FAX", "017-000-0001"),
            ("メール", "corner@example.jp"),
        ),
    )
    assert [label for label, _ in after.contact.lines] == ["担当", "住所", "電話"]


@pytest.mark.django_db
def test_what_the_office_has_not_set_is_visible_in_the_preview_and_blocks_the_issue():
    profile = ProfileFactory(letter_symbol="", head_name="", phone="")
    composed = letters.compose(
        subject="件名", addressees=["宛名"], issued_on=date(2025, 7, 1), paragraphs=["本文"]
    )
    preview = letters.preview(composed)
    assert lines_of(preview)[0] == "【未設定：公文書記号】"
    assert [value.name for value in preview.missing] == ["長の氏名", "電話番号", "公文書記号"]
    by = UserFactory(tanto=True)
    profile.letter_symbol = "青技振"
    profile.save()
    with pytest.raises(DocumentRefused) as refusal:
        letters.issue(composed, kind=DocumentKind.NOTICE, by=by)
    assert str(refusal.value) == (
        "「コーナーの設定」で長の氏名、電話番号を設定してから発行してください。"
    )


@pytest.mark.django_db
def test_a_preview_takes_no_number():
    ProfileFactory()
    lines = lines_of(letters.preview(letter()))
    assert (lines[0], lines[-1]) == ("青技振第号", "案")
    assert lines_of(letters.preview(letter(), numbered=False))[0] == "事務連絡"
    assert NumberSeries.objects.count() == 0


@pytest.mark.django_db
def test_search_finds_number_subject_and_addressee_however_written():
    found = issued(subject="派遣の決定について", addressee="㈱髙﨑ガラス　御中")
    issued(subject="別件")
    for text in ("第1号", "ﾊｹﾝ 決定", "派遣", "高崎がらす", "株式会社高崎"):
        expected = [] if text.startswith("ﾊ") else [found]
        assert list(OfficialDocument.objects.search(text).order_by("pk")) == expected
