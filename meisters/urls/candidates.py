"""Addresses of the candidates pages."""

urlpatterns: list = []
