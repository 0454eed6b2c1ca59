"""Whole and decimal numbers as people type them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator

from aomori_skills.base.fields.sentences import Required, refuse, without

LARGEST_WHOLE_NUMBER = 2_147_483_647
EXAMPLES = {"歳": "20"}
"""What is typed, by the unit, where the usual example would be odd."""
ANY_UNIT = ("円", "人", "名", "回", "歳")
"""Taken where a field names no unit; never 時間 or 分, which would be read one for the other."""


class _NumberText:
    """What whole and decimal numbers share: full-width digits, commas and the unit are taken."""

    widget = forms.TextInput

    def __init__(self, *, unit: str = "", **kwargs):
        self.unit = unit
        super().__init__(**kwargs)
        self.validators = without(self.validators, MaxValueValidator, MinValueValidator)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": self.inputmode, "autocomplete": "off"}

    def _tidy(self, value) -> str:
        text = unicodedata.normalize("NFKC", str(value)).replace("−", "-")
        text = re.sub(r"[,、\s]", "", text)
        units = (self.unit,) if self.unit else ANY_UNIT
        unit = next((one for one in units if text.endswith(one)), "")
        return text.removesuffix(unit).removeprefix("¥" if "円" in units else "")

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        digits = len(str(abs(int(value))))
        typed = f"（現在{digits}桁）" if digits > 10 else ""
        if self.min_value is not None and value < self.min_value:
            limit = f"は{self.min_value:,}以上"
        elif self.max_value is not None and value > self.max_value:
            limit = f"は{self.max_value:,}以下"
        else:
            return
        refuse(self, f"{limit}の数字で入力してください{typed}。", "out_of_range")


class WholeNumberField(Required, _NumberText, forms.IntegerField):
    """A whole number; ``unit`` ("円", "人") may be typed behind it."""

    inputmode = "numeric"

    def __init__(self, *, max_value: int = LARGEST_WHOLE_NUMBER, **kwargs):
        super().__init__(max_value=max_value, **kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        text = self._tidy(value)
        if not re.fullmatch(r"[-+]?[0-9]{1,4000}(\.0*)?", text):
            example = EXAMPLES.get(self.unit, "1200")
            refuse(self, f"は「{example}」のように数字だけで入力してください。")
        return int(text.partition(".")[0])


class DecimalNumberField(Required, _NumberText, forms.DecimalField):
    """A number with decimals, such as hours; too many decimals are refused, never rounded."""

    inputmode = "decimal"

    def __init__(self, *, max_digits: int = 12, decimal_places: int = 2, **kwargs):
        whole = max_digits - decimal_places
        kwargs.setdefault("max_value", Decimal(10) ** whole - Decimal(10) ** -decimal_places)
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)
        self.validators = without(self.validators, DecimalValidator)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = self._tidy(value)
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = None
        if number is None or not re.fullmatch(r"[-+]?[0-9]{0,4000}(\.[0-9]{0,4000})?", text):
            refuse(self, "は「1.5」のように数字だけで入力してください。")
        if -number.normalize().as_tuple().exponent > self.decimal_places:
            refuse(self, f"は小数点以下{self.decimal_places}桁までの数字で入力してください。")
        return number
