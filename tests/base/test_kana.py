"""One spelling for search, the same in Python and in PostgreSQL."""

import unicodedata

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.test.utils import isolate_apps
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aomori_skills.base import kana
from aomori_skills.base.kana import FoldedText, fold

# Assigned in every Unicode version that Python 3.11 or PostgreSQL 14 and later know.
ANY_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\0", codec="utf-8")
)
JAPANESE = st.text(
    st.sampled_from(
        "あいがぱっゃゎゐゔゕゖゝゞーアイガパッャヮヴヵヶヷヽヾ・ｱｲｶﾞﾊﾟｯｬｰ･゛゜\u3099\u309a"
        "青森県髙﨑𠮷邊邉齋斎濵澤冨辻\U000e0100神塚青⻘⼯株(（)）㈱㍿①㋿"
        "aZＡｚ０9 　\u00a0\t\n\u200b\u200d\ufe0f-−‐－―〜～%_\\'\"\x1f\x01"
    )
)
TEXTS = ANY_TEXT | JAPANESE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｱｵﾓﾘ", "あおもり"),
        ("アオモリ", "あおもり"),
        ("あおもり", "あおもり"),
        ("ガ", "が"),
        ("ｶﾞ", "が"),
        ("か\u3099", "が"),
        ("ＡＢＣ　abc", "abcabc"),
        ("髙橋", "高橋"),
        ("﨑山 𠮷郎", "崎山吉郎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("斎藤・齋藤", "斉藤斉藤"),
        ("辻\U000e0100", "辻"),
        ("神", "神"),
        ("鰺ヶ沢町", "鯵け沢町"),
        ("鯵ケ沢町", "鯵け沢町"),
        ("六ヶ所村", "六け所村"),
        ("㈱青森", "株式会社青森"),
        ("（株）青森", "株式会社青森"),
        ("コーナー", "こーなー"),
        ("本町１−２－３", "本町1-2-3"),
        ("100%_\\'", "100%_\\'"),
        ("", ""),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


def test_words_of_a_search_box():
    assert kana.words(" 青森　ｹﾝﾁｸ ・ ") == ["青森", "けんちく"]


@given(TEXTS)
def test_folded_text_is_never_told_apart_by_width_or_kana(text):
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)
    assert not set(fold(text)) & set("ABCアイガッヴヶ・髙邊")


def in_database(*expressions):
    """What PostgreSQL computes for one row."""
    return ContentType.objects.values_list(FoldedText(*expressions))[:1].get()[0]


@pytest.mark.django_db
@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("ＡＢＣ髙﨑𠮷邊　ｱｵﾓﾘ㈱・辻\U000e0100ヶ")
@example("%s %% \\ ' \"")
@example("ÀÉßſK")
def test_the_database_folds_alike(text):
    assert in_database(Value(text)) == fold(text)


@pytest.mark.django_db
def test_every_folded_character_alone():
    """Each entry of the table, and each abbreviation, in one go."""
    text = "あ".join([*kana._TABLE, *(short for short, _ in kana._ABBREVIATIONS)])
    assert in_database(Value(text)) == fold(text)


@pytest.mark.django_db
def test_fields_are_parted_and_null_is_empty():
    null = Value(None, output_field=models.TextField())
    assert in_database(Value("青森"), Value("ア オ")) == "青森 あお"
    assert in_database(null, Value("アオ")) == " あお"
    assert in_database(null) == ""


def declare_place():
    """A model with a folded column, declared anew at each call."""

    class Place(models.Model):
        name = models.CharField(max_length=50)
        kana = models.CharField(max_length=50, null=True)  # noqa: DJ001
        search_text = models.GeneratedField(
            expression=FoldedText("name", "kana"),
            output_field=models.TextField(),
            db_persist=True,
        )

        class Meta:
            app_label = "base"

    return Place


@pytest.mark.django_db
@isolate_apps("aomori_skills.base")
def test_generated_column_follows_its_sources():
    place_model = declare_place()
    with connection.schema_editor() as editor:
        editor.create_model(place_model)
    place = place_model.objects.create(name="弘前　市", kana=None)
    place.refresh_from_db()
    assert place.search_text == "弘前市 "
    place_model.objects.update(name=F("name"), kana="ﾋﾛｻｷ%ｼ")
    place.refresh_from_db()
    assert place.search_text == "弘前市 ひろさき%し"
    assert place_model.objects.filter(search_text__contains=fold("ヒロサキ")).count() == 1


def state_with_place():
    """The project state of a freshly declared Place."""
    with isolate_apps("aomori_skills.base"):
        state = ProjectState()
        state.add_model(ModelState.from_model(declare_place()))
    return state


def test_migrations_see_no_change():
    detector = MigrationAutodetector(state_with_place(), state_with_place())
    assert detector.changes(MigrationGraph()) == {}


def test_expression_is_written_into_migrations_by_its_name():
    code, imports = MigrationWriter.serialize(FoldedText("name", "kana"))
    names = {}
    exec("\n".join(imports), names)
    assert eval(code, names) == FoldedText("name", "kana")
    assert eval(code, names) != FoldedText("name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("やまだ たろう", "ヤマダ　タロウ"),
        ("ﾔﾏﾀﾞ  ﾀﾛｳ", "ヤマダ　タロウ"),
        ("さ-びす", "サービス"),
        (" ヴァイオリン ", "ヴァイオリン"),
    ],
)
def test_to_katakana(text, expected):
    assert kana.to_katakana(text) == expected
    assert kana.is_kana(expected) is True


@pytest.mark.parametrize("text", ["", "　", "ー", "山田", "やまだ", "ﾔﾏﾀﾞ", "ヤマダ1", "ヤマダ\n"])
def test_what_is_no_katakana(text):
    assert kana.is_kana(text) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("０１７（７２３）１２３４", "0177231234"),
        ("+81 (0)17-723-1234", "0177231234"),
        ("+81 90 1234 5678", "09012345678"),
        ("〒030-0801", "0300801"),
        ("なし", ""),
    ],
)
def test_digits(text, expected):
    assert kana.digits(text) == expected
