"""Addresses of 1章の実績 and of closing years."""

from django.urls import path

from meisters.views import figures

urlpatterns = [
    path("figures/", figures.figures_page, name="figures"),
    path("figures/<int:year>/close/", figures.year_close, name="year_close"),
    path("figures/<int:year>/reopen/", figures.year_reopen, name="year_reopen"),
]
