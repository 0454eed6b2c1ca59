"""対応者 of a consultation is handed over to a colleague, and the history tells it."""

import pytest
from django.urls import reverse

from dispatch.models import Consultation
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


def page_of(row) -> str:
    return reverse("dispatch:consultation_hand_over", args=(row.pk,))


def test_a_colleague_takes_over_and_the_history_says_so(client):
    row, colleague = ConsultationFactory(), UserFactory()
    client.force_login(row.author)
    assert page_of(row) in client.get(row.get_absolute_url()).content.decode()

    answer = client.post(page_of(row), {"author": colleague.pk}, follow=True)

    assert f"{row}の対応者を{colleague}さんにしました。" in answer.content.decode()
    assert Consultation.objects.get(pk=row.pk).author == colleague
    page = client.get(f"{row.get_absolute_url()}?tab=history")
    (change,) = page.context["entries"][0].changes
    assert (change.label, change.before, change.after) == (
        "対応者", str(row.author), str(colleague),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (lambda row: row.author, "さんは、すでにこの相談の対応者です。"),
        (lambda row: UserFactory(etsuran=True), "選択"),
    ],
)
def test_who_is_it_already_or_may_not_is_refused(client, given, sentence):
    row = ConsultationFactory(author=UserFactory(tanto=True))
    client.force_login(row.author)
    answer = client.post(page_of(row), {"author": given(row).pk})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Consultation.objects.get(pk=row.pk).author == row.author


def test_readers_hand_nothing_over(client):
    row = ConsultationFactory()
    client.force_login(UserFactory(etsuran=True))
    assert client.get(page_of(row)).status_code == 403
