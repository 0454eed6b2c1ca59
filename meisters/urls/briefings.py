"""Addresses of the explanations."""

from django.urls import path

from meisters.views import briefing_confirm, briefing_letters, briefing_papers, briefings, untold

urlpatterns = [
    path("untold/", untold.untold_list, name="untold_list"),
    path("briefings/", briefings.briefing_list, name="briefing_list"),
    path("briefings/new/", briefings.briefing_create, name="briefing_create"),
    path("untold/letters/", briefing_letters.briefing_letters, name="briefing_letters"),
    path("briefings/<int:pk>/", briefings.briefing_detail, name="briefing_detail"),
    path("briefings/<int:pk>/edit/", briefings.briefing_edit, name="briefing_edit"),
    path("briefings/<int:pk>/delete/", briefings.briefing_delete, name="briefing_delete"),
    path("briefings/<int:pk>/confirm/", briefing_confirm.briefing_confirm, name="briefing_confirm"),
    path("briefings/<int:pk>/sheet/", briefing_papers.briefing_sheet, name="briefing_sheet"),
]
