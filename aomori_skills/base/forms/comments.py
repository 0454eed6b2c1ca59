"""One question after a step: why, or what else is to be said."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms.staff import StaffForm


class CommentForm(StaffForm):
    """The reason for a step, or a remark on it.

    ``max_length`` is what the record holds that keeps the words.
    """

    comment = PlainTextField(
        label="理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args, required=True, label="", help_text="", max_length: int | None = None, **kwargs
    ):
        super().__init__(*args, **kwargs)
        field = self.fields["comment"]
        field.required = required
        field.label = label or ("理由" if required else "連絡事項")
        field.help_text = help_text
        if max_length:
            field.max_length = field.widget.attrs["data-max-length"] = max_length
