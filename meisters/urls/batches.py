"""Addresses of the batches pages."""

urlpatterns: list = []
