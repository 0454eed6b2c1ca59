"""The form that copies a 指導日 to many more days: typed at once, or every week."""

import re
from datetime import date

from django import forms

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.fields import PlainTextField, WholeNumberField
from aomori_skills.base.forms import Group, StaffForm
from aomori_skills.office.forms.open_days import OpenDaysMixin
from aomori_skills.office.models import ClosedDay
from dispatch.rules import repeating
from dispatch.rules.sessions import outside_sentence

SEPARATORS = re.compile(r"[\s、,，]+")


class RepeatForm(OpenDaysMixin, StaffForm):
    """At least one day; the weekly ones are shown first, so that some may be struck out."""

    weekly = WholeNumberField(
        label="毎週くり返す回数",
        required=False,
        min_value=1,
        max_value=repeating.MOST,
        help_text="入力すると、次の週から同じ曜日の日付を下の欄に入れます。祝日と休業日は除きます。",
    )
    dates = PlainTextField(
        label="追加する実施日",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="1行に1日ずつ入力するか、「、」で区切ります。例：「9月17日、9月24日」",
    )
    groups = (Group("追加する実施日", "weekly", "dates"),)

    def __init__(self, *args, session, **kwargs):
        self.session, self.days = session, []
        super().__init__(*args, **kwargs)

    def clean_dates(self) -> str:
        """``days`` are the typed ones in their order, each once."""
        typed, year = self.cleaned_data["dates"], self.session.request.fiscal_year
        found, refused = [], []
        for text in filter(None, SEPARATORS.split(typed)):
            try:
                found.append(repeating.day_of(text, year))
            except wareki.WarekiError as error:
                refused.append(f"「{text}」：{error}")
        refused += [outside_sentence(day, year) for day in found if fiscal_year.of(day) != year]
        if len(found) > repeating.MOST:
            refused.append(f"一度に追加できるのは{repeating.MOST}日までです。")
        if refused:
            raise forms.ValidationError(refused)
        self.days = sorted(set(found))
        return typed

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned.get("weekly"):
            self._propose(cleaned["weekly"])
        elif not self.days:
            self.add_error("dates", "追加する日を1日以上入力してください。")
        return cleaned

    def planned_days(self) -> list[tuple[str, date]]:
        """Of days that were only proposed the open ones alone were taken."""
        return [] if self.errors else [("dates", day) for day in self.days]

    def _propose(self, count: int) -> None:
        first, year = self.session.held_on, self.session.request.fiscal_year
        last = fiscal_year.last_day(year)
        same = self.session.request.sessions.standing().filter(
            starts_at=self.session.starts_at, trade=self.session.trade_id
        )
        taken = {*same.values_list("held_on", flat=True), *self.days}
        closed = ClosedDay.objects.reasons(first, last) if first < last else {}
        days = repeating.weekly(first, count, last=last, closed=closed, taken=taken)
        shown = sorted({*self.days, *days})
        self.data = self.data.copy()
        self.data["weekly"] = ""
        self.data["dates"] = "\n".join(map(wareki.format_date, shown))
        fewer = "（年度末まで）" if len(days) < count else ""
        self.add_error(
            "dates",
            f"毎週の{len(days)}日{fewer}を入れました。行わない日を消してから、"
            "もう一度「追加する」を選択してください。",
        )
