"""Addresses of the register of meisters."""

from django.urls import path

from meisters.views import (
    bank_account,
    meister_edit,
    meister_steps,
    meisters,
    options,
    register_import,
)

urlpatterns = [
    path("register/", meisters.meister_list, name="meister_list"),
    path("register/options/", options.meister_options, name="meister_options"),
    path("register/new/", meister_edit.meister_create, name="meister_create"),
    path("register/import/", register_import.meister_import, name="meister_import"),
    path(
        "register/import/template/",
        register_import.meister_import_template,
        name="meister_import_template",
    ),
    path(
        "register/import/<int:pk>/",
        register_import.meister_import_check,
        name="meister_import_check",
    ),
    path("register/<int:pk>/", meisters.meister_detail, name="meister_detail"),
    path("register/<int:pk>/edit/", meister_edit.meister_edit, name="meister_edit"),
    path(
        "register/<int:pk>/edit/<str:section>/",
        meister_edit.meister_section,
        name="meister_section",
    ),
    path("register/<int:pk>/step/<str:name>/", meister_steps.meister_step, name="meister_step"),
    path("register/<int:pk>/account/", bank_account.meister_account, name="meister_account"),
]
