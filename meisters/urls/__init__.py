"""Addresses of plan area 1, in the order of the work."""

from meisters.urls import applications, batches, candidates, figures, meisters, publication

app_name = "meisters"
urlpatterns = [
    *candidates.urlpatterns,
    *applications.urlpatterns,
    *batches.urlpatterns,
    *meisters.urlpatterns,
    *figures.urlpatterns,
    *publication.urlpatterns,
]
