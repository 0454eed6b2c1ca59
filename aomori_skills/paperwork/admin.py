"""The papers in the admin: to be read there, never changed."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from aomori_skills.base.admin import RoleModelAdmin
from aomori_skills.paperwork.models import DisclosureLog, OfficialDocument

admin.site.unregister(DBTaskResult)  # the worker's own notes; people look at 処理の状況


@admin.register(OfficialDocument)
class OfficialDocumentAdmin(RoleModelAdmin):
    view_permission = "paperwork.view_documents"
    list_display = ("label", "issued_on", "kind", "subject", "addressee", "issued_by", "remark")
    list_filter = ("fiscal_year", "kind")
    search_fields = ("number", "subject", "addressee")
    list_select_related = ("issued_by", "reissue_of")
    date_hierarchy = "issued_on"
    exclude = ("search_text",)

    @admin.display(description="文書番号", ordering="number")
    def label(self, document):
        return document.label

    @admin.display(description="備考")
    def remark(self, document):
        return document.remark


@admin.register(DisclosureLog)
class DisclosureLogAdmin(RoleModelAdmin):
    view_permission = "paperwork.view_disclosures"
    list_display = ("at", "by", "medium", "what", "count", "purpose_text")
    list_filter = ("medium", "purpose")
    search_fields = ("what", "purpose_note", "detail")
    list_select_related = ("by",)
    date_hierarchy = "at"
    exclude = ("search_text",)

    @admin.display(description="利用目的", ordering="purpose")
    def purpose_text(self, log):
        return log.purpose_text
