"""文例 as people see them."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import (
    MessageTemplate,
)
from aomori_skills.paperwork.services import templates
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import TEMPLATE, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def shonin(client, tanto):
    user = UserFactory(shonin=True)
    client.force_login(user)
    return user


def page(name, row, *more) -> str:
    return reverse(f"paperwork:{name}", args=(row.pk, *more))


def text_of(response) -> str:
    return response.content.decode()


def test_a_template_is_edited_with_listed_placeholders_only(client, shonin):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    url = page("template_edit", template)
    typed = {"subject": "{{氏名}}様", "body": "{{生年月日}}", "items": "", "version": 1}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "本文の「{{生年月日}}」は、この文例では差し込めません。" in text_of(refused)
    assert 'id="id_body_error"' in text_of(refused)

    half = client.post(url, typed | {"body": "{{氏名様"})
    assert (half.status_code, 'id="id_body_error"' in text_of(half)) == (422, True)

    done = client.post(url, typed | {"body": "｛｛氏名｝｝様へ"})
    template.refresh_from_db()
    assert (done.status_code, template.body, template.is_as_shipped) == (
        302,
        "｛｛氏名｝｝様へ",
        False,
    )
    assert drafted(by=shonin).body == "岩木　太郎様へ"


def test_setting_up_again_leaves_edited_wording_alone(shonin):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    template.body = "直した本文"
    templates.update(template, by=shonin)
    assert templates.load((TEMPLATE,)) == 0
    template.refresh_from_db()
    assert template.body == "直した本文"

    templates.restore_shipped(template.pk, by=shonin)
    template.refresh_from_db()
    assert (template.body, template.edited_at) == (TEMPLATE.body, None)


def test_only_managers_edit_templates(client, tanto):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    shown = client.get(template.get_absolute_url())
    assert (shown.status_code, "編集する" in text_of(shown)) == (200, False)
    assert client.get(page("template_edit", template)).status_code == 403


def test_a_template_is_shown_with_its_examples(client, shonin):
    templates.load((TEMPLATE,))
    template = MessageTemplate.objects.get(code=TEMPLATE.code)
    assert "日時：令和8年12月1日（火）13:30" in text_of(client.get(template.get_absolute_url()))
    answer = client.get(page("template_preview", template))
    words = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert ("案" in words, "岩木　太郎様への説明について" in words) == (True, True)
