"""Questions to the register."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Municipality, Trade
from meisters.choices import ELSEWHERE, Category, Licence, MeisterState
from meisters.models import Meister

COMPLETED = "completed"
LOCATIONS = (*Region.choices, (ELSEWHERE, ELSEWHERE))
"""圏域 of workplace or home, as 職種×圏域 counts people."""


class MeisterFilter(ListFilter):
    q = SearchFilter(hint="氏名・カナ・電話・番号")
    state = ChoiceFilter(label="状態", choices=MeisterState)
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="in_trade")
    region = ChoiceFilter(label="活動圏域", choices=Region, method="in_region")
    located = ChoiceFilter(label="所在圏域", choices=LOCATIONS, method="in_place")
    course = ChoiceFilter(
        label="講習",
        choices=(
            (Licence.NOT_HELD.value, "必須（未修了）"),
            (Licence.HELD.value, "任意"),
            (Licence.UNKNOWN.value, "未確認"),
            (COMPLETED, "修了"),
        ),
        method="by_course",
    )
    category = ChoiceFilter(label="区分", choices=Category, method="in_category")
    place = ModelFilter(
        label="勤務先の市町村",
        field_name="employer__municipality",
        queryset=Municipality.objects.all(),
    )
    folded = ("located", "course", "category", "place")

    class Meta:
        model = Meister
        fields = ()

    def in_trade(self, rows, name, value):
        return rows.in_trade(value)

    def in_region(self, rows, name, value):
        return rows.in_region(value)

    def in_place(self, rows, name, value):
        return rows.located_in(value)

    def by_course(self, rows, name, value):
        """As the column 講習 says it: whoever has completed the course is 修了."""
        if value == COMPLETED:
            return rows.filter(course_completed_on__isnull=False)
        return rows.filter(course_completed_on__isnull=True, licence=value)

    def in_category(self, rows, name, value):
        return rows.filter(trades__category=value).distinct()
