"""The admin under the office's name, behind the office's own sign-in."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from aomori_skills.base.permission_words import lacking


class OfficeAdminSite(AdminSite):
    """Opens for holders of ``office.use_admin``; others who are signed in get 403."""

    site_header = settings.OFFICE_NAME
    site_title = settings.OFFICE_NAME
    index_title = "承認・管理"
    enable_nav_sidebar = False

    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            if self.has_permission(request):
                return redirect("admin:index")
            raise PermissionDenied(lacking("office.use_admin"))
        return redirect_to_login(request.GET.get("next") or request.path)

    def password_change(self, request, extra_context=None):
        return redirect("password_change")
