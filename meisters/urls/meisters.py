"""Addresses of the meisters pages."""

urlpatterns: list = []
