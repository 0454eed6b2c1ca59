"""The question that a new record raises if somebody like this person is already known."""

from django import forms

from aomori_skills.base.fields import speak_plainly
from aomori_skills.base.forms import StaffModelForm, style
from meisters.models import Candidate
from meisters.services.facts import Lookalike, lookalikes

MARKS = ("family_kana", "given_kana", "birth_date", "phone", "mobile")
"""By these a person is recognized."""


class DoublesForm(StaffModelForm):
    """Refuses a person who looks like one on record until somebody has looked at ``found``.

    A record that exists already is asked about only when one of its marks changes.
    """

    found: list[Lookalike] = []

    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk or not set(MARKS).isdisjoint(self.changed_data):
            marks = {name: cleaned[name] for name in MARKS if cleaned.get(name)}
            own = self.instance.pk if isinstance(self.instance, Candidate) else None
            self.found = lookalikes(Candidate(pk=own, **marks))
        if self.found:
            self._ask()
        return cleaned

    def _ask(self) -> None:
        field = forms.BooleanField(label="別人であることを確認した", required=False)
        speak_plainly({"is_other_person": field})
        style(field)
        self.fields["is_other_person"] = field
        if not self.data.get(self.add_prefix("is_other_person")):
            self.add_error(
                "is_other_person",
                "同じ人と思われる記録があります。記録を開いて確かめ、別人であれば"
                "「別人であることを確認した」をチェックして、もう一度保存してください。",
            )
