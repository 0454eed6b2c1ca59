"""Addresses of 指導日 and of the people who go."""

from django.urls import path

from dispatch.views import (
    attendants,
    booking_batch,
    person_options,
    session_people,
    session_steps,
    sessions,
)

urlpatterns = [
    path("sessions/", sessions.session_list, name="session_list"),
    path("clients/<int:pk>/sessions/", sessions.client_sessions, name="client_sessions"),
    path("meisters/<int:pk>/sessions/", sessions.meister_sessions, name="meister_sessions"),
    path("sessions/<int:pk>/", sessions.session_detail, name="session_detail"),
    path("sessions/<int:pk>/edit/", sessions.session_edit, name="session_edit"),
    path("sessions/<int:pk>/repeat/", session_steps.session_repeat, name="session_repeat"),
    path("sessions/<int:pk>/cancel/", session_steps.session_cancel, name="session_cancel"),
    path("sessions/<int:pk>/revive/", session_steps.session_revive, name="session_revive"),
    path("sessions/<int:pk>/attendant/", attendants.session_attendant, name="session_attendant"),
    path("sessions/<int:pk>/people/", session_people.session_person_add, name="session_person_add"),
    path(
        "requests/<int:pk>/sessions/new/", sessions.request_session_new, name="request_session_new"
    ),
    path(
        "requests/<int:pk>/sessions/wishes/",
        session_steps.request_sessions_from_wishes,
        name="request_sessions_from_wishes",
    ),
    path(
        "assignments/<int:pk>/confirm/",
        session_people.assignment_confirm,
        name="assignment_confirm",
    ),
    path("assignments/<int:pk>/role/", session_people.assignment_role, name="assignment_role"),
    path(
        "assignments/<int:pk>/substitute/",
        session_people.assignment_substitute,
        name="assignment_substitute",
    ),
    path(
        "assignments/<int:pk>/release/",
        session_people.assignment_release,
        name="assignment_release",
    ),
    path("requests/<int:pk>/sessions/people/", booking_batch.request_people, name="request_people"),
    path("people/options/", person_options.person_options, name="person_options"),
]
