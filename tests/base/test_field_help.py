"""What a form says below a field: text is text, and links are made on purpose."""

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html


class Typed(forms.Form):
    plain = forms.CharField(help_text="会場は<b>実習室</b>です。")
    linked = forms.CharField(help_text=format_html('<a href="/x/">{}</a>', "<新しい取引先>"))


def below(name: str) -> str:
    text = render_to_string("components/field_help.html", {"field": Typed()[name]})
    return text.split(">", 1)[1].removesuffix("\n").removesuffix("</div>")


def test_the_text_of_a_record_is_never_markup():
    assert below("plain") == "会場は&lt;b&gt;実習室&lt;/b&gt;です。"


def test_a_link_stays_a_link():
    assert below("linked") == '<a href="/x/">&lt;新しい取引先&gt;</a>'
