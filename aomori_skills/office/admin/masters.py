"""Trades and places to edit; masters with a page of their own in the office to look at."""

from django.contrib import admin
from django.urls import reverse

from aomori_skills.base.admin import RoleModelAdmin
from aomori_skills.office.models import (
    ClosedDay,
    FormerTradeName,
    Municipality,
    OfficeProfile,
    Operation,
    Trade,
    YearRule,
)

VIEW, EDIT = "office.view_masters", "office.edit_masters"


class TradeRows(admin.TabularInline):
    """Rows below a trade."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(VIEW)

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm(EDIT)

    has_change_permission = has_delete_permission = has_add_permission


class FormerNameRows(TradeRows):
    model = FormerTradeName


class OperationRows(TradeRows):
    model = Operation


@admin.register(Trade)
class TradeAdmin(RoleModelAdmin):
    view_permission = VIEW
    add_permission = change_permission = EDIT
    list_display = ("name", "field", "certifiable_from", "certifiable_to", "status")
    list_filter = ("field", "status")
    search_fields = ("name", "kana", "former_names__name")
    inlines = (FormerNameRows, OperationRows)


@admin.register(Municipality)
class MunicipalityAdmin(RoleModelAdmin):
    view_permission = VIEW
    change_permission = EDIT
    list_display = ("name", "kana", "region", "district")
    list_filter = ("region",)
    search_fields = ("name", "kana")


@admin.register(ClosedDay)
class ClosedDayAdmin(RoleModelAdmin):
    view_permission = VIEW
    list_display = ("day", "reason")
    date_hierarchy = "day"

    def view_on_site(self, day):
        return reverse("office:closed_day_list")


@admin.register(YearRule)
class YearRuleAdmin(RoleModelAdmin):
    """The place for a rule of a new kind; values are kept up on the office's own page.

    What the checks find a rule by never changes once it is there.
    """

    view_permission = VIEW
    add_permission = "office.edit_rules"
    list_display = (
        "rule",
        "fiscal_year",
        "area",
        "applies_to",
        "value",
        "unit",
        "strictness",
        "status",
    )
    list_filter = ("fiscal_year", "area", "strictness", "status")
    search_fields = ("rule", "applies_to", "source")

    def view_on_site(self, rule):
        return reverse("office:rule_detail", args=(rule.pk,))


@admin.register(OfficeProfile)
class OfficeProfileAdmin(RoleModelAdmin):
    view_permission = VIEW
    list_display = ("effective_from", "name", "head_title", "head_name", "letter_symbol")

    def view_on_site(self, profile):
        return reverse("office:profile")
