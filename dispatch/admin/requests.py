"""派遣依頼 as the manager sees them: plans that wait for a decision, and broken rules."""

from django.contrib import admin

from aomori_skills.base import wareki
from aomori_skills.base.admin import RoleModelAdmin
from dispatch.admin.decision_page import decision_page, find, lost
from dispatch.admin.exceptions import exception_page
from dispatch.choices import RequestState
from dispatch.models import DispatchRequest

ALL, EXCEPTION, DECISION = "all", "exception", "decision"


class WaitingFilter(admin.SimpleListFilter):
    """What waits for the manager unless all are chosen."""

    title = "判断"
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [
            ("yes", "判断を待つもの"),
            (DECISION, "決定を待つもの"),
            (EXCEPTION, "例外を待つもの"),
            (ALL, "すべて"),
        ]

    def queryset(self, request, queryset):
        scoped = {
            ALL: queryset,
            DECISION: queryset.awaiting(),
            EXCEPTION: queryset.needing_exception(),
        }
        return scoped.get(self.value(), queryset.waiting_for_manager())

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or "yes") == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


@admin.register(DispatchRequest)
class RequestAdmin(RoleModelAdmin):
    """A row opens the page on which to decide, or to let a rule pass."""

    view_permission = "dispatch.approve_requests"
    list_title = "派遣依頼の決定・例外"
    list_display = ("number_text", "client", "trade", "wished", "owner", "asked", "broken", "state")
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
        return super().get_queryset(request).for_listing().select_related("requested_by")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self.check_view(request)
        row = find(object_id)
        if row is None:
            return lost(request)
        if row.state == RequestState.AWAITING or "decision" in request.POST:
            return decision_page(request, self.admin_site, row)
        return exception_page(request, self.admin_site, row)

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)

    @admin.display(description="番号", ordering="serial")
    def number_text(self, row):
        return row.number

    @admin.display(description="最初の希望日", ordering="first_day")
    def wished(self, row):
        return wareki.format_short(row.first_day) if row.first_day else "未定"

    @admin.display(description="承認の依頼")
    def asked(self, row):
        return str(row.requested_by) if row.state == RequestState.AWAITING else "－"

    @admin.display(description="満たさない項目")
    def broken(self, row):
        return "、".join(one["title"] for one in row.verdicts if is_broken(one))


def is_broken(verdict: dict) -> bool:
    """Whether a kept verdict waits for the manager."""
    return verdict["outcome"] == "×" and verdict["hard"] and not verdict["overridden_by"]
