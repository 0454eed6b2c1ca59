"""公文書: reissued under a new number, and 欠番."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import OfficialDocument
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.services import documents, letters
from tests.base.papers import lines_of
from tests.factories.office import ProfileFactory
from tests.factories.paperwork import issued, letter


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
