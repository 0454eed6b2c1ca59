"""Addresses of the yearly confirmation."""

from django.urls import path

from meisters.views import (
    confirmation_answers,
    confirmation_asking,
    confirmation_calls,
    confirmation_ends,
    confirmation_papers,
    confirmation_people,
    confirmation_reminding,
    confirmations,
)

urlpatterns = [
    path("confirmations/", confirmations.confirmation_list, name="confirmation_list"),
    path("confirmations/open/", confirmation_asking.confirmation_open, name="confirmation_open"),
    path(
        "confirmations/people/", confirmation_people.confirmation_people, name="confirmation_people"
    ),
    path("confirmations/<int:pk>/", confirmations.confirmation_detail, name="confirmation_detail"),
    path("confirmations/<int:pk>/edit/", confirmations.confirmation_edit, name="confirmation_edit"),
    path(
        "confirmations/<int:pk>/add/", confirmation_asking.confirmation_add, name="confirmation_add"
    ),
    path(
        "confirmations/<int:pk>/remind/",
        confirmation_reminding.confirmation_remind,
        name="confirmation_remind",
    ),
    path(
        "confirmations/<int:pk>/close/",
        confirmation_ends.confirmation_close,
        name="confirmation_close",
    ),
    path(
        "confirmations/<int:pk>/reopen/",
        confirmation_ends.confirmation_reopen,
        name="confirmation_reopen",
    ),
    path(
        "confirmations/<int:pk>/answers/",
        confirmation_answers.confirmation_answers,
        name="confirmation_answers",
    ),
    path(
        "confirmations/<int:pk>/slips/",
        confirmation_papers.confirmation_slips,
        name="confirmation_slips",
    ),
    path(
        "confirmations/people/<int:pk>/",
        confirmation_people.confirmation_person,
        name="confirmation_person",
    ),
    path(
        "confirmations/people/<int:pk>/call/",
        confirmation_calls.confirmation_call,
        name="confirmation_call",
    ),
    path(
        "confirmations/calls/<int:pk>/",
        confirmation_calls.confirmation_call_edit,
        name="confirmation_call_edit",
    ),
    path(
        "confirmations/people/<int:pk>/slip/",
        confirmation_papers.confirmation_slip,
        name="confirmation_slip",
    ),
]
