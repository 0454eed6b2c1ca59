"""Papers: a missing value is printed visibly and told."""

from dataclasses import dataclass, replace

from django.template import engines

from aomori_skills.base import pdf
from tests.base.papers import LETTER, lines_of


def test_a_missing_value_prints_visibly_and_is_reported():
    paper = pdf.letter(replace(LETTER, number=pdf.Missing("公文書記号", "コーナーの設定")))
    assert lines_of(paper)[0] == "【未設定：公文書記号】"
    assert [(value.name, value.where) for value in paper.missing] == [
        ("公文書記号", "コーナーの設定")
    ]
    assert pdf.letter(LETTER).missing == ()


def test_the_sentence_names_what_to_set_and_where():
    error = pdf.MissingValues(
        [pdf.Missing("公文書記号", "コーナーの設定"), pdf.Missing("長の氏名", "コーナーの設定")]
    )
    assert str(error) == "「コーナーの設定」で公文書記号、長の氏名を設定してから発行してください。"
    error = pdf.MissingValues([*error.missing, pdf.Missing("住所")])
    assert str(error) == (
        "「コーナーの設定」で公文書記号、長の氏名を設定してから発行してください。"
        "住所を設定してから発行してください。"
    )


def test_missing_values_are_found_at_any_depth_and_once():
    @dataclass
    class Box:
        inside: object

    lost, other = pdf.Missing("記号"), pdf.Missing("氏名")
    context = {"a": [Box((lost, {"b": other})), lost], "c": "text", "d": None, "e": {lost}}
    assert pdf.missing_values(context) == (lost, other)
    assert pdf.missing_values({"a": "【未設定：記号】", "b": 1}) == ()


def test_a_missing_value_that_only_the_template_met_is_found_too(tmp_path, settings):
    class Record:
        @property
        def symbol(self):
            return pdf.Missing("記号", "コーナーの設定")

    (tmp_path / "late.html").write_text("<p>{{ record.symbol }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    engines.__init__(None)
    paper = pdf.render("late.html", {"record": Record()})
    assert [(value.name, value.where) for value in paper.missing] == [("記号", "コーナーの設定")]
