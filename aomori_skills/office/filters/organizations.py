"""Questions to the list of organizations."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import OrganizationKind, Region
from aomori_skills.office.models import Municipality, Organization

ENDED, ALL = "ended", "all"


class OrganizationFilter(ListFilter):
    """Closed organizations stay out of sight until they are asked for."""

    q = SearchFilter(hint="名称・カナ・市町村・電話番号・担当者の氏名")
    kind = ChoiceFilter(label="種別", choices=OrganizationKind)
    region = ChoiceFilter(label="圏域", field_name="municipality__region", choices=Region)
    municipality = ModelFilter(label="市町村", queryset=Municipality.objects.all())
    status = ChoiceFilter(
        label="廃止",
        empty_label="廃止を除く",
        choices=((ALL, "廃止を含む"), (ENDED, "廃止のみ")),
        method="keep",
    )
    folded = ("status",)

    class Meta:
        model = Organization
        fields = ()

    def keep(self, rows, name, value):
        return rows.filter(ended_on__isnull=False) if value == ENDED else rows

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("status") else rows.current()
