"""Addresses of the papers."""

from django.urls import path

from aomori_skills.paperwork.views import disclosures, documents

app_name = "paperwork"
urlpatterns = [
    path("documents/", documents.document_list, name="document_list"),
    path("documents/<int:pk>/", documents.document_detail, name="document_detail"),
    path("documents/<int:pk>/file/", documents.document_file, name="document_file"),
    path("documents/<int:pk>/reissue/", documents.document_reissue, name="document_reissue"),
    path("documents/<int:pk>/void/", documents.document_void, name="document_void"),
    path("disclosures/", disclosures.disclosure_list, name="disclosure_list"),
]
