"""指導技法等講習: who must, who may, who is not known; and whose typing counts in a grid."""

from datetime import date

import pytest

from meisters.choices import CourseKind, CourseReply, Licence, Obligation
from meisters.rules import courses as rules
from meisters.rules import grid_cells

DONE = date(2025, 9, 30)


@pytest.mark.parametrize(
    ("licence", "completed_on", "outcome", "text", "word"),
    [
        (Licence.HELD, None, "○", "任意（職業訓練指導員免許があります）", "任意"),
        (Licence.HELD, DONE, "○", "修了（令和7年9月30日）", "修了"),
        (
            Licence.NOT_HELD,
            None,
            "×",
            "必須・未修了（職業訓練指導員免許がありません）",
            "必須",
        ),
        (Licence.NOT_HELD, DONE, "○", "修了（令和7年9月30日）", "修了"),
        (Licence.UNKNOWN, None, "？", "未確認（免許の有無を確認してください）", "未確認"),
        (Licence.UNKNOWN, DONE, "○", "修了（令和7年9月30日）", "修了"),
    ],
)
def test_every_licence_with_and_without_completion(licence, completed_on, outcome, text, word):
    verdict = rules.course_verdict(licence, completed_on)

    assert (verdict.outcome, verdict.text, verdict.blocks) == (outcome, text, False)
    assert rules.obligation_word(licence, completed_on) == word


@pytest.mark.parametrize(
    ("licence", "obliged"),
    [
        (Licence.HELD, Obligation.OPTIONAL),
        (Licence.NOT_HELD, Obligation.REQUIRED),
        (Licence.UNKNOWN, Obligation.UNKNOWN),
    ],
)
def test_only_our_course_obliges_and_only_once(licence, obliged):
    assert rules.obligation(CourseKind.TEACHING, licence, None) == obliged
    assert rules.obligation(CourseKind.TEACHING, licence, DONE) == Obligation.OPTIONAL
    assert rules.obligation(CourseKind.TRAINER, licence, None) == Obligation.OPTIONAL
    assert rules.obligation(CourseKind.EXCHANGE, licence, None) == Obligation.OPTIONAL


@pytest.mark.parametrize(
    ("capacity", "count", "sentence"),
    [
        (None, 5, ""),
        (20, 5, "定員20人に対して5人で、あと15人です。"),
        (20, 20, "定員20人に対して20人で、あと0人です。"),
        (20, 23, "定員20人に対して23人で、3人超えています。"),
    ],
)
def test_the_capacity_is_a_sentence(capacity, count, sentence):
    assert rules.capacity_sentence(capacity, count) == sentence


BEFORE = {"reply": CourseReply.PENDING, "note": ""}
YES = {"reply": CourseReply.COMING, "note": ""}
NO = {"reply": CourseReply.NOT_COMING, "note": "出張"}


@pytest.mark.parametrize(
    ("stored", "typed", "changes", "conflicts"),
    [
        (BEFORE, BEFORE, {}, {}),
        (BEFORE, YES, {1: YES}, {}),
        (YES, BEFORE, {}, {}),
        (YES, YES, {}, {}),
        (YES, NO, {}, {1: YES}),
    ],
    ids=["nobody", "only here", "only there", "both the same", "both differently"],
)
def test_who_changed_a_row_alone_is_right(stored, typed, changes, conflicts):
    merged = grid_cells.merge({1: stored}, [grid_cells.Typed(1, grid_cells.digest(BEFORE), typed)])

    assert (merged.changes, merged.conflicts) == (changes, conflicts)


def test_a_row_looks_the_same_from_the_form_and_from_the_database():
    typed = {"reply": "coming", "replied_on": DONE, "note": "一行目\r\n二行目", "nights": None}
    stored = {
        "note": "一行目\n二行目",
        "nights": None,
        "replied_on": DONE,
        "reply": CourseReply.COMING,
    }

    assert grid_cells.digest(typed) == grid_cells.digest(stored)
