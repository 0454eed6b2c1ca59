"""Questions to the lists of the yearly confirmation."""

from django.utils import timezone

from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Trade
from meisters.choices import StillActive, Way
from meisters.forms.fields import owners
from meisters.models import Confirmation, ConfirmationRound

OPEN, CLOSED = "open", "closed"
OVERDUE, TO_ACT = "overdue", "to_act"


class RoundFilter(ListFilter):
    state = ChoiceFilter(
        label="状態", choices=((OPEN, "確認中"), (CLOSED, "終了")), method="by_state"
    )

    class Meta:
        model = ConfirmationRound
        fields = ()

    def by_state(self, rows, name, value):
        return rows.filter(closed_on__isnull=value == OPEN)


class PeopleFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・電話・番号")
    round = ModelFilter(label="年度", queryset=ConfirmationRound.objects.all())
    answer = ChoiceFilter(label="回答", choices=StillActive)
    scope = ChoiceFilter(
        label="対応",
        choices=((OVERDUE, "期限を過ぎた未回答"), (TO_ACT, "休止・辞退の手続が必要")),
        method="in_scope",
    )
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="in_trade")
    region = ChoiceFilter(label="活動圏域", choices=Region, method="in_region")
    way = ChoiceFilter(label="回答方法", field_name="answered_way", choices=Way)
    round__owner = ModelFilter(label="担当者", queryset=owners())
    opened_on = DaysFilter(label="確認を始めた日", field_name="round__opened_on")
    answered_on = DaysFilter(label="回答日")
    folded = ("trade", "region", "way", "round__owner", "opened_on", "answered_on")

    class Meta:
        model = Confirmation
        fields = ()

    def in_scope(self, rows, name, value):
        return rows.to_act() if value == TO_ACT else rows.overdue(timezone.localdate())

    def in_trade(self, rows, name, value):
        return rows.filter(meister__trades__trade=value).distinct()

    def in_region(self, rows, name, value):
        return rows.filter(meister__regions__contains=[value])
