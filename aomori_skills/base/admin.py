"""``RoleModelAdmin``: a ModelAdmin that asks the table of roles, not Django's permission rows."""

from functools import cache

from django.contrib import admin
from django.core.exceptions import PermissionDenied


class RoleModelAdmin(admin.ModelAdmin):
    """Name a permission of ``base.roles`` for each thing that may be done; "" means nobody.

    Services decide what happens to a row; this class only opens and closes the doors of the admin.
    Who may see a model sees its area in the admin's index.
    """

    view_permission: str = ""
    add_permission: str = ""
    change_permission: str = ""
    delete_permission: str = ""
    list_title: str = ""
    """Heading of the list; the model's own plural without it."""

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

    def get_fields(self, request, obj=None):
        """On a page to read, a record that the person may not open is named without a link."""
        names = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return names
        closed = {
            field.name: field
            for field in self.opts.fields
            if field.is_relation and not self._may_open(field.related_model, request)
        }
        return [_name_of(closed[name]) if name in closed else name for name in names]

    def _may_open(self, model, request) -> bool:
        registered = self.admin_site.is_registered(model)
        return registered and self.admin_site.get_model_admin(model).has_view_permission(request)

    def get_action_choices(self, request, default_choices=()):
        """The list of actions begins with words, not with dashes."""
        return super().get_action_choices(request, [("", "選んでください")])

    def get_search_results(self, request, queryset, search_term):
        """As on the office's own lists: width, kana and old characters don't matter."""
        if not self.search_fields:
            return queryset, False
        return queryset.search(search_term), False

    def changelist_view(self, request, extra_context=None):
        title = self.list_title or str(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def check_view(self, request) -> None:
        """For own views of an admin: 403 for who may not view the model."""
        if not self.has_view_permission(request):
            raise PermissionDenied

    @staticmethod
    def _holds(request, permission: str) -> bool:
        return bool(permission) and request.user.has_perm(permission)


@cache
def _name_of(field):
    """The related record of ``field`` in words, as a field of an admin page."""

    @admin.display(description=field.verbose_name)
    def name(row):
        return getattr(row, field.name) or "－"

    return name
