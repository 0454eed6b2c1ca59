"""Addresses of the candidates pages."""

from django.urls import path

from meisters.views import candidate_steps, candidates

urlpatterns = [
    path("candidates/", candidates.candidate_list, name="candidate_list"),
    path("candidates/new/", candidates.candidate_create, name="candidate_create"),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate_detail"),
    path("candidates/<int:pk>/edit/", candidates.candidate_edit, name="candidate_edit"),
    path(
        "candidates/<int:pk>/contact/",
        candidate_steps.candidate_contact,
        name="candidate_contact",
    ),
    path(
        "candidates/<int:pk>/steps/<slug:name>/",
        candidate_steps.candidate_step,
        name="candidate_step",
    ),
]
