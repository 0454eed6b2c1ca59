"""出力の記録 of the public sheet."""

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn, TimeColumn
from meisters.models import PublicSheetExport


class ExportTable(ListTable):
    exported_at = TimeColumn("出力日時", linkify=True)
    by = TextColumn("出力者", orderable=False)
    count = NumberColumn("人数", unit="人")
    purpose = TextColumn("利用目的", orderable=False)
    file = TextColumn("ファイル", orderable=False)

    class Meta:
        model = PublicSheetExport
        fields = ("exported_at", "by", "count", "purpose", "file")
