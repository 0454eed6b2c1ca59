"""回答票 of the yearly confirmation as a paper."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from meisters.models import Confirmation
from meisters.papers import continuing_slip
from tests.factories.confirmations import ConfirmationFactory
from tests.factories.meisters import MeisterTradeFactory
from tests.factories.office import ProfileFactory, TradeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2025, 6, 30), "回答期限　令和7年6月30日（月）"),
        (
            date(2025, 7, 1),
            "回答期限（令和7年6月30日（月））を過ぎましたので、早めにお送りください。",
        ),
    ],
)
def test_the_slip_begins_with_where_and_until_when_it_is_sent(day, due):
    ProfileFactory(fax="017-000-0002")
    row = ConfirmationFactory()
    for name in ("造園", "左官", "建具製作"):
        MeisterTradeFactory(meister=row.meister, trade=TradeFactory(name=name))

    (page,) = PdfReader(
        BytesIO(continuing_slip.render_slips(Confirmation.objects.with_people(), day))
    ).pages

    lines = page.extract_text().split("\n")
    assert lines[2:5] == ["FAX　017-000-0002", "青森県技能振興コーナー　行", due]
    answers = [line for line in lines if line in continuing_slip.ANSWERS]
    assert answers == ["活動を続ける", "休止したい", "辞退したい"]
