"""A planned day on which the office is closed: said once, taken when it is sent again."""

from datetime import date

import pytest

from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import StaffForm
from aomori_skills.office.forms.open_days import OpenDaysMixin
from aomori_skills.office.models import ClosedDay

pytestmark = pytest.mark.django_db


class PlanForm(OpenDaysMixin, StaffForm):
    planned_on = WarekiDateField(label="予定日", required=False)
    open_days = ("planned_on",)


def notice(reason, day="令和7年12月14日") -> list[str]:
    return [f"{day}は休業日（{reason}）です。この日でよければ、もう一度保存してください。"]


@pytest.mark.parametrize(
    ("typed", "shown", "reason"),
    [
        ("R7.12.14", "令和7年12月14日", "日曜日"),
        ("R7.12.13", "令和7年12月13日", "土曜日"),
        ("R7.11.3", "令和7年11月3日", "文化の日"),
        ("R7.12.29", "令和7年12月29日", "年末年始"),
    ],
)
def test_a_closed_day_is_pointed_out_once(typed, shown, reason):
    ClosedDay.objects.create(day=date(2025, 12, 29), reason="年末年始")
    first = PlanForm({"planned_on": typed})

    assert first.errors == {"planned_on": notice(reason, shown)}
    assert PlanForm(first.data).is_valid()


def test_another_closed_day_is_pointed_out_too():
    first = PlanForm({"planned_on": "R7.12.14"})
    first.is_valid()

    second = PlanForm(first.data | {"planned_on": "R7.12.21"})

    assert second.errors == {"planned_on": notice("日曜日", "令和7年12月21日")}


@pytest.mark.parametrize("typed", ["R7.12.15", ""])
def test_an_open_day_and_none_are_taken(typed):
    assert PlanForm({"planned_on": typed}).is_valid()


class StretchForm(OpenDaysMixin, StaffForm):
    """Two days that belong together, as the form of a course has them."""

    starts_on = WarekiDateField(label="開催日")
    ends_on = WarekiDateField(label="最終日")
    open_days = ("starts_on", "ends_on")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "starts_on" in cleaned and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "最終日は開催日以後の日付を入力してください。")
        return cleaned


def test_a_closed_day_hides_no_error_of_its_own_field_or_another():
    """Both days are Sundays, the last before the first."""
    form = StretchForm({"starts_on": "R7.12.14", "ends_on": "R7.12.7"})

    assert form.errors == {
        "starts_on": notice("日曜日"),
        "ends_on": ["最終日は開催日以後の日付を入力してください。"],
    }
