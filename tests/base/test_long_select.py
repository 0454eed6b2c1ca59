"""The quick select writes what Django's own would write."""

from django import forms
from django.test import SimpleTestCase

from aomori_skills.base.forms.long_select import LongSelect, WrittenOptions

CHOICES = [
    ("", "選択してください"),
    (1, '<b>"左官"</b> & 塗装'),
    ("建設", [("2", "大工"), ("3", "とび")]),
]


def test_the_same_html_as_djangos():
    for value in (None, "", 1, "3", "x"):
        attrs = {"class": "form-select", "id": "id_trade", "aria-describedby": "a&b"}
        quick = LongSelect(choices=CHOICES).render("trade", value, attrs)
        slow = forms.Select(choices=CHOICES).render("trade", value, attrs)
        SimpleTestCase().assertHTMLEqual(quick, slow)


def test_options_written_once_serve_every_value():
    first, second = LongSelect(choices=CHOICES), LongSelect()
    second.written = WrittenOptions(first.optgroups("trade", []))
    for value in (None, "", 1, "3", "x"):
        SimpleTestCase().assertHTMLEqual(
            second.render("trade", value), forms.Select(choices=CHOICES).render("trade", value)
        )
