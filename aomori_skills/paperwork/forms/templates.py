"""文例: wording with listed placeholders only."""

from django import forms

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.paperwork.forms.messages import ITEMS_HELP
from aomori_skills.paperwork.models import MessageTemplate
from aomori_skills.paperwork.rules import placeholders


class TemplateForm(VersionedFormMixin, StaffModelForm):
    groups = (Group("文面", "subject", "body", "items"),)

    class Meta:
        model = MessageTemplate
        fields = ("subject", "body", "items")
        widgets = {
            "body": forms.Textarea(attrs={"rows": 12}),
            "items": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "body": "1行が1段落になります。段落の初めの1字下げは、文書では自動で付きます。",
            "items": ITEMS_HELP,
        }

    def clean_subject(self):
        return self._known_only("subject")

    def clean_body(self):
        return self._known_only("body")

    def clean_items(self):
        return self._known_only("items")

    def _known_only(self, name: str) -> str:
        text, label = self.cleaned_data[name], self.fields[name].label
        known = {one["name"] for one in self.instance.placeholders}
        strange = [one for one in placeholders.unfilled(text) if one not in known]
        if strange:
            words = "".join(f"「{{{{{one}}}}}」" for one in strange)
            raise forms.ValidationError(
                f"{label}の{words}は、この文例では差し込めません。下の一覧にある項目を使ってください。"
            )
        if placeholders.is_broken(text):
            raise forms.ValidationError(
                f"{label}の「{{{{」と「}}}}」の組合せを直してください。片方だけのものがあります。"
            )
        return text
