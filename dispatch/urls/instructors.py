"""Addresses of 熟練技能者 and 補助員."""

from django.urls import path

from dispatch.views import assistants, skilled_workers

SKILLED = [
    path("skilled/", skilled_workers.skilled_worker_list, name="skilled_worker_list"),
    path("skilled/new/", skilled_workers.skilled_worker_create, name="skilled_worker_create"),
    path("skilled/<int:pk>/", skilled_workers.skilled_worker_detail, name="skilled_worker_detail"),
    path("skilled/<int:pk>/edit/", skilled_workers.skilled_worker_edit, name="skilled_worker_edit"),
    path("skilled/<int:pk>/end/", skilled_workers.skilled_worker_end, name="skilled_worker_end"),
    path(
        "skilled/<int:pk>/reopen/",
        skilled_workers.skilled_worker_reopen,
        name="skilled_worker_reopen",
    ),
]
ASSISTANTS = [
    path("assistants/", assistants.assistant_list, name="assistant_list"),
    path("assistants/new/", assistants.assistant_create, name="assistant_create"),
    path("assistants/<int:pk>/", assistants.assistant_detail, name="assistant_detail"),
    path("assistants/<int:pk>/edit/", assistants.assistant_edit, name="assistant_edit"),
    path("assistants/<int:pk>/end/", assistants.assistant_end, name="assistant_end"),
    path("assistants/<int:pk>/reopen/", assistants.assistant_reopen, name="assistant_reopen"),
]
urlpatterns = [*SKILLED, *ASSISTANTS]
