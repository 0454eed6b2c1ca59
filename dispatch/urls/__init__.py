"""Addresses of plan area 2, in the order of the work."""

from dispatch.urls import (
    asks,
    consultations,
    day,
    instructors,
    matching,
    plans,
    requests,
    sessions,
    surveys,
)

app_name = "dispatch"
urlpatterns = [
    *consultations.urlpatterns,
    *surveys.urlpatterns,
    *matching.urlpatterns,
    *requests.urlpatterns,
    *sessions.urlpatterns,
    *day.urlpatterns,
    *asks.urlpatterns,
    *plans.urlpatterns,
    *instructors.urlpatterns,
]
