"""What the tests of requests have in common: the masters' rules, the form as it is sent."""

from datetime import date

from aomori_skills.office.models import YearRule
from aomori_skills.office.services.masters import load_year_rules
from dispatch.models import DispatchRequest
from dispatch.services.request_judging import judge_and_keep, verdicts_of
from tests.factories.office import TradeFactory
from tests.factories.requests import FirmFactory

TODAY = date(2025, 6, 10)


def masters() -> None:
    """The shipped rules of the years."""
    load_year_rules()


def rule(name: str, applies_to: str = "全て", **values) -> YearRule:
    """The row of R7 with this name, changed as told."""
    row = YearRule.objects.get(fiscal_year=2025, area="実技指導", rule=name, applies_to=applies_to)
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
    return row


def whole(row) -> DispatchRequest:
    return DispatchRequest.objects.whole().get(pk=row.pk)


def told(row, item: str):
    """The verdict on one item, judged now; None if it is not asked."""
    return next((one for one in verdicts_of(whole(row)) if one.rule == item), None)


def judged(row) -> DispatchRequest:
    """The row with its verdicts kept."""
    judge_and_keep(row.pk)
    return whole(row)


def sent(**changes) -> dict:
    """The form of a new request as a browser sends it; ``None`` takes a field out."""
    client = changes.pop("client", None) or FirmFactory()
    trade = changes.pop("trade", None) or TradeFactory()
    data = {
        "kind": "practical_firm",
        "received_on": "2025-06-02",
        "received_way": "fax",
        "fiscal_year": "",
        "client": client.pk,
        "trade": trade.pk,
        "purpose": "trade_test",
        "sessions_wanted": "4",
        "hours_each": "2",
        "people": "5",
        "youngest": "18",
        "oldest": "25",
        "photo_consent": "yes",
        "insured": "yes",
        "no_other_subsidy": "yes",
        "version": "1",
        "as_read": "",
        "further_trades-TOTAL_FORMS": "0",
        "further_trades-INITIAL_FORMS": "0",
        "wished_dates-TOTAL_FORMS": "1",
        "wished_dates-INITIAL_FORMS": "0",
        "wished_dates-0-day": "2025-09-10",
        "materials-TOTAL_FORMS": "1",
        "materials-INITIAL_FORMS": "0",
        "materials-0-item": "杉角材",
        "materials-0-unit_price": "1,200",
        "materials-0-quantity": "5",
        "materials-0-unit": "本",
        "materials-0-tax": "10",
    }
    data |= {name: value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}
