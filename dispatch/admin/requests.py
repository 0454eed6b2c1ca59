"""基準の例外: requests that break a rule, as the manager sees them."""

from django.contrib import admin

from aomori_skills.base import wareki
from aomori_skills.base.admin import RoleModelAdmin
from dispatch.admin.exceptions import exception_page
from dispatch.models import DispatchRequest

ALL = "all"


class WaitingFilter(admin.SimpleListFilter):
    """例外を待つもの; what waits for the manager unless all are chosen."""

    title = "判断"
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("yes", "例外を待つもの"), (ALL, "すべて")]

    def queryset(self, request, queryset):
        return queryset if self.value() == ALL else queryset.needing_exception()

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or "yes") == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


@admin.register(DispatchRequest)
class RequestAdmin(RoleModelAdmin):
    """A row opens the page on which to let a rule pass."""

    view_permission = "dispatch.override_rules"
    list_title = "派遣の基準の例外"
    list_display = ("number_text", "client", "trade", "wished", "owner", "broken", "state")
    list_display_links = ("number_text",)
    list_filter = (WaitingFilter,)
    search_fields = ("search_text",)
    search_help_text = "番号・依頼元・職種で探します。"
    ordering = ("-fiscal_year", "-serial")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "－"
    actions = None

    class Media:
        css = {"all": ("css/approval.css",)}

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self.check_view(request)
        return exception_page(request, self.admin_site, object_id)

    def history_view(self, request, object_id, extra_context=None):
        self.check_view(request)
        return exception_page(request, self.admin_site, object_id)

    @admin.display(description="番号", ordering="serial")
    def number_text(self, row):
        return row.number

    @admin.display(description="最初の希望日", ordering="first_day")
    def wished(self, row):
        return wareki.format_short(row.first_day) if row.first_day else "未定"

    @admin.display(description="満たさない項目")
    def broken(self, row):
        return "、".join(one["title"] for one in row.verdicts if is_broken(one))


def is_broken(verdict: dict) -> bool:
    """Whether a kept verdict waits for the manager."""
    return verdict["outcome"] == "×" and verdict["hard"] and not verdict["overridden_by"]
