"""Users and delegations: here to be looked at; the office's own pages change them."""

from django.contrib import admin
from django.urls import reverse

from aomori_skills.base.admin import RoleModelAdmin
from aomori_skills.office.models import ApproverDelegation, User


@admin.register(User)
class UserAdmin(RoleModelAdmin):
    """Passwords and roles change on the office's own page, which refuses what would lock it out."""

    view_permission = "office.manage_users"
    list_display = ("__str__", "username", "role_words", "email", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("family_name", "given_name", "family_kana", "given_kana", "username")
    exclude = ("password",)

    @admin.display(description="役割")
    def role_words(self, user):
        return user.role_labels()

    def view_on_site(self, user):
        return reverse("office:user_detail", args=(user.pk,))


@admin.register(ApproverDelegation)
class ApproverDelegationAdmin(RoleModelAdmin):
    view_permission = "office.manage_delegations"
    list_display = ("delegate", "manager", "starts_on", "ends_on", "reason")
    list_select_related = ("delegate", "manager")
    date_hierarchy = "starts_on"

    def view_on_site(self, delegation):
        return reverse("office:delegation_end", args=(delegation.pk,))
