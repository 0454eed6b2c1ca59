"""Organizations, with all departments and contacts there ever were."""

from django.contrib import admin

from aomori_skills.base.admin import RoleModelAdmin
from aomori_skills.office.models import Contact, Department, Organization

EDIT = "office.edit_organizations"


class Rows(admin.TabularInline):
    """Rows below an organization, for those who may edit it."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("office.view_masters")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm(EDIT)

    has_change_permission = has_delete_permission = has_add_permission


class DepartmentRows(Rows):
    model = Department


class ContactRows(Rows):
    model = Contact

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "department":
            organization = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Department.objects.filter(organization=organization)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Organization)
class OrganizationAdmin(RoleModelAdmin):
    """Closing and reopening belong to the office's own page."""

    view_permission = "office.view_masters"
    change_permission = EDIT
    list_display = ("name", "kind", "municipality", "phone", "ended_on")
    list_filter = ("kind", "municipality__region")
    list_select_related = ("municipality",)
    search_fields = ("name", "kana", "phone")
    readonly_fields = ("ended_on", "successor")
    inlines = (DepartmentRows, ContactRows)

    def save_model(self, request, obj, form, change):
        obj.save_version()
