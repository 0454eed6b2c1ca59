"""The sign-in behind proxies, and what browsers and proxies may keep of the office's pages."""

import gzip

import pytest
from django.middleware.gzip import GZipMiddleware
from django.test import Client
from django.urls import reverse

from aomori_skills.front.client_address import client_address
from tests.factories.meisters import CandidateFactory
from tests.factories.office import PASSWORD, UserFactory

PROXY, ONE, OTHER = "127.0.0.1", "203.0.113.5", "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "told", "expected"),
    [
        (0, ONE, PROXY),
        (1, None, PROXY),
        (1, ONE, ONE),
        (1, f"{OTHER}, {ONE}", ONE),
        (2, f"{OTHER}, {ONE}, 10.0.0.7", ONE),
        (2, ONE, PROXY),
        (1, "unknown", PROXY),
        (1, f"{ONE}, ", PROXY),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "x" * 10_000, PROXY),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(rf, settings, proxies, told, expected):
    settings.TRUSTED_PROXIES = proxies
    forwarded = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    assert client_address(rf.get("/", REMOTE_ADDR=PROXY, **forwarded)) == expected


def sign_in(told, password=PASSWORD):
    """The status of one attempt through the proxy."""
    typed = {"username": "tanto", "password": password}
    return (
        Client()
        .post(reverse("login"), typed, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=told)
        .status_code
    )


@pytest.mark.django_db
def test_the_lock_counts_the_client_and_not_the_proxy(settings):
    settings.TRUSTED_PROXIES = 1
    UserFactory(tanto=True, username="tanto")

    wrong = [sign_in(ONE, "wrong") for _ in range(5)]

    assert wrong == [200, 200, 200, 200, 429]
    assert sign_in(OTHER) == 302
    assert sign_in(ONE) == 429
    assert sign_in(f"{OTHER}, {ONE}") == 429


@pytest.mark.django_db
def test_nobody_chooses_an_address_while_no_proxy_is_trusted(settings):
    settings.TRUSTED_PROXIES = 0
    UserFactory(tanto=True, username="tanto")

    wrong = [sign_in(f"203.0.113.{number}", "wrong") for number in range(5)]

    assert wrong[-1] == 429
    assert sign_in(OTHER) == 429


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["home", "meisters:candidate_list", "office:organization_list", "search"]
)
def test_pages_of_who_is_signed_in_are_kept_nowhere(client, name):
    client.force_login(UserFactory(tanto=True))
    assert client.get(reverse(name))["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_exports_and_refusals_are_kept_nowhere(client):
    client.force_login(UserFactory(tanto=True))
    candidate = CandidateFactory()
    answers = [
        client.get(candidate.get_absolute_url()),
        client.get("/nirgends/"),
        client.post(reverse("office:organization_list"), {"_export": "xlsx"}),
        client.post(reverse("meisters:candidate_list"), {"_export": "xlsx"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 200, 422]
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


@pytest.mark.django_db
def test_a_compressed_page_gives_no_secret_away(client):
    client.force_login(UserFactory(tanto=True))
    pages = [
        client.get(reverse("meisters:candidate_create"), headers={"Accept-Encoding": "gzip"})
        for _ in range(2)
    ]

    assert [page["Content-Encoding"] for page in pages] == ["gzip", "gzip"]
    tokens = {str(page.context["csrf_token"]) for page in pages}
    assert len(tokens) == 2
    for page in pages:
        assert str(page.context["csrf_token"]) in gzip.decompress(page.content).decode()
    assert GZipMiddleware.max_random_bytes == 100
