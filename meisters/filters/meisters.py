"""Questions to the register."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Municipality, Trade
from meisters.choices import Category, Licence, MeisterState
from meisters.models import Meister


class MeisterFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・電話・番号")
    state = ChoiceFilter(label="状態", choices=MeisterState)
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="in_trade")
    region = ChoiceFilter(label="活動圏域", choices=Region, method="in_region")
    course = ChoiceFilter(
        label="講習",
        field_name="licence",
        choices=(
            (Licence.NOT_HELD.value, "必須"),
            (Licence.HELD.value, "任意"),
            (Licence.UNKNOWN.value, "未確認"),
        ),
    )
    category = ChoiceFilter(label="区分", choices=Category, method="in_category")
    place = ModelFilter(
        label="勤務先の市町村",
        field_name="employer__municipality",
        queryset=Municipality.objects.all(),
    )
    folded = ("course", "category", "place")

    class Meta:
        model = Meister
        fields = ()

    def in_trade(self, rows, name, value):
        return rows.in_trade(value)

    def in_region(self, rows, name, value):
        return rows.in_region(value)

    def in_category(self, rows, name, value):
        return rows.filter(trades__category=value).distinct()
