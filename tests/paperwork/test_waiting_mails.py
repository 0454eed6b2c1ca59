"""A mail whose time has come is told otherwise than one of a later day."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from aomori_skills.paperwork.services import outbox
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, drafted

pytestmark = pytest.mark.django_db
LIST = "/papers/messages/"


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("later", "word", "fact"),
    [(None, "送信待ち", "送信待ち"), (timedelta(days=1), "予約", "送信の予約")],
)
def test_what_leaves_now_waits_and_what_leaves_later_is_scheduled(client, tanto, later, word, fact):
    message = drafted(by=tanto, addressee=MAIL)
    outbox.schedule(message.pk, by=tanto, send_at=later and timezone.now() + later)

    page = client.get(message.get_absolute_url()).content.decode()
    listed = client.get(LIST, {"state": "scheduled"})
    excel = client.post(LIST, {"_export": "xlsx", "purpose": "本人への交付"})

    assert f'<span class="page-state-label">{fact}</span>' in page
    assert f'data-state="scheduled">{word}</span>' in page
    assert f'data-state="scheduled">{word}</span>' in listed.content.decode()
    sheet = openpyxl.load_workbook(BytesIO(excel.content)).active
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"送信待ち", "予約"} & words == {word}
