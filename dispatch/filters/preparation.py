"""Questions to the list of days that are being prepared."""

from django.utils import timezone

from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.choices import Region
from dispatch.choices import DispatchKind, RequestState
from dispatch.models import Session
from dispatch.querysets import preparation
from dispatch.rules.day_checks import PREPARING
from dispatch.rules.readiness import ITEMS
from meisters.forms.fields import owners

DUE, OPEN = "due", "open"
SCOPES = (
    (DUE, "確認の期限が来て、未確認があるもの"),
    (OPEN, "未確認があるもの"),
)


class PreparationFilter(ListFilter):
    """Sessions from today on, whichever year they belong to."""

    q = SearchFilter(hint="番号・依頼元・場所・氏名")
    scope = ChoiceFilter(
        label="範囲", choices=SCOPES, method="keep", empty_label="今日からのすべて"
    )
    lacking = ChoiceFilter(
        label="未確認の項目", choices=[(one.value, one.label) for one in ITEMS], method="lack"
    )
    attendant = ModelFilter(label="立会職員", queryset=owners())
    request__owner = ModelFilter(label="担当者", queryset=owners())
    staff = ModelFilter(label="担当者か立会職員", queryset=owners(), method="of_staff")
    state = ChoiceFilter(
        label="派遣依頼の状態",
        field_name="request__state",
        choices=[(one.value, RequestState(one).label) for one in PREPARING],
    )
    kind = ChoiceFilter(label="派遣の区分", field_name="request__kind", choices=DispatchKind)
    region = ChoiceFilter(label="圏域", field_name="municipality__region", choices=Region)
    held_on = DaysFilter(label="実施日")
    folded = ("staff", "state", "kind", "region", "held_on")

    class Meta:
        model = Session
        fields = ()

    def keep(self, rows, name, value):
        rows = preparation.unready(rows)
        return preparation.pressing(rows, timezone.localdate()) if value == DUE else rows

    def lack(self, rows, name, value):
        return preparation.lacking(rows, value)

    def of_staff(self, rows, name, value):
        return rows.filter(preparation.of_staff(value))

    def filter_queryset(self, queryset):
        return preparation.upcoming(super().filter_queryset(queryset), timezone.localdate())
