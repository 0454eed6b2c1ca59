"""復命書: what it says, and that it is the next step until it has been printed."""

from datetime import date, time
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from meisters.models import Visit
from meisters.papers import visit_report as paper
from meisters.papers.visit_report import render_report
from tests.factories.office import (
    ProfileFactory,
    UserFactory,
)
from tests.factories.visits import ContactFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def people(*rows):
    sent = {"people-TOTAL_FORMS": str(len(rows)), "people-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in ({"contact": "", "title": "", "name": ""} | row).items():
            sent[f"people-{number}-{name}"] = value
    return sent


def test_the_report_reads_like_a_report(tanto):
    ProfileFactory(head_title="コーナー長")
    contact = ContactFactory(organization__name="株式会社りんご工務店")
    visit = VisitFactory(
        organization=contact.organization,
        starts_at=time(13, 30),
        ends_at=time(15),
        place="本社会議室",
        content="代表者に要件を説明した。",
        outcome="positive",
        findings="前向きである。",
        next_action="見本を送る",
        next_on=date(2025, 6, 20),
        went=[tanto],
    )
    visit.people.create(contact=contact, title=contact.title, name=contact.name)

    pdf = render_report(Visit.objects.for_page().get(pk=visit.pk))

    reader = PdfReader(BytesIO(pdf))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "").replace("\n", "")
    assert len(reader.pages) == 1
    for words in (
        "復命書",
        "決裁",
        "コーナー長　様".replace("　", ""),
        "令和7年6月10日",
        "次のとおり出張しましたので、復命します。",
        "用務ものづくりマイスター制度の説明と候補者の開拓",
        "令和7年6月10日（火）",
        "13:30～15:00",
        "出張先株式会社りんご工務店（青森市）",
        "面談者総務部長藤野つばさ",
        "内容代表者に要件を説明した。",
        "担当",
        "復命者職氏名",
        "結果前向きに検討",
        "所見前向きである。",
        "見本を送る（令和7年6月20日まで）",
    ):
        assert words in text.replace("　", ""), words


def test_a_telephone_call_is_no_journey(tanto):
    visit = VisitFactory(way="phone")

    pdf = render_report(Visit.objects.for_page().get(pk=visit.pk))

    text = PdfReader(BytesIO(pdf)).pages[0].extract_text().replace(" ", "")
    assert "応対記録" in text
    assert "復命します" not in text


def test_handing_out_the_report_goes_on_record(client, tanto):
    visit = VisitFactory()
    url = reverse("meisters:visit_report", args=(visit.pk,))

    answer = client.post(url)
    client.force_login(UserFactory(etsuran=True))
    refused = client.post(url)

    log = DisclosureLog.objects.get()
    assert answer["Content-Type"] == "application/pdf"
    assert (log.what, log.medium, log.by) == (f"復命書 {visit}", "pdf", tanto)
    assert refused.status_code == 403


def test_the_report_is_the_next_step_until_it_is_printed(client, tanto):
    visit = VisitFactory(next_action="電話する", author=tanto)
    page = visit.get_absolute_url()
    before = client.get(page)

    client.post(reverse("meisters:visit_report", args=(visit.pk,)))
    visit.refresh_from_db()
    after = client.get(page)

    assert before.context["primary"].label == "復命書を印刷する"
    assert "まだ印刷していません" in before.content.decode()
    assert (visit.report_printed_on, visit.version) == (TODAY, 1)
    assert after.context["primary"].label == "対応を済ませる"
    assert "令和7年8月20日（水）に印刷" in after.content.decode()


def test_saving_names_the_report_and_changes_ask_for_it_again(client, tanto):
    visit = VisitFactory(report_printed_on=TODAY, report_known=False, author=tanto)
    sent = {
        "organization": visit.organization_id,
        "visited_on": "2025-06-10",
        "way": "visit",
        "staff": [tanto.pk],
        "content": "別の話もした。",
        "version": visit.version,
        "people-TOTAL_FORMS": "0",
        "people-INITIAL_FORMS": "0",
        "form_token": str(uuid4()),
    }

    answer = client.post(reverse("meisters:visit_edit", args=(visit.pk,)), sent, follow=True)

    visit.refresh_from_db()
    (said,) = answer.context["messages"]
    assert visit.report_printed_on is None
    assert str(said) == (
        f"{visit}の記録を保存しました。"
        f'次は、<a href="{visit.get_absolute_url()}#report">復命書</a>'
        "を印刷して決裁を受けてください。"
    )
    assert 'id="report"' in answer.content.decode()


def test_a_paper_overtaken_by_a_change_is_not_the_one_to_sign(client, tanto, monkeypatch):
    visit = VisitFactory()

    def render_while_somebody_saves(shown):
        Visit.objects.get(pk=shown.pk).save_version()
        return b"%PDF"

    monkeypatch.setattr(paper, "render_report", render_while_somebody_saves)
    client.post(reverse("meisters:visit_report", args=(visit.pk,)))

    visit.refresh_from_db()
    assert (visit.version, visit.report_printed_on) == (2, None)


def test_a_copy_for_the_accountant_is_not_the_paper_to_sign(client):
    visit = VisitFactory()
    client.force_login(UserFactory(kaikei=True))

    answer = client.post(reverse("meisters:visit_report", args=(visit.pk,)))

    visit.refresh_from_db()
    assert (answer.status_code, visit.report_printed_on) == (200, None)


@pytest.mark.parametrize(
    ("given", "noted"),
    [
        ({"report_printed_on": date(2025, 8, 1)}, date(2025, 8, 1)),
        ({"way": "phone"}, None),
        ({"report_known": False}, TODAY),
    ],
)
def test_a_print_is_noted_where_none_was(client, tanto, given, noted):
    visit = VisitFactory(**given)

    client.post(reverse("meisters:visit_report", args=(visit.pk,)))

    visit.refresh_from_db()
    assert visit.report_printed_on == noted


def test_of_a_visit_from_before_prints_were_noted_nothing_is_claimed(client, tanto):
    visit = VisitFactory(report_known=False, next_action="電話する")

    page = client.get(visit.get_absolute_url())

    assert page.context["primary"].label == "対応を済ませる"
    assert "印刷の記録なし" in page.content.decode()
    assert "まだ印刷していません" not in page.content.decode()


def test_a_call_asks_for_no_report(client, tanto):
    visit = VisitFactory(way="phone", author=tanto)

    page = client.get(visit.get_absolute_url())

    assert page.context["primary"].label == "候補者を登録する"
    assert "まだ印刷していません" not in page.content.decode()


def test_long_texts_of_the_usual_length_stay_on_one_page(tanto):
    ProfileFactory()
    visit = VisitFactory(content="制度を説明した。" * 60, findings="前向きである。" * 40)
    for number in range(4):
        visit.people.create(title="役員", name=f"青森 {number}郎")

    pdf = render_report(Visit.objects.for_page().get(pk=visit.pk))

    assert len(PdfReader(BytesIO(pdf)).pages) == 1
