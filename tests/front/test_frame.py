"""Sign-in, the year switch, health, set-up: what stands around every page."""

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from aomori_skills.base.middleware import SESSION_KEY
from aomori_skills.office.models import Municipality, User
from tests.factories.office import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def chosen_year(client):
    return client.session.get(SESSION_KEY)


def choose(client, **typed):
    return client.post(reverse("set_fiscal_year"), typed)


@time_machine.travel("2026-03-31 23:59+09:00")
def test_the_year_is_the_current_one_until_another_is_chosen(client, tanto):
    assert client.get(reverse("home")).context["fiscal_year"] == 2025

    choose(client, fiscal_year="2023")

    assert client.get(reverse("home")).context["fiscal_year"] == 2023


@time_machine.travel("2026-04-01 00:00+09:00")
def test_the_first_of_april_is_another_year(client, tanto):
    assert client.get(reverse("home")).context["fiscal_year"] == 2026


def test_asking_for_the_switch_changes_nothing(client, tanto):
    answer = client.get(reverse("set_fiscal_year"), {"fiscal_year": "2023"})

    assert (answer.status_code, chosen_year(client)) == (405, None)


@pytest.mark.parametrize("typed", ["", "abc", "1900", "9999", "２０２３", "2023.5", "9" * 5000])
def test_a_year_that_is_not_offered_is_not_taken(client, tanto, typed):
    answer = choose(client, fiscal_year=typed)

    assert (answer.status_code, chosen_year(client)) == (302, None)


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/masters/organizations/?q=a", "/masters/organizations/?q=a"),
        ("https://example.com/", "/"),
        ("//example.com/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_switch_returns_to_pages_of_the_office_only(client, tanto, wanted, led_to):
    assert choose(client, fiscal_year="2023", next=wanted).url == led_to


def test_health_needs_no_sign_in_and_tells_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(reverse("health"))

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert client.post(reverse("health")).status_code == 405


def test_signing_in_leads_back_and_signing_out_ends_it(client):
    UserFactory(tanto=True)
    wanted = client.get(reverse("office:organization_list")).url
    assert wanted == "/login/?next=/masters/organizations/"

    answer = client.post(
        reverse("login"),
        {"username": "tanto", "password": PASSWORD, "next": "/masters/organizations/"},
    )
    assert answer.url == "/masters/organizations/"

    client.post(reverse("logout"))
    assert client.get(reverse("home")).status_code == 302


def test_five_wrong_passwords_stop_the_sign_in(client):
    UserFactory(tanto=True)
    statuses = [
        client.post(reverse("login"), {"username": "tanto", "password": "wrong"}).status_code
        for _ in range(5)
    ]

    answer = client.post(reverse("login"), {"username": "tanto", "password": PASSWORD})

    assert (statuses, answer.status_code) == ([200, 200, 200, 200, 429], 429)
    assert "サインインを停止しています" in answer.content.decode()


@pytest.mark.parametrize(
    ("trait", "status"),
    [("shonin", 200), ("kanri", 200), ("tanto", 403), ("kaikei", 403), ("etsuran", 403)],
)
def test_the_admin_opens_for_manager_and_administrator(client, trait, status):
    client.force_login(UserFactory(**{trait: True}))

    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.status_code == status


def test_the_admin_uses_the_sign_in_of_the_office(client):
    answer = client.get("/admin/office/trade/", follow=True)

    assert answer.redirect_chain[-1][0] == "/login/?next=/admin/office/trade/"


def test_the_admin_speaks_the_words_of_the_office(client):
    client.force_login(UserFactory(kanri=True))

    page = client.get("/admin/office/trade/").content.decode()

    assert "青森県技能振興コーナー" in page
    assert "Django" not in page


def test_set_up_twice_is_set_up_once(capsys):
    call_command("setup")
    first = capsys.readouterr().out
    call_command("setup")
    second = capsys.readouterr().out

    assert (Municipality.objects.count(), User.objects.count()) == (40, 1)
    assert "利用者ID: kanri" in first
    assert second == ""


def test_the_password_of_set_up_opens_and_is_changed_first(client, capsys):
    call_command("setup")
    password = capsys.readouterr().out.partition("仮パスワード: ")[2].split()[0]

    client.post(reverse("login"), {"username": "kanri", "password": password})

    assert client.get(reverse("home")).url == reverse("password_change")


def test_the_demo_brings_its_own_people(settings):
    settings.DEMO = True

    call_command("setup")

    assert User.objects.count() == 0


def test_a_page_that_does_not_exist_says_so(client, tanto):
    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.content.decode()
