"""Addresses of 派遣依頼."""

from django.urls import path

from dispatch.views import (
    decision_notices,
    request_files,
    request_options,
    request_papers,
    request_steps,
    requests,
)

urlpatterns = [
    path("requests/", requests.request_list, name="request_list"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/notices/", decision_notices.notice_batch, name="notice_batch"),
    path("requests/cancellations/", decision_notices.cancel_batch, name="cancel_batch"),
    path("requests/contacts/", request_options.request_contacts, name="request_contacts"),
    path("requests/departments/", request_options.request_departments, name="request_departments"),
    path("requests/blank/", request_papers.request_blank, name="request_blank"),
    path("requests/<int:pk>/", requests.request_detail, name="request_detail"),
    path("requests/<int:pk>/edit/", requests.request_edit, name="request_edit"),
    path("requests/<int:pk>/cancel/", request_steps.request_cancel, name="request_cancel"),
    path("requests/<int:pk>/owner/", request_steps.request_hand_over, name="request_hand_over"),
    path("requests/<int:pk>/judge/", request_steps.request_judge, name="request_judge"),
    path("requests/<int:pk>/paper/", request_papers.request_paper, name="request_paper"),
    path("requests/<int:pk>/notices/", decision_notices.request_notices, name="request_notices"),
    path("requests/<int:pk>/files/", request_files.request_file_add, name="request_file_add"),
    path("requests/<int:pk>/files/<int:file>/", request_files.request_file, name="request_file"),
    path(
        "requests/<int:pk>/files/<int:file>/remove/",
        request_files.request_file_remove,
        name="request_file_remove",
    ),
    path("requests/<int:pk>/<slug:name>/", request_steps.request_step, name="request_step"),
    path("clients/<int:pk>/requests/", requests.client_requests, name="client_requests"),
]
