"""公文書: a letter carries what the office has set for its day."""

from datetime import date

import pytest

from aomori_skills.base import pdf
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import NumberSeries
from aomori_skills.paperwork.rules.documents import DocumentRefused
from aomori_skills.paperwork.services import letters
from tests.base.papers import lines_of
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.paperwork import letter


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
