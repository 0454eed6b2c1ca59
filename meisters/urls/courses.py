"""Addresses of the courses pages."""

from django.urls import path

from meisters.views import (
    course_certificates,
    course_grids,
    course_letters,
    course_lists,
    course_pages,
    course_papers,
    course_people,
    course_steps,
    courses,
)

urlpatterns = [
    path("courses/", courses.course_list, name="course_list"),
    path("unfinished-courses/", course_lists.unfinished_list, name="unfinished_list"),
    path("courses/people/", course_lists.participation_list, name="participation_list"),
    path("courses/new/<slug:kind>/", courses.course_create, name="course_create"),
    path("courses/<int:pk>/", course_pages.course_detail, name="course_detail"),
    path("courses/<int:pk>/edit/", courses.course_edit, name="course_edit"),
    path("courses/<int:pk>/steps/<slug:name>/", course_steps.course_step, name="course_step"),
    path("courses/<int:pk>/choose/", course_people.course_choose, name="course_choose"),
    path("courses/<int:pk>/invite/", course_letters.course_invite, name="course_invite"),
    path("courses/<int:pk>/remind/", course_letters.course_remind, name="course_remind"),
    path("courses/<int:pk>/replies/", course_grids.course_replies, name="course_replies"),
    path("courses/<int:pk>/results/", course_grids.course_results, name="course_results"),
    path(
        "courses/<int:pk>/certificates/",
        course_certificates.course_certificates,
        name="course_certificates",
    ),
    path("courses/<int:pk>/papers/", course_papers.course_paper, name="course_paper"),
    path(
        "courses/people/<int:pk>/remove/",
        course_people.participation_remove,
        name="participation_remove",
    ),
    path(
        "courses/people/<int:pk>/certificate/<slug:name>/",
        course_certificates.participation_certificate,
        name="participation_certificate",
    ),
]
