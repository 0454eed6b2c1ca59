"""Addresses of the rounds and of the submissions to the center."""

from django.urls import path

from meisters.views import batch_papers, batch_results, batch_submission, batches, rounds

urlpatterns = [
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/new/", rounds.round_create, name="round_create"),
    path("rounds/<int:pk>/", rounds.round_edit, name="round_edit"),
    path("batches/", batches.batch_list, name="batch_list"),
    path("batches/new/", batch_submission.batch_create, name="batch_create"),
    path("batches/new/confirm/", batch_submission.batch_confirm, name="batch_confirm"),
    path("batches/<int:pk>/", batches.batch_detail, name="batch_detail"),
    path("batches/<int:pk>/file/", batch_papers.batch_file, name="batch_file"),
    path("batches/<int:pk>/print/", batch_papers.batch_print, name="batch_print"),
    path("batches/<int:pk>/results/", batch_results.batch_results, name="batch_results"),
    path("batches/<int:pk>/cancel/", batches.batch_cancel, name="batch_cancel"),
    path("batches/<int:pk>/reopen/", batches.batch_reopen, name="batch_reopen"),
]
