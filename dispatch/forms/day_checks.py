"""Writing down how it stands with every item of the day, on one page."""

from collections.abc import Mapping

from django import forms

from aomori_skills.base.conflict import Difference
from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import Group, StaffForm
from dispatch.choices import DayItem, Readiness
from dispatch.models import DayCheck
from dispatch.rules.readiness import Check

UNSEEN = Check(Readiness.OPEN)
NOTE_LENGTH = DayCheck._meta.get_field("note").max_length
CONFLICT = (
    "入力中に、ほかの職員がこの記録を保存しました。"
    "下の「食い違い」を確認し、この画面の内容でよければもう一度保存してください。"
)


class DayChecksForm(StaffForm):
    """State and note of each item; ``changes`` are those that were changed on this page.

    Each item carries what was read, so that two people at work on different items don't meet.
    ``told`` says what other records know of an item.
    """

    def __init__(self, data=None, *, checks: Mapping[str, Check], told: Mapping[str, str]):
        self.stored = {item: checks.get(item.value, UNSEEN) for item in DayItem}
        self.differences: list[Difference] = []
        self.changes: dict[str, tuple[str, str]] = {}
        self.groups = tuple(_group(item, told.get(item.value, "")) for item in DayItem)
        self.base_fields = {
            name: field for item in DayItem for name, field in _fields(item, self.stored[item])
        }
        super().__init__(data)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        for item in DayItem:
            typed = (cleaned[f"{item.value}_state"], cleaned[f"{item.value}_note"])
            stored = _pair(self.stored[item])
            if _text(typed) == cleaned[f"{item.value}_read"] or typed == stored:
                continue
            if cleaned[f"{item.value}_read"] != _text(stored):
                self.differences.append(Difference(item.label, _shown(stored), _shown(typed)))
            self.changes[item.value] = typed
        if self.differences:
            self._carry_on_from_here()
            raise forms.ValidationError(CONFLICT, code="conflict")
        return cleaned

    def _carry_on_from_here(self) -> None:
        """Take in what others saved: their items as they are, ours over what is stored now."""
        self.data = self.data.copy()
        for item in DayItem:
            stored = _pair(self.stored[item])
            self.data[f"{item.value}_read"] = _text(stored)
            if item.value not in self.changes:
                self.data[f"{item.value}_state"], self.data[f"{item.value}_note"] = stored


def _group(item: DayItem, told: str) -> Group:
    return Group(
        item.label,
        f"{item.value}_state",
        f"{item.value}_note",
        f"{item.value}_read",
        note=told.replace("\n", "／"),
    )


def _fields(item: DayItem, check: Check):
    state, note = _pair(check)
    yield (
        f"{item.value}_state",
        forms.ChoiceField(label=f"{item.label}の状況", choices=Readiness.choices, initial=state),
    )
    yield (
        f"{item.value}_note",
        PlainTextField(
            label=f"{item.label}の内容", max_length=NOTE_LENGTH, required=False, initial=note
        ),
    )
    hidden = forms.CharField(
        required=False, widget=forms.HiddenInput, initial=_text((state, note)), strip=False
    )
    yield f"{item.value}_read", hidden


def _pair(check: Check) -> tuple[str, str]:
    return check.state.value, check.note


def _text(pair: tuple[str, str]) -> str:
    return ":".join(pair)


def _shown(pair: tuple[str, str]) -> str:
    state, note = pair
    return "\n".join(filter(None, (Readiness(state).label, note)))
