"""``RoleModelAdmin``: a ModelAdmin that asks the table of roles, not Django's permission rows."""

from django.contrib import admin


class RoleModelAdmin(admin.ModelAdmin):
    """Name a permission of ``base.roles`` for each thing that may be done; "" means nobody.

    The row's own application decides by services what happens; this class only opens and closes
    the doors of the admin. Who may see a model sees its module in the admin's index.
    """

    view_permission: str = ""
    add_permission: str = ""
    change_permission: str = ""
    delete_permission: str = ""

    def has_module_permission(self, request):
        return self._holds(request, self.view_permission)

    def has_view_permission(self, request, obj=None):
        return self._holds(request, self.view_permission)

    def has_add_permission(self, request):
        return self._holds(request, self.add_permission)

    def has_change_permission(self, request, obj=None):
        return self._holds(request, self.change_permission)

    def has_delete_permission(self, request, obj=None):
        return self._holds(request, self.delete_permission)

    @staticmethod
    def _holds(request, permission: str) -> bool:
        return bool(permission) and request.user.has_perm(permission)
