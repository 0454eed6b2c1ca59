"""帳票一覧: every report of every area, for the year of the header."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.front.views.reports import AREAS
from aomori_skills.paperwork.models import DisclosureLog
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

REPORTS = [report for _, reports in AREAS for report in reports]
PURPOSE = {"purpose": "センターへの提出・報告"}


def sign_in(client, trait):
    client.force_login(UserFactory(**{trait: True}))


def shown(client):
    page = client.get(reverse("report_list"))
    return [offer.report.slug for _, offers in page.context["reports"] for offer in offers]


def download(client, report, **typed):
    return client.post(reverse("report_file", args=(report.slug,)), typed)


def test_no_two_reports_share_a_name():
    assert len({report.slug for report in REPORTS}) == len(REPORTS)
    assert len({report.title for report in REPORTS}) == len(REPORTS)


@pytest.mark.parametrize("trait", ["tanto", "shonin", "kaikei", "etsuran", "kanri"])
def test_everybody_sees_and_gets_exactly_the_own_reports(client, trait):
    user = UserFactory(**{trait: True})
    client.force_login(user)
    allowed = [report.slug for report in REPORTS if user.has_perm(report.permission)]

    got = [
        report.slug for report in REPORTS if download(client, report, **PURPOSE).status_code == 200
    ]

    assert shown(client) == got == allowed


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
def test_every_report_opens_as_excel_with_title_and_year(client, report):
    MeisterFactory()
    sign_in(client, "tanto")
    client.post(reverse("set_fiscal_year"), {"fiscal_year": "2025"})

    answer = download(client, report, **PURPOSE)

    sheet = load_workbook(BytesIO(answer.content)).active
    texts = [str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row if cell.value]
    assert report.title in texts[0]
    assert any("令和7年度" in text for text in texts)


@pytest.mark.parametrize(
    "report", [report for report in REPORTS if report.personal], ids=lambda report: report.slug
)
def test_personal_data_leave_with_a_purpose_that_is_written_down(client, report):
    MeisterFactory()
    sign_in(client, "tanto")

    refused = download(client, report)
    assert (refused.status_code, DisclosureLog.objects.count()) == (422, 0)
    assert "利用目的" in refused.content.decode()

    download(client, report, **PURPOSE)
    log = DisclosureLog.objects.get()
    assert (log.by.username, log.count, log.get_purpose_display()) == (
        "tanto",
        1,
        "センターへの提出・報告",
    )


def test_asking_for_a_file_by_address_gives_none(client):
    sign_in(client, "tanto")

    assert client.get(reverse("report_file", args=(REPORTS[0].slug,))).status_code == 405
    assert client.post(reverse("report_file", args=("no-such-report",))).status_code == 404
