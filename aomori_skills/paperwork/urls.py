"""Addresses of the papers."""

from django.urls import path

from aomori_skills.paperwork.views import (
    disclosures,
    documents,
    job_steps,
    jobs,
    message_batches,
    message_drafts,
    message_files,
    message_steps,
    messages,
    templates,
)

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
    path("messages/", messages.message_list, name="message_list"),
    path("messages/new/", message_drafts.message_create, name="message_create"),
    path("messages/<int:pk>/", messages.message_detail, name="message_detail"),
    path("messages/<int:pk>/edit/", message_drafts.message_edit, name="message_edit"),
    path("messages/<int:pk>/channel/", message_drafts.message_channel, name="message_channel"),
    path("messages/<int:pk>/files/", message_drafts.message_files, name="message_files"),
    path(
        "messages/<int:pk>/files/<int:attachment>/",
        message_files.message_file,
        name="message_file",
    ),
    path(
        "messages/<int:pk>/files/<int:attachment>/remove/",
        message_drafts.message_file_remove,
        name="message_file_remove",
    ),
    path("messages/<int:pk>/preview/", message_files.message_preview, name="message_preview"),
    path("messages/<int:pk>/send/", message_steps.message_send, name="message_send"),
    path("messages/<int:pk>/issue/", message_steps.message_issue, name="message_issue"),
    path("messages/<int:pk>/steps/<slug:name>/", message_steps.message_step, name="message_step"),
    path("message-batches/<int:pk>/", message_batches.message_batch, name="message_batch"),
    path(
        "message-batches/<int:pk>/send/",
        message_batches.message_batch_send,
        name="message_batch_send",
    ),
    path(
        "message-batches/<int:pk>/preview/",
        message_batches.message_batch_preview,
        name="message_batch_preview",
    ),
    path(
        "message-batches/<int:pk>/print/",
        message_batches.message_batch_print,
        name="message_batch_print",
    ),
    path(
        "message-batches/<int:pk>/labels/",
        message_batches.message_batch_labels,
        name="message_batch_labels",
    ),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/<int:pk>/", templates.template_detail, name="template_detail"),
    path("templates/<int:pk>/preview/", templates.template_preview, name="template_preview"),
    path("templates/<int:pk>/edit/", templates.template_edit, name="template_edit"),
    path("templates/<int:pk>/restore/", templates.template_restore, name="template_restore"),
]
