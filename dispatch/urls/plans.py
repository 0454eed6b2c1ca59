"""Addresses of 計画, 受講者名簿 and 事前打合せ."""

from django.urls import path

from dispatch.views import plans, prior_meetings, trainees

urlpatterns = [
    path("requests/<int:pk>/plan/edit/", plans.request_plan, name="request_plan"),
    path(
        "requests/<int:pk>/plan/papers/<slug:name>/",
        plans.request_plan_paper,
        name="request_plan_paper",
    ),
    path("requests/<int:pk>/roster/edit/", trainees.request_trainees, name="request_trainees"),
    path(
        "requests/<int:pk>/roster/people/",
        trainees.request_roster_people,
        name="request_roster_people",
    ),
    path(
        "requests/<int:pk>/roster/form/",
        trainees.request_trainee_form,
        name="request_trainee_form",
    ),
    path(
        "requests/<int:pk>/roster/papers/<slug:name>/",
        trainees.request_trainee_paper,
        name="request_trainee_paper",
    ),
    path(
        "requests/<int:pk>/talks/new/",
        prior_meetings.request_prior_meeting,
        name="request_prior_meeting",
    ),
    path("talks/<int:pk>/edit/", prior_meetings.prior_meeting_edit, name="prior_meeting_edit"),
    path(
        "talks/<int:pk>/delete/", prior_meetings.prior_meeting_delete, name="prior_meeting_delete"
    ),
    path("talks/<int:pk>/paper/", prior_meetings.prior_meeting_paper, name="prior_meeting_paper"),
]
