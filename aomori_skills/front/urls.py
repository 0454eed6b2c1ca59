"""Addresses of the frame: sign-in, home, search, the year switch, the reports."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, register_converter

from aomori_skills.front.calendar.addresses import DayInAddress
from aomori_skills.front.views import (
    calendar,
    doubles,
    feed,
    health,
    home,
    merging,
    password,
    reports,
    search,
    timeline,
    year,
)

register_converter(DayInAddress, "day")
urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/month/<day:day>/", calendar.calendar_month, name="calendar_month"),
    path("calendar/week/<day:day>/", calendar.calendar_week, name="calendar_week"),
    path("calendar/list/", calendar.calendar_list, name="calendar_list"),
    path("calendar/sessions/<int:pk>.ics", feed.calendar_session, name="calendar_session"),
    path("calendar/feed/", feed.feed, name="feed"),
    path("calendar/feed/end/", feed.feed_end, name="feed_end"),
    path("calendar/feed/<slug:token>.ics", feed.feed_file, name="feed_file"),
    path("search/", search.search, name="search"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<slug:slug>/", reports.report_file, name="report_file"),
    path("fiscal-year/", year.set_fiscal_year, name="set_fiscal_year"),
    path("merging/", doubles.merge_doubles, name="merge_doubles"),
    path("merging/<slug:kind>/<int:pk>/", merging.merge_choose, name="merge_choose"),
    path(
        "merging/<slug:kind>/<int:pk>/<int:other>/",
        merging.merge_confirm,
        name="merge_confirm",
    ),
    path(
        "organizations/<int:pk>/timeline/",
        timeline.organization_timeline,
        name="organization_timeline",
    ),
    path(
        "merging/<slug:kind>/<int:pk>/<int:other>/apart/",
        doubles.merge_apart,
        name="merge_apart",
    ),
    path(
        "merging/<slug:kind>/<int:pk>/<int:other>/apart/back/",
        doubles.merge_rejoin,
        name="merge_rejoin",
    ),
    path("password/", password.password_change, name="password_change"),
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("health/", health.health, name="health"),
]
