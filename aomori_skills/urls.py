"""Every address of the office: the frame, the shared rooms, then the plan areas."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("masters/", include("aomori_skills.office.urls")),
    path("papers/", include("aomori_skills.paperwork.urls")),
    path("meisters/", include("meisters.urls")),
    path("dispatch/", include("dispatch.urls")),
    path("", include("aomori_skills.front.urls")),
]
