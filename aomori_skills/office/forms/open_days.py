"""A planned day on which the office is closed is pointed out once and taken the second time."""

from django import forms

from aomori_skills.base import wareki
from aomori_skills.office.models import ClosedDay
from aomori_skills.office.rules import closed_reason

SEEN = "closed_seen"


class OpenDaysMixin:
    """For forms with plans: put it first; ``open_days`` names the date fields.

    The notice stands at its field; saving the same day again takes it. A stored day that nobody
    changes is left alone.
    """

    open_days: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False)

    def _post_clean(self):
        """After every other check: an error of its own comes first, and hides no other."""
        super()._post_clean()
        cleaned = self.cleaned_data
        days = {name: cleaned[name] for name in self._planned() if cleaned.get(name)}
        if days:
            self._point_out(days, seen=cleaned.get(SEEN, "").split())

    def _planned(self) -> list[str]:
        stored = getattr(getattr(self, "instance", None), "pk", None)
        return [name for name in self.open_days if not stored or name in self.changed_data]

    def _point_out(self, days, *, seen) -> None:
        local = ClosedDay.objects.reasons(min(days.values()), max(days.values()))
        closed = []
        for name, day in days.items():
            reason = closed_reason(day, local)
            if reason:
                closed.append(day.isoformat())
            if reason and day.isoformat() not in seen:
                self.add_error(
                    name,
                    f"{wareki.format_date(day)}は休業日（{reason}）です。"
                    "この日でよければ、もう一度保存してください。",
                )
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = " ".join(closed)
