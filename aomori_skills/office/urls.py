"""Addresses of the shared masters."""

from django.urls import path

from aomori_skills.office.views import (
    closed_days,
    delegations,
    options,
    organizations,
    people,
    profile,
    trades,
    year_rules,
)

app_name = "office"
urlpatterns = [
    path("organizations/", organizations.organization_list, name="organization_list"),
    path("organizations/new/", organizations.organization_create, name="organization_create"),
    path("organizations/options/", options.organization_options, name="organization_options"),
    path("organizations/<int:pk>/", organizations.organization_detail, name="organization_detail"),
    path("organizations/<int:pk>/edit/", organizations.organization_edit, name="organization_edit"),
    path(
        "organizations/<int:pk>/close/", organizations.organization_close, name="organization_close"
    ),
    path(
        "organizations/<int:pk>/reopen/",
        organizations.organization_reopen,
        name="organization_reopen",
    ),
    path(
        "organizations/<int:pk>/mail-arrives/",
        organizations.organization_mail_arrives,
        name="organization_mail_arrives",
    ),
    path("postcode/", options.postcode, name="postcode"),
    path("trades/", trades.trade_list, name="trade_list"),
    path("trades/options/", options.trade_options, name="trade_options"),
    path("trades/<int:pk>/", trades.trade_detail, name="trade_detail"),
    path("municipalities/", trades.municipality_list, name="municipality_list"),
    path("rules/", year_rules.rule_list, name="rule_list"),
    path("rules/<int:pk>/", year_rules.rule_detail, name="rule_detail"),
    path("rules/<int:pk>/edit/", year_rules.rule_edit, name="rule_edit"),
    path("rules/copy/<int:year>/", year_rules.rule_copy, name="rule_copy"),
    path("closed-days/", closed_days.closed_day_list, name="closed_day_list"),
    path("closed-days/new/", closed_days.closed_day_create, name="closed_day_create"),
    path("closed-days/<int:pk>/remove/", closed_days.closed_day_remove, name="closed_day_remove"),
    path("profile/", profile.profile, name="profile"),
    path("profile/new/", profile.profile_create, name="profile_create"),
    path("profile/<int:pk>/", profile.profile_edit, name="profile_edit"),
    path("users/", people.user_list, name="user_list"),
    path("users/new/", people.user_create, name="user_create"),
    path("users/<int:pk>/", people.user_detail, name="user_detail"),
    path("users/<int:pk>/edit/", people.user_edit, name="user_edit"),
    path("users/<int:pk>/feed/end/", people.user_feed_end, name="user_feed_end"),
    path("users/<int:pk>/password/", people.user_password, name="user_password"),
    path("delegations/", delegations.delegation_list, name="delegation_list"),
    path("delegations/new/", delegations.delegation_create, name="delegation_create"),
    path("delegations/<int:pk>/", delegations.delegation_end, name="delegation_end"),
]
