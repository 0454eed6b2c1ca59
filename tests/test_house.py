"""The house rules that a reader can't see in one file."""

import re
from pathlib import Path

import pghistory.core
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CheckConstraint

from aomori_skills.base.workflow import StatefulModel, Step

OUR_APPS = ("office", "paperwork", "front", "meisters", "dispatch", "competitions", "council")
WITHOUT_HISTORY = {"office.SubmittedForm", "paperwork.Job"}
"""Tables that hold no business: tokens of forms, and the progress of long acts at each step."""

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SCREENS = [path for path in TEMPLATES if "pdf" not in path.parts]


def our_models():
    events = set(pghistory.core.event_models())
    return [
        model
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
        if model not in events and not issubclass(model, pghistory.models.Event)
    ]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_business_table_keeps_its_history(model):
    tracked = bool(list(pghistory.core.event_models(tracks_model=model)))

    assert tracked == (model._meta.label not in WITHOUT_HISTORY)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_word_of_a_table_is_japanese(model):
    words = [model._meta.verbose_name] + [
        field.verbose_name
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not field.is_relation
    ]

    assert [word for word in words if re.fullmatch(r"[ -~]*", str(word))] == []


@pytest.mark.parametrize(
    "model",
    [model for model in our_models() if issubclass(model, StatefulModel)],
    ids=lambda model: model._meta.label,
)
def test_every_state_is_known_to_the_database(model):
    names = [
        constraint.name
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and constraint.name.endswith("_state_known")
    ]

    assert len(names) == 1
    assert {state for step in model.workflow.transitions.values() for state in step.sources} <= set(
        model.workflow.states.values
    )


@pytest.mark.parametrize(
    "model",
    [model for model in our_models() if issubclass(model, Step)],
    ids=lambda model: model._meta.label,
)
def test_a_step_that_needs_a_reason_is_refused_without_one_by_the_database(model):
    subject = model._meta.get_field("subject").related_model
    needing = {name for name, step in subject.workflow.transitions.items() if step.comment_required}
    condition = next(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if constraint.name.endswith("_step_comment")
    )

    assert {name for name in subject.workflow.transitions if f"'{name}'" in condition} == needing


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(path.parents[1])))
def test_no_screen_carries_code_that_the_content_policy_forbids(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\son[a-z]+=|\sstyle=|<style|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*src=)(?![^>]*type=\"application/json\")", text) == []


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(path.parents[1])))
def test_every_form_that_posts_is_protected(path):
    for form in re.findall(
        r"<form[^>]*method=\"post\".*?</form>", path.read_text(encoding="utf-8"), re.DOTALL
    ):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(path.parents[1])))
def test_nothing_is_fetched_from_elsewhere(path):
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", path.read_text(encoding="utf-8")) == []


def test_sources_and_tests_stay_small():
    roots = ("aomori_skills", "meisters", "dispatch", "competitions", "council", "tests")
    long = [
        (str(path.relative_to(settings.BASE_DIR)), lines)
        for root in roots
        for path in Path(settings.BASE_DIR, root).rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    ]

    assert long == []


def test_files_leave_by_one_door_only():
    """Their headers are written there."""
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for root in ("aomori_skills", "meisters", "dispatch", "competitions", "council")
        for path in Path(settings.BASE_DIR, root).rglob("*.py")
        if "Content-Disposition" in path.read_text(encoding="utf-8")
    }

    assert found == {"aomori_skills/base/downloads.py"}


def test_no_module_has_a_drawer_name():
    drawers = {"utils", "helpers", "common", "mixins", "misc"}
    found = [
        path
        for root in ("aomori_skills", "meisters", "dispatch", "competitions", "council")
        for path in Path(settings.BASE_DIR, root).rglob("*.py")
        if path.stem in drawers
    ]

    assert found == []


WAVE_DASH = "\u301c"
FOLDING = {"aomori_skills/base/kana.py", "tests/base/test_kana.py"}
"""Where both characters have to be known: a search finds either."""


def test_ranges_are_written_with_one_character():
    kinds = {".py", ".html", ".csv", ".js"}
    places = ("aomori_skills", "dispatch", "meisters", "competitions", "council", "templates")
    found = [
        str(path.relative_to(settings.BASE_DIR))
        for place in (*places, "static/js", "tests")
        for path in sorted((settings.BASE_DIR / place).rglob("*"))
        if path.suffix in kinds and WAVE_DASH in path.read_text(encoding="utf-8")
    ]
    assert set(found) - FOLDING == set()
