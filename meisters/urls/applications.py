"""Addresses of the applications pages."""

from django.urls import path

from meisters.views import (
    application_documents,
    application_sections,
    application_steps,
    applications,
)

urlpatterns = [
    path(
        "candidates/<int:pk>/application/",
        applications.application_start,
        name="application_start",
    ),
    path("applications/", applications.application_list, name="application_list"),
    path("applications/<int:pk>/", applications.application_detail, name="application_detail"),
    path(
        "applications/<int:pk>/edit/<slug:slug>/",
        application_sections.application_section,
        name="application_section",
    ),
    path(
        "applications/<int:pk>/steps/<slug:name>/",
        application_steps.application_step,
        name="application_step",
    ),
    path(
        "applications/<int:pk>/delete/",
        application_steps.application_delete,
        name="application_delete",
    ),
    path(
        "applications/<int:pk>/form/",
        application_documents.application_form_pdf,
        name="application_form_pdf",
    ),
    path(
        "applications/<int:pk>/files/<int:attachment>/",
        application_documents.application_document,
        name="application_document",
    ),
    path(
        "applications/<int:pk>/documents/<int:document>/remove/",
        application_documents.application_document_remove,
        name="application_document_remove",
    ),
]
