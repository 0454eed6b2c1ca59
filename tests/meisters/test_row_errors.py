"""What is wrong in a row is told on top with the row's name, and leads to its field."""

import pytest
from django.urls import reverse

from tests.factories.meisters import ApplicationFactory, InstructionRecordFactory
from tests.factories.office import UserFactory
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


def summary(page: str) -> list[str]:
    """The links of the summary on top, as they are written."""
    part = page.partition('class="error-summary"')[2].partition("</ul>")[0]
    return [line.strip() for line in part.splitlines() if "<a " in line]


def refused(client, application, slug, **typed) -> str:
    url = reverse("meisters:application_section", args=(application.pk, slug))
    sent = forms_of(client.get(url).content.decode())[0].data
    answer = client.post(url, sent | typed)
    assert answer.status_code == 422
    return answer.content.decode()


@pytest.fixture
def application(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    application = ApplicationFactory(author=user)
    InstructionRecordFactory.create_batch(2, application=application)
    return application


def test_the_second_row_is_named(client, application):
    page = refused(client, application, "experience", **{"instruction_records-1-times": "0"})

    assert summary(page) == [
        '<a href="#id_instruction_records-1-times">'
        "実技指導経験 2行目：回数は1以上の数字で入力してください。</a>"
    ]
    assert 'id="id_instruction_records-1-times"' in page


def test_a_row_of_a_fixed_set_is_named_by_what_it_asks(client, application):
    application.consents.create(item="photo")

    page = refused(client, application, "publication", **{"consents-0-answered_on": "R7.13.1"})

    assert summary(page) == [
        '<a href="#id_consents-0-answered_on">'
        "写真の公表：月は1から12までの数字で入力してください。</a>"
    ]
