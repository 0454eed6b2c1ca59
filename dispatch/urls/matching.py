"""Addresses of 候補者の検討."""

from django.urls import path

from dispatch.views import matching

urlpatterns = [
    path("requests/<int:pk>/matching/", matching.request_matching, name="request_matching"),
    path("requests/<int:pk>/matching/assign/", matching.request_assign, name="request_assign"),
]
