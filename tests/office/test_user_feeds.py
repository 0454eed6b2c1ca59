"""予定表の購読 of somebody else: ended by 管理者, on the page of the user."""

import pytest
from django.urls import reverse

from aomori_skills.office.choices import FeedScope
from aomori_skills.office.models import CalendarFeed
from aomori_skills.office.services import feeds
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


def labels(client, user):
    page = client.get(reverse("office:user_detail", args=(user.pk,)))
    return [action.label for action in page.context["others"]]


def test_an_administrator_ends_the_address_of_who_lost_a_telephone(client):
    tanto = UserFactory(tanto=True)
    client.force_login(UserFactory(kanri=True))
    before = labels(client, tanto)
    token = feeds.issue(tanto, FeedScope.OWN)

    offered = labels(client, tanto)
    answers = [
        client.post(reverse("office:user_feed_end", args=(tanto.pk,)), follow=True)
        for _ in range(2)
    ]

    assert before == ["パスワードを再設定する"]
    assert offered == ["パスワードを再設定する", "予定表の購読を停止する"]
    assert labels(client, tanto) == before
    assert [str(message) for answer in answers for message in answer.context["messages"]] == [
        "津軽 担当さんの予定表の購読を停止しました。",
        "津軽 担当さんに発行中の購読用アドレスはありません。",
    ]
    assert feeds.feed_of(token) is None
    assert CalendarFeed.objects.get().revoked_at is not None


def test_the_addresses_of_others_go_on(client):
    tanto, other = UserFactory(tanto=True), UserFactory(username="tanto2")
    client.force_login(UserFactory(kanri=True))
    tokens = [feeds.issue(one, FeedScope.OWN) for one in (tanto, other)]

    client.post(reverse("office:user_feed_end", args=(tanto.pk,)))

    assert [feeds.feed_of(token) is None for token in tokens] == [True, False]
