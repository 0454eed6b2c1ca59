"""List of the office's own closed days."""

from django.urls import reverse
from django.utils.html import format_html

from aomori_skills.base import wareki
from aomori_skills.base.listing import ListColumn, ListTable, TextColumn, WarekiColumn
from aomori_skills.office.models import ClosedDay


class RemoveColumn(ListColumn):
    """The way to open the office again on that day."""

    def render(self, record):
        url = reverse("office:closed_day_remove", args=(record.pk,))
        day = wareki.format_date(record.day)
        return format_html('<a href="{}" aria-label="{}の休業日を外す">外す</a>', url, day)


class ClosedDayTable(ListTable):
    day = WarekiColumn("日付")
    reason = TextColumn("理由")
    remove = RemoveColumn("操作", accessor="pk", orderable=False, exclude_from_export=True)

    class Meta:
        model = ClosedDay
        fields = ("day", "reason", "remove")
