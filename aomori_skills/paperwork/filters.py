"""Filters of the papers."""

from aomori_skills.base.listing import ChoiceFilter, ListFilter, SearchFilter
from aomori_skills.paperwork.models import DisclosureLog, Job, OfficialDocument

ALL_YEARS = EVERYBODY = "all"
VOIDED, VALID = "voided", "valid"


class DocumentFilter(ListFilter):
    """The year is that of the header unless すべての年度 is chosen."""

    q = SearchFilter(hint="文書番号・件名・宛名")
    years = ChoiceFilter(
        label="年度",
        choices=((ALL_YEARS, "すべての年度"),),
        empty_label="表示中の年度",
        method="of_years",
    )
    standing = ChoiceFilter(
        label="欠番",
        choices=((VALID, "欠番を除く"), (VOIDED, "欠番のみ")),
        method="of_standing",
    )
    order = ("q", "kind", "years", "standing", "issued_on")
    folded = ("standing", "issued_on")

    class Meta:
        model = OfficialDocument
        fields = ("kind", "issued_on")

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("years") == ALL_YEARS:
            return found
        return found.in_fiscal_year(self.request.fiscal_year)

    def of_years(self, queryset, name, value):
        """Nothing to do here: ``filter_queryset`` asks for it, chosen or not."""
        return queryset

    def of_standing(self, queryset, name, value):
        return queryset.voided() if value == VOIDED else queryset.valid()


class DisclosureFilter(ListFilter):
    q = SearchFilter(hint="内容・目的・条件")
    order = ("q", "at", "by", "medium", "purpose")
    folded = ("medium", "purpose")

    class Meta:
        model = DisclosureLog
        fields = ("at", "by", "medium", "purpose")


class JobFilter(ListFilter):
    """Own ones unless those of everybody are asked for."""

    whose = ChoiceFilter(
        label="実行者",
        choices=((EVERYBODY, "ほかの人の処理も含める"),),
        empty_label="自分の処理",
        method="of_whom",
    )
    order = ("state", "whose", "created_at")
    folded = ("created_at",)

    class Meta:
        model = Job
        fields = ("state", "created_at")

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("whose") == EVERYBODY:
            return found
        return found.filter(by=self.request.user)

    def of_whom(self, queryset, name, value):
        """Nothing to do here: ``filter_queryset`` asks for it, chosen or not."""
        return queryset
