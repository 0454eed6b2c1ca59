"""Organizations with all departments and contacts there ever were, to be looked at."""

from django.contrib import admin
from django.urls import reverse

from aomori_skills.base.admin import RoleModelAdmin
from aomori_skills.office.models import Contact, Department, Organization

VIEW = "office.view_masters"


class Rows(admin.TabularInline):
    """Rows below an organization."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(VIEW)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class DepartmentRows(Rows):
    model = Department


class ContactRows(Rows):
    model = Contact


@admin.register(Organization)
class OrganizationAdmin(RoleModelAdmin):
    """Every change belongs to the office's own page, which sees what two people do at once."""

    view_permission = VIEW
    list_display = ("name", "kind", "municipality", "phone", "ended_on")
    list_filter = ("kind", "municipality__region")
    list_select_related = ("municipality",)
    search_fields = ("name", "kana", "phone")
    inlines = (DepartmentRows, ContactRows)

    def view_on_site(self, organization):
        return reverse("office:organization_detail", args=(organization.pk,))
