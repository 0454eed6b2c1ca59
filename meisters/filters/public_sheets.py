"""Questions to the exports of the sheet."""

from aomori_skills.base.listing import DaysFilter, ListFilter
from meisters.models import PublicSheetExport


class ExportFilter(ListFilter):
    exported_at = DaysFilter(label="出力日")

    class Meta:
        model = PublicSheetExport
        fields = ()
