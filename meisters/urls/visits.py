"""Addresses of 開拓: plans, visits, and where to recruit next."""

from django.urls import path

from meisters.views import (
    plan_entry,
    plan_series,
    plan_steps,
    plans,
    recruiting,
    visit_entry,
    visit_steps,
    visits,
)

urlpatterns = [
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/new/", plan_entry.plan_create, name="plan_create"),
    path("plans/pick/", plan_series.plan_pick, name="plan_pick"),
    path("plans/grid/", plan_series.plan_grid, name="plan_grid"),
    path("plans/summary/", plan_series.plan_summary, name="plan_summary"),
    path("plans/copy/<int:year>/", plan_series.plan_copy, name="plan_copy"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/edit/", plan_entry.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/cancel/", plan_steps.plan_cancel, name="plan_cancel"),
    path("plans/<int:pk>/restore/", plan_steps.plan_restore, name="plan_restore"),
    path("visits/", visits.visit_list, name="visit_list"),
    path("visits/new/", visit_entry.visit_create, name="visit_create"),
    path("visits/contacts/", visit_steps.visit_contacts, name="visit_contacts"),
    path("visits/<int:pk>/", visits.visit_detail, name="visit_detail"),
    path("visits/<int:pk>/edit/", visit_entry.visit_edit, name="visit_edit"),
    path("visits/<int:pk>/delete/", visit_steps.visit_delete, name="visit_delete"),
    path("visits/<int:pk>/finish/", visit_steps.visit_finish, name="visit_finish"),
    path("visits/<int:pk>/reopen/", visit_steps.visit_reopen, name="visit_reopen"),
    path("visits/<int:pk>/report/", visit_steps.visit_report, name="visit_report"),
    path("next/", recruiting.quiet_list, name="quiet_list"),
    path("next/trades/", recruiting.thin_trade_list, name="thin_trade_list"),
    path("next/meisters/", recruiting.idle_list, name="idle_list"),
    path("coverage/", recruiting.coverage, name="coverage"),
]
