"""Sentences for what Django itself refuses; the office's own fields speak for themselves."""

from django import forms

from aomori_skills.base.fields import PlainTextField, speak_plainly
from aomori_skills.base.fields.sentences import name

TEXT_LIMIT = 10_000


def speak_japanese(fields: dict[str, forms.Field]) -> None:
    """Let every field say what to do, under its own name."""
    speak_plainly(fields)
    for field in fields.values():
        label = name(field)
        field.error_messages |= {
            "unique": f"別の{label}を入力してください。同じ{label}がすでに登録されています。",
            "invalid_list": f"{label}は一覧から選択してください。",
            "invalid_pk_value": f"{label}は一覧から選択してください。",
            "min_length": (
                f"{label}は%(limit_value)d文字以上で入力してください（現在%(show_value)d文字）。"
            ),
            "empty": f"{label}には中身のあるファイルを選択してください。",
            "null_characters_not_allowed": (
                f"{label}に使えない文字が含まれています。入力し直してください。"
            ),
        }


def limit_texts(fields: dict[str, forms.Field]) -> None:
    """No text is endless: one without a limit of its own gets ``TEXT_LIMIT``."""
    for field in fields.values():
        if isinstance(field, PlainTextField) and field.max_length is None:
            field.max_length = TEXT_LIMIT
