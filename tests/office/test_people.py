"""利用者: one-time passwords, roles, and an office that can't lock itself out."""

from uuid import uuid4

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse

from aomori_skills.base.roles import Role
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import User
from aomori_skills.office.services import people
from tests.factories.office import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "iwaki-no-yuki-2025"
DATA = {
    "family_name": "岩木",
    "given_name": "雪",
    "family_kana": "いわき",
    "given_kana": "ユキ",
    "email": "",
    "roles": ["staff"],
}


@pytest.fixture
def kanri(client):
    user = UserFactory(kanri=True)
    client.force_login(user)
    return user


def opens(username, password):
    request = RequestFactory().post("/login/")
    return authenticate(request, username=username, password=password) is not None


def sign_in(username, password):
    visitor = Client()
    answer = visitor.post(reverse("login"), {"username": username, "password": password})
    assert answer.status_code == 302
    return visitor


def change(visitor, old, new, again=None):
    return visitor.post(
        reverse("password_change"),
        {"old_password": old, "new_password": new, "again": new if again is None else again},
    )


def test_the_first_administrator_is_made_once():
    password = people.create_first_administrator()

    assert opens("kanri", password)
    assert people.create_first_administrator() is None
    assert [user.roles for user in User.objects.all()] == [[Role.ADMINISTRATOR.value]]


def test_a_new_account_changes_its_password_before_anything_else(client, kanri):
    page = client.post(reverse("office:user_create"), {**DATA, "username": "yuki"}, follow=True)
    password = page.context["password"]
    assert page["Cache-Control"].startswith("max-age=0")
    visitor = sign_in("yuki", password)

    for name in ("home", "office:organization_list", "search"):
        assert visitor.get(reverse(name)).url == reverse("password_change")
    assert visitor.post(reverse("set_fiscal_year"), {"fiscal_year": "2025"}).url == reverse(
        "password_change"
    )

    assert change(visitor, password, NEW_PASSWORD).url == reverse("home")
    assert visitor.get(reverse("home")).status_code == 200
    assert (opens("yuki", password), opens("yuki", NEW_PASSWORD)) == (False, True)


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong", NEW_PASSWORD, None, "old_password"),
        (PASSWORD, "short", None, "new_password"),
        (PASSWORD, "123456789012", None, "new_password"),
        (PASSWORD, PASSWORD, None, "new_password"),
        (PASSWORD, NEW_PASSWORD, "iwaki-no-ame-2025", "again"),
        (PASSWORD, "", "", "new_password"),
    ],
)
def test_a_password_that_will_not_do_is_refused(old, new, again, field):
    user = UserFactory(tanto=True)
    visitor = Client()
    visitor.force_login(user)

    page = change(visitor, old, new, again)

    assert field in page.context["form"].errors
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_reset_ends_the_sessions_and_the_lock_out(client, kanri):
    user = UserFactory(tanto=True)
    visitor = sign_in("tanto", PASSWORD)
    for _ in range(5):
        Client().post(reverse("login"), {"username": "tanto", "password": "wrong"})
    assert not opens("tanto", PASSWORD)

    page = client.post(reverse("office:user_password", args=(user.pk,)), follow=True)

    password = page.context["password"]
    assert visitor.get(reverse("home")).url.startswith(reverse("login"))
    assert sign_in("tanto", password).get(reverse("home")).url == reverse("password_change")


def test_who_has_left_can_not_sign_in(client, kanri):
    user = UserFactory(tanto=True)
    visitor = sign_in("tanto", PASSWORD)

    client.post(reverse("office:user_edit", args=(user.pk,)), DATA | {"version": user.version})

    user.refresh_from_db()
    assert (user.is_active, str(user)) == (False, "岩木 雪")
    assert visitor.get(reverse("home")).url.startswith(reverse("login"))
    assert not opens("tanto", PASSWORD)


@pytest.mark.parametrize(
    "typed", [{"roles": ["staff"], "is_active": "on"}, {"roles": ["administrator"]}]
)
def test_the_administrator_keeps_the_own_role_and_place(client, kanri, typed):
    page = client.post(
        reverse("office:user_edit", args=(kanri.pk,)),
        {**DATA, "version": kanri.version, "roles": [], **typed},
    )

    kanri.refresh_from_db()
    assert (kanri.roles, kanri.is_active) == (["administrator"], True)
    assert page.context["form"].non_field_errors() == [
        "自分の管理者の役割と在職は外せません。ほかの管理者に依頼してください。"
    ]


def test_the_last_administrator_stays(kanri):
    """Two who take the role from each other at once: the second is refused."""
    other = UserFactory(username="kanri2", roles=[Role.ADMINISTRATOR.value])
    stale = User.objects.get(pk=other.pk)
    first = people.locked(other.pk)
    first.roles = [Role.STAFF.value]
    people.update(first, by=kanri)

    second = people.locked(kanri.pk)
    second.is_active = False
    with pytest.raises(TransitionDenied, match="管理者がいなくなる"):
        people.update(second, by=stale)

    kanri.refresh_from_db()
    assert kanri.is_active


def test_the_rows_of_all_administrators_are_locked_in_one_query(kanri, django_assert_num_queries):
    user = UserFactory(tanto=True)

    with django_assert_num_queries(1) as queries:
        assert people.locked(user.pk) == user

    sql = queries[0]["sql"]
    assert sql.endswith('ORDER BY "office_user"."id" ASC FOR UPDATE')


def test_a_double_click_keeps_the_one_time_password(client, kanri):
    typed = {**DATA, "username": "yuki", "form_token": str(uuid4())}
    answers = [client.post(reverse("office:user_create"), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    password = client.get(answers[1].url).context["password"]
    assert opens("yuki", password)
    assert client.get(answers[1].url).context["password"] is None


def test_an_edit_that_somebody_else_has_overtaken_shows_both_texts(client, kanri):
    user = UserFactory(tanto=True)
    mine = DATA | {"email": "mine@example.jp", "version": user.version}
    user.email = "theirs@example.jp"
    user.save_version()

    page = client.post(reverse("office:user_edit", args=(user.pk,)), mine)

    assert page.status_code == 422
    different = {d.label: (d.theirs, d.yours) for d in page.context["form"].differences}
    assert different["メールアドレス"] == ("theirs@example.jp", "mine@example.jp")
    assert "theirs@example.jp" in page.content.decode()
    user.refresh_from_db()
    assert user.email == "theirs@example.jp"


def test_nobody_is_without_a_role(client, kanri):
    page = client.post(reverse("office:user_create"), {**DATA, "username": "yuki", "roles": []})

    assert list(page.context["form"].errors) == ["roles"]
    assert not User.objects.filter(username="yuki").exists()


def test_people_are_found_by_name_and_role(client, kanri):
    UserFactory(tanto=True, family_name="髙橋", family_kana="タカハシ")
    UserFactory(shonin=True, family_name="葛西", family_kana="カサイ")

    def found(**asked):
        page = client.get(reverse("office:user_list"), asked)
        return [row.record.username for row in page.context["table"].rows]

    assert found(q="高橋") == ["tanto"]
    assert found(q="かさい") == ["shonin"]
    assert found(role="administrator") == ["kanri"]
