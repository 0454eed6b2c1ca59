"""Addresses of 相談・援助."""

from django.urls import path

from dispatch.views import consultation_figures, consultation_steps, consultations

urlpatterns = [
    path("consultations/", consultations.consultation_list, name="consultation_list"),
    path("consultations/new/", consultations.consultation_new, name="consultation_new"),
    path(
        "consultations/months/",
        consultation_figures.consultation_figures,
        name="consultation_figures",
    ),
    path(
        "consultations/months/paper/",
        consultation_figures.consultation_figures_paper,
        name="consultation_figures_paper",
    ),
    path("consultations/<int:pk>/", consultations.consultation_detail, name="consultation_detail"),
    path("consultations/<int:pk>/edit/", consultations.consultation_edit, name="consultation_edit"),
    path(
        "consultations/<int:pk>/finish/",
        consultation_steps.consultation_finish,
        name="consultation_finish",
    ),
    path(
        "consultations/<int:pk>/reopen/",
        consultation_steps.consultation_reopen,
        name="consultation_reopen",
    ),
    path(
        "consultations/<int:pk>/delete/",
        consultation_steps.consultation_delete,
        name="consultation_delete",
    ),
    path(
        "consultations/<int:pk>/author/",
        consultation_steps.consultation_hand_over,
        name="consultation_hand_over",
    ),
    path(
        "consultations/<int:pk>/sheet/",
        consultation_steps.consultation_sheet,
        name="consultation_sheet",
    ),
    path(
        "clients/<int:pk>/consultations/",
        consultations.client_consultations,
        name="client_consultations",
    ),
]
