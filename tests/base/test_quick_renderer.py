"""The quick renderer writes what Django's templates write."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test import SimpleTestCase

from aomori_skills.base.forms.quick_renderer import QuickRenderer

NASTY = "\"><b>&'ねぶた"
ATTRS = {"id": "a", "required": True, "disabled": False, "data-n": 3, "aria-label": NASTY}
GROUPS = [("", "選択してください"), ("青森", [("1", NASTY), (2, "津軽")]), (None, "なし")]


@pytest.mark.parametrize("value", [None, "", NASTY, 0, 12])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(),
        forms.NumberInput(attrs={"min": 0}),
        forms.EmailInput(),
        forms.HiddenInput(),
        forms.DateInput(),
        forms.TimeInput(),
        forms.Select(choices=GROUPS),
        forms.Select(choices=[(0, "零"), (12, "十二")]),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_it_writes_the_same(widget, value):
    quick, plain = (
        widget.render("name", value, ATTRS, renderer())
        for renderer in (QuickRenderer, TemplatesSetting)
    )
    SimpleTestCase().assertHTMLEqual(quick, plain)
    assert "<b>" not in quick


def test_other_widgets_keep_their_templates():
    widget = forms.CheckboxSelectMultiple(choices=[(1, "一")])
    assert widget.render("name", [1], renderer=QuickRenderer()) == widget.render(
        "name", [1], renderer=TemplatesSetting()
    )
