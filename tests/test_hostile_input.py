"""Every form: nonsense is answered in words and stays; a second sending changes nothing."""

from html import escape
from urllib.parse import urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.office import UserFactory
from tests.page_forms import forms_of
from tests.test_urls import GUARDED, PAGES, address, fingerprint

NONSENSE = {
    "impossible date": "令和7年2月30日",
    "31 digits": "9" * 31,
    "emoji": "🍎🍏",
    "markup": '"><script>alert(1)</script>',
    "formula": "=1+1",
    "nul": "あ\x00い",
    "100,000 characters": "あ" * 100_000,
}
FORM_PAGES = [name for name in GUARDED if {"GET", "POST"} <= set(PAGES[name].callback.methods)]
ANSWERS = {200, 302, 403, 422}


def open_page(name, sample, client, everybody):
    """The page as somebody who may see it; (address, its forms)."""
    permission = PAGES[name].callback.permission
    client.force_login(next(user for user in everybody if user.has_perm(permission)))
    url = address(name, sample)
    answer = client.get(url, follow=True)
    here = answer.redirect_chain[-1][0] if answer.redirect_chain else url
    return here, forms_of(answer.content.decode())


@pytest.fixture
def everybody(db):
    return [UserFactory(**{trait: True}) for trait in ("tanto", "shonin", "kaikei", "kanri")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORM_PAGES)
def test_nonsense_in_every_field_is_answered_and_kept(name, client, sample, everybody):
    here, forms = open_page(name, sample, client, everybody)

    for form in forms:
        target = urljoin(here, form.action)
        for text in NONSENSE.values():
            answer = client.post(target, form.filled(text))
            assert answer.status_code in ANSWERS
            if answer.status_code == 422:
                assert says_what_is_wrong(answer.content.decode())
            if answer.status_code == 422 and "\x00" not in text and target == here:
                shown = answer.content.decode()
                areas = [name for name, kind in form.typed.items() if kind == "textarea"]
                assert shown.count(escape(text)) >= len(areas)
                assert "<script>alert(1)" not in shown


def says_what_is_wrong(page: str) -> bool:
    """Whether an error stands at a field or in the summary."""
    return 'class="field-error"' in page or 'class="error-summary"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORM_PAGES)
def test_the_thirtieth_of_february_is_nowhere_a_day(name, client, sample, everybody):
    """Each date of a form alone is wrong: refused at that field, and nothing is saved.

    A form that would not be saved anyway, for the state of its record, leads back to it and saves
    as little.
    """
    here, forms = open_page(name, sample, client, everybody)
    before = fingerprint()

    for form in forms:
        target, data = urljoin(here, form.action), form.completed("2025-06-01")
        for field in form.dates:
            answer = client.post(target, data | {field: [NONSENSE["impossible date"]]})
            assert fingerprint() == before
            if answer.status_code != 302:
                assert (field, answer.status_code) == (field, 422)
                assert f'id="id_{field}_error"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORM_PAGES)
def test_a_second_sending_changes_nothing(name, client, sample, everybody):
    here, forms = open_page(name, sample, client, everybody)

    for form in forms:
        target, data = urljoin(here, form.action), form.completed("2025-06-01")
        first = client.post(target, data)
        once = {table: row for table, row in fingerprint().items() if table not in LOGS}
        second = client.post(target, data)
        assert {table: row for table, row in fingerprint().items() if table not in LOGS} == once
        if first.status_code == 302:
            assert second.status_code == 302


LOGS = {"paperwork_disclosurelog", "paperwork_disclosurelogevent", "pghistory_context"}
"""Each export is written down, a repeated one again."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORM_PAGES)
def test_a_program_called_a_document_is_refused(name, client, sample, everybody):
    here, forms = open_page(name, sample, client, everybody)
    before = fingerprint()["paperwork_attachment"]

    for form in forms:
        for field in form.files:
            program = SimpleUploadedFile("証書.pdf", b"MZ\x90\x00" + b"\x00" * 64)
            answer = client.post(
                urljoin(here, form.action), form.completed("2025-06-01") | {field: program}
            )
            assert answer.status_code == 422
    assert fingerprint()["paperwork_attachment"] == before


@pytest.mark.django_db
def test_there_are_dates_to_try(client, sample, everybody):
    _, forms = open_page("meisters:candidate_create", sample, client, everybody)

    assert "met_on" in forms[0].dates


def test_there_are_forms_to_try():
    assert len(FORM_PAGES) > 30
    assert reverse("meisters:candidate_create")
