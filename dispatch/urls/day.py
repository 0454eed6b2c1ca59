"""Addresses of the days before a session: what has to be settled, and the papers."""

from django.urls import path

from dispatch.views import day_checks, day_papers, preparation

urlpatterns = [
    path("preparation/", preparation.preparation_list, name="preparation_list"),
    path("requests/<int:pk>/day/checks/", day_checks.request_day_checks, name="request_day_checks"),
    path("sessions/<int:pk>/day/", day_papers.day_bundle, name="day_bundle"),
    path("sessions/<int:pk>/day/route/", day_papers.day_route_sheet, name="day_route_sheet"),
    path("sessions/<int:pk>/day/checks/", day_papers.day_checklist_paper, name="day_checklist"),
    path("sessions/<int:pk>/day/photo/", day_papers.day_photo, name="day_photo"),
    path("sessions/<int:pk>/day/insured/", day_papers.day_insured, name="day_insured"),
]
