"""Every address × every role × nobody: the expected answer, and no GET changes anything."""

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aomori_skills.base import roles
from tests.factories.office import UserFactory

PUBLIC = {"login", "logout", "health"}
"""Addresses that must answer without a sign-in."""

BY_TOKEN = {"feed_file"}
"""Addresses that open by the secret in them (tests/front/test_feeds.py)."""

OWN_ACCOUNT = {"password_change"}
"""Addresses for whoever is signed in."""

TRAITS = ("tanto", "shonin", "kaikei", "etsuran", "kanri")
PASSED = {200, 302}


def walk(patterns, namespace=""):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name == "admin":
                continue
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry


PAGES = dict(walk(get_resolver().url_patterns))
GUARDED = sorted(set(PAGES) - PUBLIC - BY_TOKEN - OWN_ACCOUNT)


def address(name, sample) -> str:
    """The address with the keys of the sample office; fails for a page nobody listed."""
    converters = PAGES[name].pattern.converters
    url = reverse(name, kwargs={key: sample.key(name, key) for key in converters})
    return url + sample.queries.get(name, "")


def test_every_page_has_a_name():
    assert [name for name in PAGES if name.endswith("None")] == []


@pytest.mark.parametrize("name", GUARDED)
def test_every_page_declares_its_permission(name):
    assert PAGES[name].callback.permission in roles.PERMISSIONS


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_nobody_is_sent_to_the_sign_in(name, client, sample):
    url = address(name, sample)

    answer = client.get(url)

    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("login"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_each_role_gets_in_or_is_refused(name, client, sample):
    url, view = address(name, sample), PAGES[name].callback
    people = {trait: UserFactory(**{trait: True}) for trait in TRAITS}
    before = fingerprint()

    for trait, user in people.items():
        client.force_login(user)
        status = client.get(url).status_code
        if not user.has_perm(view.permission):
            assert (trait, status) == (trait, 403)
        elif "GET" not in view.methods:
            assert (trait, status) == (trait, 405)
        else:
            assert status in PASSED, (trait, status)

    assert fingerprint() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PUBLIC - {"logout"}))
def test_public_pages_open_for_nobody(name, client):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("trait", TRAITS)
def test_the_admin_opens_for_managers_only(trait, client):
    user = UserFactory(**{trait: True})
    client.force_login(user)

    status = client.get(reverse("admin:index")).status_code

    assert status == (200 if trait in ("shonin", "kanri") else 302)


ADMIN_PAGES = [
    (model, page)
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label)
    for page in ("changelist", "add")
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "page"), ADMIN_PAGES, ids=lambda value: getattr(value, "__name__", value)
)
def test_the_admin_asks_the_table_of_roles(model, page, client):
    """Outsiders stay outside; inside, each page opens by the permission its model admin names."""
    site_admin = admin.site._registry[model]
    needed = site_admin.view_permission if page == "changelist" else site_admin.add_permission
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
    answers = {"nobody": client.get(url).status_code}
    expected = {"nobody": 302}

    for trait in TRAITS:
        user = UserFactory(**{trait: True})
        client.force_login(user)
        answers[trait] = client.get(url, follow=True).status_code
        inside = user.is_staff and needed and user.has_perm(needed)
        expected[trait] = 200 if inside else 403

    assert answers == expected


SIGNED_IN = "'{last_login,password}'::text[]"
"""What signing in itself writes into the row of a user."""


def fingerprint() -> dict[str, str]:
    """A sum over every row of every table but those of signing in."""
    with connection.cursor() as cursor:
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if not table.startswith(("django_session", "axes_"))
        ]
        sums = {}
        for table in tables:
            row = f"(to_jsonb(t) - {SIGNED_IN})::text" if table == "office_user" else "t::text"
            rows = f"string_agg({row}, '' order by {row})"
            cursor.execute(f"select md5(coalesce({rows}, '')) from \"{table}\" t")
            sums[table] = cursor.fetchone()[0]
    return sums
