"""Addresses of plan area 1, in the order of the work."""

from meisters.urls import (
    applications,
    batches,
    briefings,
    candidates,
    confirmations,
    courses,
    figures,
    meisters,
    publication,
    visits,
)

app_name = "meisters"
urlpatterns = [
    *visits.urlpatterns,
    *candidates.urlpatterns,
    *applications.urlpatterns,
    *batches.urlpatterns,
    *courses.urlpatterns,
    *meisters.urlpatterns,
    *figures.urlpatterns,
    *briefings.urlpatterns,
    *confirmations.urlpatterns,
    *publication.urlpatterns,
]
