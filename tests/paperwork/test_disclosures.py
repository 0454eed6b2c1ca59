"""個人情報の出力記録: nothing leaves without a purpose, and nothing written down changes."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.models import DisclosureLog
from aomori_skills.paperwork.services import disclosures
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


def record(**more):
    given = {"what": "マイスター名簿", "count": 12, "medium": "excel", "purpose": "center"}
    return disclosures.record(UserFactory(tanto=True), **given | more)


def test_who_what_how_many_how_and_why_are_written_down(time_machine):
    time_machine.move_to("2025-07-01T10:00:00+09:00", tick=False)
    log = record(detail="職種：造園")
    log = DisclosureLog.objects.get(pk=log.pk)
    assert (log.by.username, log.what, log.count, log.medium, log.purpose, log.detail) == (
        "tanto",
        "マイスター名簿",
        12,
        Medium.EXCEL,
        Purpose.CENTER,
        "職種：造園",
    )
    assert log.at.isoformat() == "2025-07-01T01:00:00+00:00"
    assert str(log) == "マイスター名簿（Excel、12件）"


@pytest.mark.parametrize(
    ("given", "code", "note", "shown"),
    [
        ("meeting", "meeting", "", "会議・打合せの資料"),
        ("会議・打合せの資料", "meeting", "", "会議・打合せの資料"),
        (
            "会議・打合せの資料：12月の会議",
            "meeting",
            "12月の会議",
            "会議・打合せの資料：12月の会議",
        ),
        ("その他：報道機関への回答", "other", "報道機関への回答", "その他：報道機関への回答"),
        ("県議会への説明", "other", "県議会への説明", "その他：県議会への説明"),
    ],
)
def test_a_purpose_is_a_code_a_label_or_words(given, code, note, shown):
    log = record(purpose=given)
    assert (log.purpose, log.purpose_note, log.purpose_text) == (code, note, shown)


@pytest.mark.parametrize("purpose", ["", "  ", None])
def test_without_a_purpose_nothing_is_recorded(purpose):
    with pytest.raises(disclosures.PurposeRequired, match=r"^利用目的を選択してください。$"):
        record(purpose=purpose)
    assert DisclosureLog.objects.count() == 0


@pytest.mark.parametrize("purpose", ["other", "その他", "その他：", "その他： "])
def test_other_is_explained(purpose):
    with pytest.raises(disclosures.PurposeRequired) as refusal:
        record(purpose=purpose)
    assert str(refusal.value) == ("利用目的が「その他」のときは、目的の内容を入力してください。")


@pytest.mark.parametrize(
    ("given", "code"), [("excel", "excel"), ("印刷", "print"), ("PDF", "pdf"), ("zip", "zip")]
)
def test_a_medium_is_a_code_or_a_label(given, code):
    assert record(medium=given).medium == code


def test_an_unknown_medium_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="fax"):
        record(medium="fax")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"purpose": "other"}, "disclosure_has_purpose"),
        ({"purpose": ""}, "disclosure_has_purpose"),
        ({"medium": "fax"}, "disclosure_medium_known"),
        ({"what": ""}, "disclosure_of_something"),
        ({"count": -1}, "count_check"),
    ],
)
def test_the_database_refuses_an_entry_that_says_nothing(change, constraint):
    log = record()
    log.pk = None
    for name, value in change.items():
        setattr(log, name, value)
    with pytest.raises(IntegrityError, match=constraint):
        log.save(force_insert=True)


def test_the_database_refuses_to_change_or_delete_an_entry():
    record()
    with pytest.raises(InternalError, match="Cannot update or delete rows"), transaction.atomic():
        DisclosureLog.objects.update(count=1)
    with pytest.raises(InternalError, match="Cannot update or delete rows"), transaction.atomic():
        DisclosureLog.objects.all().delete()
    assert DisclosureLog.objects.get().count == 12


def test_long_words_are_cut_not_refused():
    log = record(what="あ" * 300, purpose="その他：" + "い" * 300)
    assert (len(log.what), len(log.purpose_note)) == (200, 200)
