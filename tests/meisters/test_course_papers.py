"""名簿 and 出席簿 of a course."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.office import OrganizationFactory, ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
PURPOSE = {"purpose": "センターへの提出・報告", "purpose_note": ""}


@pytest.fixture(autouse=True)
def on_the_day_after():
    with time_machine.travel("2025-10-02 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, *keys) -> str:
    return reverse(f"meisters:{name}", args=keys)


def paper(client, course, name):
    ProfileFactory()
    return client.post(page("course_paper", course.pk), {"paper": name, **PURPOSE})


def text_of(content) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(one.extract_text() for one in pages).split())


def test_the_roster_for_the_center(client, tanto):
    course = CourseFactory(center=True, owner=tanto)
    coming = ParticipationFactory(
        course=course, coming=True, travel_means="新青森から新幹線", nights=2
    )
    away = ParticipationFactory(course=course, reply="not_coming", replied_on=date(2025, 9, 1))

    shown = text_of(paper(client, course, "roster").content)
    book = openpyxl.load_workbook(BytesIO(paper(client, course, "roster_xlsx").content)).active
    cells = [cell for row in book.iter_rows(values_only=True) for cell in row]

    assert "講師養成研修参加者名簿" in shown
    assert coming.meister.number in shown
    assert "新青森から新幹線" in shown
    assert away.meister.number not in shown
    assert coming.meister.number in cells
    assert away.meister.number not in cells
    assert [log.count for log in DisclosureLog.objects.all()] == [1, 1]


def test_the_attendance_sheet_has_a_column_for_each_day(client, tanto):
    course = CourseFactory(ends_on=date(2025, 10, 2), owner=tanto)
    employer = OrganizationFactory(name="株式会社りんご工務店")
    row = ParticipationFactory(course=course, meister__employer=employer)

    shown = text_of(paper(client, course, "attendance").content)

    assert "指導技法等講習出席簿" in shown
    assert "番号氏名所属職種" in shown
    assert "株式会社りんご工務店" in shown
    assert "10月1日（水）署名" in shown
    assert "10月2日（木）署名" in shown
    assert row.meister.family_name in shown


def test_no_roster_without_a_purpose(client, tanto):
    row = ParticipationFactory(course__owner=tanto)

    answer = client.post(page("course_paper", row.course.pk), {"paper": "roster"})

    assert answer.status_code == 422
    assert DisclosureLog.objects.count() == 0
