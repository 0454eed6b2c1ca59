"""Addresses of 公表."""

from django.urls import path

from meisters.views import consents, public_sheets, publication

urlpatterns = [
    path("publication/", public_sheets.public_sheet, name="public_sheet"),
    path("publication/new/", public_sheets.public_sheet_create, name="public_sheet_create"),
    path(
        "publication/exports/",
        public_sheets.public_sheet_export_list,
        name="public_sheet_export_list",
    ),
    path(
        "publication/exports/<int:pk>/",
        public_sheets.public_sheet_export,
        name="public_sheet_export",
    ),
    path(
        "publication/exports/<int:pk>/file/",
        public_sheets.public_sheet_file,
        name="public_sheet_file",
    ),
    path("publication/people/", publication.public_list, name="public_list"),
    path("publication/profiles/", publication.public_profiles_create, name="public_profiles"),
    path("publication/consents/", consents.consent_list, name="consent_list"),
    path("register/<int:pk>/consents/", consents.meister_consents, name="meister_consents"),
    path(
        "register/<int:pk>/consents/record/",
        consents.meister_consent_record,
        name="meister_consent_record",
    ),
    path(
        "register/<int:pk>/consents/withdraw/",
        consents.meister_consent_withdraw,
        name="meister_consent_withdraw",
    ),
    path(
        "register/<int:pk>/consents/papers/<int:paper>/",
        consents.meister_consent_paper,
        name="meister_consent_paper",
    ),
    path(
        "register/<int:pk>/profile/",
        publication.meister_public_profile,
        name="meister_public_profile",
    ),
]
