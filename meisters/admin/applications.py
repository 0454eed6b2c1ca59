"""承認: the list of applications as the manager sees it; the states change by services only."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone
from django.utils.html import format_html

from aomori_skills.base import wareki
from aomori_skills.base.admin import RoleModelAdmin
from meisters.admin import bulk
from meisters.admin.approval import approval_page
from meisters.admin.filters import StateFilter
from meisters.models import CertificationApplication

RELATED = admin.RelatedOnlyFieldListFilter


@admin.register(CertificationApplication)
class ApplicationAdmin(RoleModelAdmin):
    """What waits for the manager first; a row opens the page on which to decide."""

    view_permission = "meisters.approve_applications"
    list_title = "認定申請の承認"
    list_display = (
        "number_text",
        "person",
        "trades",
        "employer",
        "deadline",
        "owner",
        "since",
        "state",
    )
    list_filter = (
        StateFilter,
        ("round", RELATED),
        ("qualifications__trade", RELATED),
        ("owner", RELATED),
    )
    search_fields = ("search_text",)
    search_help_text = "氏名・カナ・電話番号で探します。"
    ordering = ("round__center_deadline", "fiscal_year", "serial")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "－"
    actions = ("approve_selected", "send_back_selected")

    class Media:
        css = {"all": ("css/approval.css",)}

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self.check_view(request)
        return approval_page(request, self.admin_site, object_id)

    def history_view(self, request, object_id, extra_context=None):
        self.check_view(request)
        return approval_page(request, self.admin_site, object_id)

    def response_action(self, request, queryset):
        """What no box on the page could send is left out before Django asks for its rows."""
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, map(str, bulk.chosen(request.POST)))
        return super().response_action(request, queryset)

    @admin.action(description="選択した申請を承認する", permissions=["view"])
    def approve_selected(self, request, queryset):
        return bulk.decide_many(bulk.APPROVE, request, self.admin_site)

    @admin.action(description="選択した申請を差し戻す", permissions=["view"])
    def send_back_selected(self, request, queryset):
        return bulk.decide_many(bulk.SEND_BACK, request, self.admin_site)

    @admin.display(description="番号", ordering="serial")
    def number_text(self, row):
        return row.number

    @admin.display(description="氏名", ordering="family_kana")
    def person(self, row):
        return row.name

    @admin.display(description="職種")
    def trades(self, row):
        return "、".join(dict.fromkeys(str(one.trade) for one in row.qualifications.all()))

    @admin.display(description="申請回・締切", ordering="round__center_deadline")
    def deadline(self, row):
        if row.round is None:
            return "未定"
        day = wareki.format_short(row.round.center_deadline)
        return format_html("第{}回<br>{}", row.round.number, day)

    @admin.display(description="変更日", ordering="state_changed_at")
    def since(self, row):
        return wareki.format_short(timezone.localtime(row.state_changed_at).date())
