"""認定申請: entered section by section, with papers, steps and what is missing in sight."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aomori_skills.paperwork.models import Attachment, DisclosureLog
from aomori_skills.paperwork.services import attachments
from meisters.choices import Consent
from meisters.forms.sections import SECTIONS
from meisters.models import CertificationApplication
from tests.factories.meisters import (
    ApplicationFactory,
    PracticePeriodFactory,
    QualificationFactory,
)
from tests.factories.office import OperationFactory, TradeFactory, UserFactory
from tests.meisters import situations
from tests.meisters.forms_as_sent import sent_by
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


def open_pdf():
    return SimpleUploadedFile("証書.pdf", situations.PDF, "application/pdf")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def section(application, slug):
    return reverse("meisters:application_section", args=(application.pk, slug))


def step(application, name):
    return reverse("meisters:application_step", args=(application.pk, name))


def save(client, url, **typed):
    return client.post(url, sent_by(client.get(url)) | typed)


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


def errors_of(answer):
    """Field's name on the page → sentences, of the form and of its rows."""
    form = answer.context["form"]
    forms = [form, *(row for part in form.parts for row in part.forms)]
    return {one.add_prefix(name): errors for one in forms for name, errors in one.errors.items()}


@pytest.mark.parametrize(
    ("slug", "field", "typed", "sentence"),
    [
        ("work", "applied_on", "R7.13.1", "月は1から12までの数字で入力してください。"),
        ("work", "applied_on", "1900-01-01", "申請日は平成25年4月1日から"),
        ("work", "round", "9" * 31, "申請回は一覧から選択してください。"),
        ("work", "position", "あ" * 61, "役職・部署は60文字以内で入力してください（現在61文字）。"),
        (
            "experience",
            "instruction_records-0-times",
            "9" * 31,
            "回数は9,999以下の数字で入力してください（現在31桁）。",
        ),
        (
            "experience",
            "instruction_records-0-times",
            "たくさん",
            "回数は「1200」のように数字だけで入力してください。",
        ),
        ("experience", "instruction_records-0-times", "0", "回数は1以上の数字で入力してください。"),
        (
            "experience",
            "practice_periods-0-ends_on",
            "H1.1.8",
            "終了日は開始日以後の日付を入力してください。",
        ),
        (
            "experience",
            "practice_periods-0-employer_name",
            "あ" * 100_000,
            "勤務先は100文字以内で入力してください（現在100,000文字）。",
        ),
        (
            "publication",
            "profile_message",
            "木😀",
            "自己紹介・抱負に使えない文字（😀）があります。",
        ),
        (
            "publication",
            "profile_career",
            "あ" * 100_000,
            "主な経歴・実績は2,000文字以内で入力してください（現在100,000文字）。",
        ),
    ],
)
def test_bad_input_is_said_at_its_field_and_loses_nothing(
    client, tanto, slug, field, typed, sentence
):
    application = ApplicationFactory(complete=True, author=tanto)
    answer = save(client, section(application, slug), **{field: typed})

    found = errors_of(answer)
    assert answer.status_code == 422
    assert list(found) == [field]
    assert [text for text in found[field] if sentence in text] == found[field]
    assert typed_in(answer, field) == typed


def typed_in(answer, name):
    form = answer.context["form"]
    forms = [form, *(row for part in form.parts for row in part.forms)]
    return next(
        one[field].value() for one in forms for field in one.fields if one.add_prefix(field) == name
    )


@pytest.mark.parametrize(
    ("slug", "typed", "errors"),
    [
        (
            "support",
            {"licence_number": "第1号"},
            {
                "licence": [
                    "免許の職種・番号・取得日を入力するときは、"
                    "職業訓練指導員免許を「あり」にしてください。"
                ]
            },
        ),
        (
            "publication",
            {"agree_all": "on"},
            {"agreed_on": ["公表同意書の日付を入力してください。"]},
        ),
        (
            "work",
            {"new_employer": "株式会社ねぶた工業"},
            {
                "new_employer": [
                    "勤務先は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。"
                ]
            },
        ),
        (
            "person",
            {"prefecture": "岩手県"},
            {"municipality": ["青森県以外の住所では、市町村を「指定なし」にしてください。"]},
        ),
    ],
)
def test_what_does_not_fit_together_is_said(client, tanto, slug, typed, errors):
    application = ApplicationFactory(complete=True, author=tanto)

    assert errors_of(save(client, section(application, slug), **typed)) == errors


def test_a_renamed_program_is_refused_at_its_field(client, tanto):
    application = ApplicationFactory(author=tanto)
    url = section(application, "documents")
    upload = SimpleUploadedFile("推薦書.pdf", b"MZ\x90\x00" + b"\x00" * 500, "application/pdf")

    answer = save(client, url, kind="recommendation", upload=upload, note="原本は別送")

    form = answer.context["form"]
    assert form.errors["upload"] == [
        "「推薦書.pdf」は、拡張子（.pdf）と中身が一致しません。"
        "元のアプリで開き、正しい形式で保存し直してから選択してください。"
    ]
    assert form["note"].value() == "原本は別送"
    assert Attachment.objects.count() == 0


def test_papers_are_attached_once_downloaded_and_taken_out(client, tanto):
    application = ApplicationFactory(author=tanto)
    url = section(application, "documents")
    typed = sent_by(client.get(url)) | {"kind": "recommendation"}
    for _ in range(2):
        with open_pdf() as file:
            client.post(url, typed | {"upload": file})

    document = application.documents.get()
    file = reverse("meisters:application_document", args=(application.pk, document.attachment_id))
    answer = client.post(file)
    assert answer.content == situations.PDF
    assert answer["Content-Disposition"].startswith("attachment")
    log = DisclosureLog.objects.get()
    assert (log.by, log.count, log.medium, log.purpose) == (tanto, 1, "file", "review")
    assert log.what == f"{application} 証書.pdf"

    remove = reverse("meisters:application_document_remove", args=(application.pk, document.pk))
    assert client.get(remove).status_code == 405
    assert [client.post(remove).url for _ in range(2)] == [url, url]
    assert application.documents.count() == 0
    assert Attachment.objects.get().removed_by == tanto


def test_a_file_of_another_application_is_not_handed_out(client, tanto):
    other = situations.complete().documents.first()
    application = ApplicationFactory(author=tanto)

    url = reverse("meisters:application_document", args=(application.pk, other.attachment_id))

    assert client.post(url).status_code == 404
    assert DisclosureLog.objects.count() == 0


def test_a_file_that_is_damaged_is_told_and_leaves_no_record(client, tanto):
    application = situations.complete()
    file = application.documents.first().attachment
    file.file.storage.delete(file.file.name)
    url = reverse("meisters:application_document", args=(application.pk, file.pk))

    assert "ファイルが見つかりません" in client.post(url, follow=True).content.decode()
    assert DisclosureLog.objects.count() == 0


@pytest.mark.parametrize(
    ("trait", "status", "buttons"),
    [("tanto", 200, 7), ("kaikei", 200, 7), ("etsuran", 403, 0), ("kanri", 403, 0)],
)
def test_only_those_who_may_export_download_papers(client, trait, status, buttons):
    application = situations.complete()
    qualification = application.qualifications.get()
    qualification.evidence = attachments.keep(
        situations.PDF, name="証書.pdf", content_type="application/pdf", by=application.author
    )
    qualification.save()
    client.force_login(UserFactory(**{trait: True}))
    page = client.get(application.get_absolute_url() + "?tab=documents").content.decode()

    url = reverse("meisters:application_document", args=(application.pk, qualification.evidence_id))
    assert client.post(url).status_code == status
    assert client.get(url).status_code == (405 if status == 200 else 403)
    assert page.count("photo.pdf") == 1
    assert page.count('class="link-button"') == buttons
    assert DisclosureLog.objects.count() == (1 if status == 200 else 0)


def test_printing_the_form_goes_on_record(client, tanto):
    application = situations.complete()
    url = reverse("meisters:application_form_pdf", args=(application.pk,))

    assert client.get(url).status_code == 405
    answer = client.post(url)

    assert answer.content.startswith(b"%PDF-")
    log = DisclosureLog.objects.get()
    assert (log.by, log.count, log.medium, log.purpose) == (tanto, 1, "pdf", "person")
    assert application.number in log.what


def test_agreeing_to_all_leaves_refusals_as_they_are(client, tanto):
    application = ApplicationFactory(author=tanto)
    for item, answer in (("name", Consent.UNKNOWN), ("photo", Consent.REFUSED)):
        application.consents.create(item=item, answer=answer)

    save(client, section(application, "publication"), agree_all="on", agreed_on="R7.6.1")

    found = {row.item: (row.answer, row.answered_on) for row in application.consents.all()}
    assert found == {
        "name": (Consent.AGREED, date(2025, 6, 1)),
        "photo": (Consent.REFUSED, None),
    }
