"""Addresses of plan area 2, in the order of the work."""

from dispatch.urls import requests

app_name = "dispatch"
urlpatterns = [
    *requests.urlpatterns,
]
