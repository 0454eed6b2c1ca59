"""Addresses of the papers."""

from django.urls import path

from aomori_skills.paperwork.views import disclosures, documents, job_steps, jobs

app_name = "paperwork"
urlpatterns = [
    path("documents/", documents.document_list, name="document_list"),
    path("documents/<int:pk>/", documents.document_detail, name="document_detail"),
    path("documents/<int:pk>/file/", documents.document_file, name="document_file"),
    path("documents/<int:pk>/reissue/", documents.document_reissue, name="document_reissue"),
    path("documents/<int:pk>/void/", documents.document_void, name="document_void"),
    path("disclosures/", disclosures.disclosure_list, name="disclosure_list"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<int:pk>/", jobs.job_detail, name="job_detail"),
    path("jobs/<int:pk>/progress/", jobs.job_progress, name="job_progress"),
    path("jobs/<int:pk>/cancel/", job_steps.job_cancel, name="job_cancel"),
    path("jobs/<int:pk>/retry/", job_steps.job_retry, name="job_retry"),
    path("jobs/<int:pk>/download/", job_steps.job_download, name="job_download"),
    path("jobs/<int:pk>/seen/", job_steps.job_seen, name="job_seen"),
]
