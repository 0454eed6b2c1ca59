"""Nobody counts as asked by a letter that has not left."""

from datetime import date

import pytest
import time_machine

from aomori_skills.front import wording
from aomori_skills.paperwork.services import outbox
from dispatch.models import Ask
from dispatch.services import ask_letters, asks
from tests.dispatch.ask_situations import NOW, TODAY, planned, told
from tests.dispatch.session_situations import free_meister
from tests.factories.office import ProfileFactory

pytestmark = pytest.mark.django_db
LATER = date(2025, 6, 18)


def test_a_draft_is_shown_as_not_sent_and_is_never_overdue(client):
    with time_machine.travel(NOW, tick=False):
        wording.load()
        ProfileFactory()
        row, _, tanto = planned()
        client.force_login(tanto)
        (ask,) = asks.add(row.pk, [free_meister()], None, "lead", by=tanto)
        values = {"day": TODAY, "reply_by": date(2025, 6, 17), "sending": "letters"}
        ask_letters.write(row.pk, [ask.pk], by=tanto, **values)
        page = f"{row.get_absolute_url()}?tab=asks"

        before = client.get(page).content.decode()
        assert (before.count("依頼状 未送信"), before.count("打診中")) == (1, 0)
        assert (told(ask).is_unsent, Ask.objects.overdue(LATER).count()) == (True, 0)

        outbox.issue(told(ask).message_id, by=tanto)
        after = client.get(page).content.decode()
        assert after.count("依頼状 未送信") == 0
        assert (told(ask).is_unsent, Ask.objects.overdue(LATER).count()) == (False, 1)


def test_a_letter_written_anew_is_dated_anew(db):
    with time_machine.travel(NOW, tick=False):
        wording.load()
        ProfileFactory()
        row, _, tanto = planned()
        (ask,) = asks.add(row.pk, [free_meister()], None, "lead", by=tanto)
        values = {"by": tanto, "reply_by": None, "sending": "letters"}
        ask_letters.write(row.pk, [ask.pk], day=TODAY, **values)
        outbox.withdraw([told(ask).message_id], by=tanto, comment="書き直し")

        ask_letters.write(row.pk, [ask.pk], day=LATER, **values)

        assert (told(ask).asked_on, told(ask).message.state) == (LATER, "draft")
