"""The field of every file, and why a document is issued again or voided."""

from django import forms

from aomori_skills.paperwork.rules import attachments as rules
from aomori_skills.paperwork.rules.refusal import AttachmentRefused


class AttachmentField(forms.FileField):
    """A file of an accepted kind; give its value to ``services.attachments.store``."""

    def __init__(self, **options):
        options.setdefault("help_text", f"{rules.KIND_NAMES}、{rules.limit_text()}まで")
        super().__init__(**options)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": rules.ACCEPT}

    def clean(self, data, initial=None):
        uploaded = super().clean(data, initial)
        if data:
            try:
                rules.accept(uploaded)
            except AttachmentRefused as refusal:
                raise forms.ValidationError(str(refusal), code="refused") from refusal
        return uploaded
