"""The answer of one addressee typed and imported in the same moment, on real PostgreSQL."""

from datetime import date
from io import BytesIO

import pytest
import time_machine

from dispatch.choices import AddresseeState
from dispatch.models import ReplyFile, SurveyAddressee, SurveyWish
from dispatch.services import reply_import, survey_replies
from dispatch.services.reply_plan import fingerprint, plan_files
from tests.dispatch.test_reply_files import WISH, filled
from tests.dispatch.test_request_races import at_once
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.surveys import AddresseeFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 6, 9)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


def kept(by) -> tuple[SurveyAddressee, ReplyFile, str]:
    """An addressee whose file was checked and waits, with what was shown of it."""
    row = AddresseeFactory(sent=True)
    upload = filled(row, WISH)
    plans = plan_files([(str(upload), BytesIO(upload.read()), DAY)])
    (file,) = reply_import.keep([upload], plans, by=by)
    return row, file, fingerprint(reply_import.plans_of([file]))


@pytest.mark.parametrize("_round", range(3))
def test_an_answer_is_typed_or_imported_and_never_both(_round):
    TradeFactory(name="造園")
    by = UserFactory(tanto=True)
    row, file, seen = kept(by)

    imported, typed = at_once(
        [
            lambda: reply_import.apply([file.pk], seen=seen, by=by),
            lambda: survey_replies.decline(row.pk, by=by, day=DAY, way="phone").state,
        ]
    )

    row.refresh_from_db()
    told = (imported, typed, row.state, SurveyWish.objects.filter(addressee=row).count())
    assert told in (
        (
            1,
            "辞退のときは、派遣の希望と推薦の行を削除してください。",
            AddresseeState.REPLIED,
            1,
        ),
        (reply_import.CHANGED_MEANWHILE, AddresseeState.DECLINED, AddresseeState.DECLINED, 0),
    )


def test_a_file_that_two_import_at_once_is_taken_in_once():
    TradeFactory(name="造園")
    by = UserFactory(tanto=True)
    row, file, seen = kept(by)

    ends = at_once([lambda: reply_import.apply([file.pk], seen=seen, by=by)] * 4)

    assert sorted(ends, key=str) == [
        1,
        *["すでに取り込まれたファイルがあります。二重には取り込みません。"] * 3,
    ]
    assert SurveyWish.objects.filter(addressee=row).count() == 1
