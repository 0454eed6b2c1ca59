"""申請回 in the admin, to look up; it is entered on the office's own page."""

from django.contrib import admin
from django.utils.html import format_html

from aomori_skills.base import wareki
from aomori_skills.base.admin import RoleModelAdmin
from meisters.models import ApplicationRound


@admin.register(ApplicationRound)
class RoundAdmin(RoleModelAdmin):
    """Read-only, with the way to the page that edits it."""

    view_permission = "meisters.edit_batches"
    list_display = ("__str__", "corner_day", "center_day", "size", "ready", "note", "edit_link")
    list_display_links = None
    list_filter = ("fiscal_year",)
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    @admin.display(description="コーナーの締切日", ordering="corner_deadline")
    def corner_day(self, row):
        return wareki.format_day(row.corner_deadline)

    @admin.display(description="センターの締切日", ordering="center_deadline")
    def center_day(self, row):
        return wareki.format_day(row.center_deadline)

    @admin.display(description="申請の件数")
    def size(self, row):
        return row.size

    @admin.display(description="うち承認済み・未提出")
    def ready(self, row):
        return row.ready

    @admin.display(description="変更")
    def edit_link(self, row):
        return format_html('<a href="{}">{}を変更する</a>', row.get_absolute_url(), row)
