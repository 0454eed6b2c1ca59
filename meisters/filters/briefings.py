"""Questions to the lists of explanations."""

from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Trade
from meisters.choices import BriefingTopic, BriefingWay
from meisters.forms.fields import owners
from meisters.models import Briefing, Meister
from meisters.querysets.briefings import lacking

NONE, WAITING = "none", "waiting"


class UntoldFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・電話・番号")
    topic = ChoiceFilter(label="説明していない事項", choices=BriefingTopic, method="with_topic")
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="in_trade")
    region = ChoiceFilter(label="活動圏域", choices=Region, method="in_region")
    letter = ChoiceFilter(
        label="説明文書",
        choices=((NONE, "未作成"), (WAITING, "未送信")),
        method="by_letter",
    )
    certified_on = DaysFilter(label="認定日")
    folded = ("certified_on",)

    class Meta:
        model = Meister
        fields = ()

    def with_topic(self, rows, name, value):
        return rows.filter(lacking(value))

    def in_trade(self, rows, name, value):
        return rows.filter(trades__trade=value).distinct()

    def in_region(self, rows, name, value):
        return rows.in_region(value)

    def by_letter(self, rows, name, value):
        return rows.filter(drafted=value == WAITING)


class BriefingFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・場所・資料")
    way = ChoiceFilter(label="方法", choices=BriefingWay)
    topic = ChoiceFilter(label="説明事項", choices=BriefingTopic, method="with_topic")
    staff = ModelFilter(label="説明した職員", queryset=owners())
    held_on = DaysFilter(label="説明日")
    folded = ("held_on",)

    class Meta:
        model = Briefing
        fields = ()

    def with_topic(self, rows, name, value):
        return rows.filter(topics__contains=[value])
