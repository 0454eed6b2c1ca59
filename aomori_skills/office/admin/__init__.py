"""The shared masters in the admin."""

from django.contrib import admin
from django.contrib.auth.models import Group

from aomori_skills.office.admin import masters, organizations, people

__all__ = ["masters", "organizations", "people"]

admin.site.unregister(Group)  # roles are a table in the code, not rows
