"""認定申請: tabs, sections, and the rows of a section."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import Attachment
from meisters.forms.sections import SECTIONS
from meisters.models import CertificationApplication
from tests.factories.meisters import (
    ApplicationFactory,
    PracticePeriodFactory,
    QualificationFactory,
)
from tests.factories.office import OperationFactory, TradeFactory
from tests.meisters import situations
from tests.meisters.application_pages import errors_of, open_pdf, save, section
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


@pytest.mark.parametrize("tab", ["overview", "checklist", "documents", "steps", "history"])
def test_every_tab_of_a_full_application_opens(client, tanto, tab):
    application = situations.awaiting()

    answer = client.get(application.get_absolute_url(), {"tab": tab})

    assert answer.status_code == 200
    assert application.number in answer.content.decode()


@pytest.mark.parametrize("slug", [one.slug for one in SECTIONS])
def test_a_section_saved_unchanged_changes_nothing(client, tanto, slug):
    application = situations.complete()
    before = facts_of(application)

    answer = save(client, section(application, slug))

    assert answer.url == application.get_absolute_url()
    assert facts_of(application) == before


def facts_of(application):
    application = CertificationApplication.objects.whole().get(pk=application.pk)
    own = {
        field.attname: getattr(application, field.attname)
        for field in application._meta.concrete_fields
        if field.name != "version"
    }
    parts = ("qualifications", "practice_periods", "instruction_records", "consents", "documents")
    return own, [list(getattr(application, name).values()) for name in parts]


def test_saving_and_going_on_leads_through_all_sections_to_the_papers(client, tanto):
    application = ApplicationFactory(author=tanto)
    visited = []
    url = section(application, "person")
    while not url.endswith("/documents/"):
        visited.append(url)
        url = save(client, url, _next="1").url

    assert visited == [section(application, one.slug) for one in SECTIONS]


def test_the_checklist_beside_the_entry_follows_what_is_saved(client, tanto):
    situations.office()
    application = ApplicationFactory(author=tanto)
    url = section(application, "experience")

    before = client.get(url).content.decode()
    save(
        client,
        url,
        **{
            "practice_periods-0-employer_name": "株式会社ねぶた工業",
            "practice_periods-0-starts_on": "H12.4.1",
            "practice_periods-0-ends_on": "令和7年3月31日",
        },
    )
    after = client.get(url).content.decode()

    assert "実務経験が入力されていません。" in before
    assert "実務経験は通算25年です（基準は15年以上）。" in after


def test_rows_are_added_changed_and_deleted_together(client, tanto):
    application = ApplicationFactory(author=tanto)
    kept = PracticePeriodFactory(application=application, employer_name="甲建設")
    gone = PracticePeriodFactory(application=application, employer_name="乙建設")
    save(
        client,
        section(application, "experience"),
        **{
            "practice_periods-0-duties": "大工工事",
            "practice_periods-1-DELETE": "on",
            "practice_periods-2-employer_name": "丙建設",
            "practice_periods-2-starts_on": "2001-04-01",
            "instruction_records-0-starts_on": "2020-05-05",
            "instruction_records-0-place": "青森工業高校",
            "instruction_records-0-times": "３回",
        },
    )

    rows = application.practice_periods.order_by("employer_name")
    kept.refresh_from_db()
    assert [row.employer_name for row in rows] == ["丙建設", "甲建設"]
    assert kept.duties == "大工工事"
    assert not rows.filter(pk=gone.pk).exists()
    assert [(row.place, row.times) for row in application.instruction_records.all()] == [
        ("青森工業高校", 3)
    ]


def test_a_qualification_comes_with_its_evidence(client, tanto):
    application = ApplicationFactory(author=tanto)
    operation = OperationFactory(trade=TradeFactory(name="造園"), name="造園工事作業")
    url = section(application, "qualifications")
    typed = {
        "qualifications-0-trade": operation.trade_id,
        "qualifications-0-operation": operation.pk,
        "qualifications-0-ground": "first_grade",
        "qualifications-0-number": "第99号",
        "qualifications-0-acquired_on": "H10.10.1",
    }
    with open_pdf() as file:
        save(client, url, **typed, **{"qualifications-0-upload": file})

    row = application.qualifications.get()
    assert (row.trade.name, row.operation.name, row.number) == ("造園", "造園工事作業", "第99号")
    assert row.acquired_on == date(1998, 10, 1)
    assert row.evidence.original_name == "証書.pdf"
    file = reverse("meisters:application_document", args=(application.pk, row.evidence_id))
    text = client.get(url).content.decode()
    assert f'form="evidence-{row.evidence_id}" class="link-button">証書.pdf</button>' in text
    assert [form.action for form in forms_of(text)].count(file) == 1
    assert client.post(file).content == situations.PDF


def test_replaced_evidence_is_taken_off_the_record(client, tanto):
    application = ApplicationFactory(author=tanto)
    url = section(application, "qualifications")
    QualificationFactory(application=application)
    for _ in range(2):
        with open_pdf() as file:
            save(client, url, **{"qualifications-0-upload": file})
    save(client, url, **{"qualifications-0-drop_evidence": "on"})

    assert application.qualifications.get().evidence is None
    assert [one.is_removed for one in Attachment.objects.all()] == [True, True]


def test_a_deleted_row_takes_its_evidence_off_the_record(client, tanto):
    application = ApplicationFactory(author=tanto)
    url = section(application, "qualifications")
    QualificationFactory(application=application)
    with open_pdf() as file:
        save(client, url, **{"qualifications-0-upload": file})

    save(client, url, **{"qualifications-0-DELETE": "on"})

    assert application.qualifications.count() == 0
    assert [one.removed_by for one in Attachment.objects.all()] == [tanto]


def test_an_operation_belongs_to_its_trade(client, tanto):
    application = ApplicationFactory(author=tanto)
    foreign = OperationFactory(trade=TradeFactory(name="造園"))
    answer = save(
        client,
        section(application, "qualifications"),
        **{
            "qualifications-0-trade": TradeFactory(name="左官").pk,
            "qualifications-0-operation": foreign.pk,
            "qualifications-0-ground": "first_grade",
        },
    )

    assert errors_of(answer) == {
        "qualifications-0-operation": ["作業は、左官の作業から選択してください。"]
    }
