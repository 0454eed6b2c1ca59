"""Questions to the public roster; what isn't public can't be asked for."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Trade
from meisters.choices import PublicItem
from meisters.models import Meister


class PublicFilter(ListFilter):
    """Only people who agree to the publication of what is asked for are found by it."""

    q = SearchFilter(hint="氏名・カナ・番号")
    trade = ModelFilter(label="認定職種", queryset=Trade.objects.all(), method="in_trade")
    region = ChoiceFilter(label="活動地域", choices=Region, method="in_region")

    class Meta:
        model = Meister
        fields = ()

    def in_trade(self, rows, name, value):
        return rows.agreeing_to(PublicItem.TRADE).in_trade(value)

    def in_region(self, rows, name, value):
        return rows.agreeing_to(PublicItem.AREA).in_region(value)
