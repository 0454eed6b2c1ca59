"""Addresses of plan area 2, in the order of the work."""

from dispatch.urls import consultations, requests

app_name = "dispatch"
urlpatterns = [
    *consultations.urlpatterns,
    *requests.urlpatterns,
]
