"""A planned day on which the office is closed, or that is over, is pointed out once."""

from datetime import date

from django import forms
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.office.models import ClosedDay
from aomori_skills.office.rules import closed_reason

SEEN = "closed_seen"


class OpenDaysMixin:
    """For forms with plans: put it first; ``open_days`` names the date fields.

    The notice stands at its field; saving the same day again takes it. A stored day that nobody
    changes is left alone. With ``asks_past`` a day that is over is pointed out in the same way.
    """

    open_days: tuple[str, ...] = ()
    asks_past = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False)

    def _post_clean(self):
        """After every other check: an error of its own comes first, and hides no other."""
        super()._post_clean()
        days = self.planned_days()
        if days:
            self._point_out(days, seen=self.cleaned_data.get(SEEN, "").split())

    def planned_days(self) -> list[tuple[str, date]]:
        """The field and each day that is planned in it."""
        stored = getattr(getattr(self, "instance", None), "pk", None)
        names = [name for name in self.open_days if not stored or name in self.changed_data]
        days = self.cleaned_data
        return [(name, days[name]) for name in names if days.get(name)]

    def _point_out(self, days, *, seen) -> None:
        every = [day for _, day in days]
        local = ClosedDay.objects.reasons(min(every), max(every))
        closed = []
        for name, day in days:
            told = self._doubts(day, local)
            if told:
                closed.append(day.isoformat())
            if told and day.isoformat() not in seen:
                text = f"{wareki.format_date(day)}は{told}です。"
                self.add_error(name, f"{text}この日でよければ、もう一度保存してください。")
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = " ".join(closed)

    def _doubts(self, day: date, local) -> str:
        """What speaks against the day, in words; empty for nothing."""
        reason = closed_reason(day, local)
        past = self.asks_past and day < timezone.localdate()
        told = ["過ぎた日付"] if past else []
        return "、".join([*told, f"休業日（{reason}）"] if reason else told)
