from django.contrib.admin.apps import AdminConfig


class OfficeAdminConfig(AdminConfig):
    default_site = "aomori_skills.base.admin_site.OfficeAdminSite"
