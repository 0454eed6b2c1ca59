"""Text, readings, postcodes and telephone numbers."""

import re
import unicodedata

from django import forms
from django.core.validators import MaxLengthValidator

from aomori_skills.base import kana
from aomori_skills.base.fields.sentences import Required, refuse, without

_COMPATIBILITY_KANJI = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_EMOJI = re.compile(
    "[\U0001f000-\U0001f0ff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
    "⌚⌛⏩-⏬⏰⏳☔☕♈-♓♿⚓⚡⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗➕-➗➰➿⬛⬜⭐⭕]|.\ufe0f"
)


def clean_text(text: str, *, multiline: bool = False) -> str:
    """``text`` without control characters and outer spaces, composed (NFC), lines ended by \\n.

    Compatibility kanji (U+FA19 for 神) stay as typed: they are how some names are written.
    """
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = text if multiline else re.sub("[\n\t]+", " ", text)
    text = re.sub(
        f"[^{_COMPATIBILITY_KANJI}]+",
        lambda run: unicodedata.normalize("NFC", run[0]),
        _UNSEEN.sub("", text),
    )
    return text.strip()


class PlainTextField(Required, forms.CharField):
    """Text as ``clean_text`` leaves it; lines are kept if the widget is a Textarea.

    ``data-max-length`` feeds the live counter; no ``maxlength``, which would cut a paste silently.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators = without(self.validators, MaxLengthValidator)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        if limit := attrs.pop("maxlength", None):
            attrs["data-max-length"] = limit
        return attrs

    def to_python(self, value):
        if value not in self.empty_values:
            value = clean_text(str(value), multiline=isinstance(self.widget, forms.Textarea))
        return super().to_python(value)

    def validate(self, value):
        super().validate(value)
        if self.max_length is not None and len(value or "") > self.max_length:
            limit, count = f"{self.max_length:,}", f"{len(value):,}"
            refuse(self, f"は{limit}文字以内で入力してください（現在{count}文字）。", "max_length")
        if value and (found := _EMOJI.search(value)):
            refuse(self, f"に使えない文字（{found[0]}）があります。絵文字を取り除いてください。")


class KanaField(PlainTextField):
    """A reading typed in any kana; full-width katakana is stored."""

    def to_python(self, value):
        text = super().to_python(value)
        return kana.to_katakana(text) if text else text

    def validate(self, value):
        super().validate(value)
        if value and not kana.is_kana(value):
            refuse(self, "はひらがなかカタカナだけで入力してください。")


class PostcodeField(PlainTextField):
    """Seven digits however written; 030-0801 is stored."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return text
        digits = kana.digits(text)
        return f"{digits[:3]}-{digits[3:]}" if _only_number(text) and len(digits) == 7 else text

    def validate(self, value):
        if value and not re.fullmatch(r"[0-9]{3}-[0-9]{4}", value):
            refuse(self, "は「030-0801」のように7桁の数字で入力してください。")
        super().validate(value)


class JapanesePhoneField(PlainTextField):
    """A domestic number with its area code; 017-723-1234 is stored, hyphens kept or set."""

    def to_python(self, value):
        text = super().to_python(value)
        return _hyphenated(text) if text and _only_number(text) else text

    def validate(self, value):
        digits = kana.digits(value or "")
        if value and not (_only_number(value) and re.fullmatch(r"0[0-9]{9,10}", digits)):
            refuse(self, "は「017-123-4567」のように市外局番から入力してください。")
        super().validate(value)


def _only_number(text: str) -> bool:
    tidy = unicodedata.normalize("NFKC", text)
    return re.fullmatch(r"[〒+]?[0-9()\s‐‑–—―−ー-]+", tidy) is not None


def _hyphenated(text: str) -> str:
    digits = kana.digits(text)
    patterns = (
        r"(0[5-9]0)([0-9]{4})([0-9]{4})",
        r"(0120)([0-9]{3})([0-9]{3})",
        r"(0800)([0-9]{3})([0-9]{4})",
        r"(017[2-689])([0-9]{2})([0-9]{4})",
        r"(017)([0-9]{3})([0-9]{4})",
    )
    for pattern in patterns:
        if match := re.fullmatch(pattern, digits):
            return "-".join(match.groups())
    groups = [kana.digits(group) for group in re.split(r"[^0-9０-９]+", text) if group]
    typed = text.strip().startswith(("0", "０", "(0", "（０")) and len(groups) == 3
    return "-".join(groups) if typed else digits
