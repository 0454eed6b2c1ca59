"""The words of permissions, and the page that says which one is missing."""

import pytest
from django.urls import reverse

from aomori_skills.base.permission_words import WORDS, lacking
from aomori_skills.base.roles import PERMISSIONS
from tests.factories.office import UserFactory


def test_every_permission_has_words_of_its_own():
    assert list(WORDS) == list(PERMISSIONS)
    assert len(set(WORDS.values())) == len(WORDS)


def test_the_sentence_says_what_is_missing_who_has_it_and_whom_to_ask():
    assert lacking("dispatch.edit_requests") == (
        "「派遣依頼の登録と編集」の権限がありません。この権限は、「担当」・「承認者」の役割の職員に"
        "あります。その職員に操作を依頼するか、自分で行う必要があるときは、"
        "管理者に役割の追加を依頼してください。"
    )


@pytest.mark.django_db
def test_the_page_says_it(client):
    client.force_login(UserFactory(etsuran=True))
    page = client.get(reverse("dispatch:request_new"))
    assert page.status_code == 403
    assert lacking("dispatch.edit_requests") in page.content.decode()
