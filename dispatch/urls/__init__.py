"""Addresses of plan area 2, in the order of the work."""

from dispatch.urls import asks, consultations, plans, requests, surveys

app_name = "dispatch"
urlpatterns = [
    *consultations.urlpatterns,
    *surveys.urlpatterns,
    *requests.urlpatterns,
    *asks.urlpatterns,
    *plans.urlpatterns,
]
