"""Addresses of the applications pages."""

urlpatterns: list = []
