"""Questions to the calendar."""

from datetime import date

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.dated import Dated, DatedState
from aomori_skills.base.forms import RemoteSelect
from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter
from aomori_skills.front.calendar.gathering import KINDS, gather
from aomori_skills.office.choices import Region
from aomori_skills.office.models import User
from dispatch.choices import DispatchKind
from meisters.models import Meister

ALL_YEAR = "year"


class CalendarFilter(ListFilter):
    """What stands between the two days of ``period``; the queryset that it is given is empty."""

    staff = ModelFilter(label="職員（立会・担当）", queryset=User.objects.in_service())
    meister = ModelFilter(
        label="マイスター",
        queryset=Meister.objects.filter(merged_into=None),
        widget=RemoteSelect("meisters:meister_options"),
    )
    region = ChoiceFilter(label="圏域", choices=Region)
    kind = ChoiceFilter(label="種類", choices=KINDS)
    state = ChoiceFilter(label="状態", choices=DatedState)
    dispatch_kind = ChoiceFilter(label="派遣の区分", choices=DispatchKind)
    folded = ("state", "dispatch_kind")

    class Meta:
        model = User
        fields = ()

    def __init__(self, *args, period: tuple[date, date], **kwargs):
        self.period = period
        super().__init__(*args, **kwargs)

    @property
    def qs(self) -> list[Dated]:
        if not hasattr(self, "_found"):
            asked = dict(self.values())
            person = asked.get("meister")
            first, last = self.shown_period(asked)
            found = gather(self.request.user, first, last, meister=person and person.pk)
            self._found = [one for one in found if _fits(one, asked)]
        return self._found

    def shown_period(self, asked) -> tuple[date, date]:
        return self.period


class CalendarListFilter(CalendarFilter):
    """The list of a fiscal year: of the current one from today on, unless all of it is wanted."""

    scope = ChoiceFilter(label="期間", choices=((ALL_YEAR, "年度のすべて"),))
    order = ("scope", "staff", "meister", "region", "kind", "state", "dispatch_kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, last = self.period
        self.is_current = first <= timezone.localdate() <= last
        label = "今日から" if self.is_current else fiscal_year.label(fiscal_year.of(first))
        self.filters["scope"].extra["empty_label"] = label

    def shown_period(self, asked) -> tuple[date, date]:
        first, last = self.period
        from_today = self.is_current and "scope" not in asked
        return (timezone.localdate() if from_today else first, last)


def _fits(one: Dated, asked: dict) -> bool:
    """Whether ``one`` meets every condition in use."""
    staff = asked.get("staff")
    return (staff is None or staff.pk in one.concerns) and all(
        asked.get(name) in (None, getattr(one, name))
        for name in ("region", "kind", "state", "dispatch_kind")
    )
