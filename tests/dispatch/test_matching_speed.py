"""15,000 meisters and 100,000 past sessions: the matching of a request stays under 0.3 s.

The meisters stand in 44 trades, as on the real register, a tenth of them in the wanted one.
"""

from datetime import date
from time import perf_counter

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from dispatch.models import DispatchRequest, Session
from dispatch.services.matching import matchings
from meisters.models import Meister
from tests.dispatch.request_situations import masters
from tests.factories.office import MunicipalityFactory, OperationFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory

MEISTERS, TRADES, IN_TRADE, PAST, LIMIT = 15_000, 44, 1_500, 100_000, 0.3
FILL = """
INSERT INTO meisters_meister (
    family_name, given_name, family_kana, given_kana, postcode, prefecture, municipality_id,
    address, phone, mobile, email, version, number, certified_on, state, employment, position,
    licence, regions, profile_message, profile_teaching, profile_career, note, state_changed_at
)
SELECT '岩木', '太郎' || n, 'イワキ', 'タロウ', '', '', (
        SELECT id FROM office_municipality ORDER BY id OFFSET n %% 2 LIMIT 1
    ), '', '', '', '', 1, '99-' || n, '2020-04-01', 'active', 'employed', '', 'held', '{}',
    '', '', '', '', now()
FROM generate_series(1, %(meisters)s) n;
INSERT INTO office_trade (field, name, kana, status, "order")
SELECT '建設', '職種' || n, '', 'confirmed', n FROM generate_series(1, %(trades)s - 1) n;
INSERT INTO meisters_meistertrade (meister_id, trade_id, operation_id, category)
SELECT m.id, CASE WHEN n %% 10 = 0 THEN %(trade)s ELSE t.id END,
    CASE WHEN n %% 10 = 0 THEN %(operation)s END, 'meister'
FROM (SELECT id, substr(number, 4)::int n FROM meisters_meister WHERE number LIKE '99-%%') m
JOIN office_trade t ON t.name = '職種' || (1 + n %% (%(trades)s - 1));
INSERT INTO meisters_weekdayavailability (meister_id, weekday, half, mark)
SELECT m.id, w, half, (ARRAY['free', 'maybe', 'busy'])[1 + (m.id + w) %% 3]
FROM meisters_meister m, generate_series(0, 6) w, unnest(ARRAY['am', 'pm']) half
WHERE m.number LIKE '99-%%';
INSERT INTO dispatch_session (
    request_id, trade_id, operation_id, held_on, starts_at, ends_at, break_minutes, place,
    content, state, cancel_side, cancel_reason, uid, version
)
SELECT CASE WHEN n %% 100 = 99 THEN %(own)s ELSE %(other)s END, %(trade)s, %(operation)s,
    date '2025-09-01' - (n %% 2999), '13:00', '15:00', 0, '実習室', 'past', 'planned', '', '',
    gen_random_uuid(), 1
FROM generate_series(1, %(past)s) n;
INSERT INTO dispatch_assignment (
    session_id, meister_id, role, state, release_reason, version, period
)
SELECT s.id, m.id, 'lead', 'confirmed', '', 1, tstzrange(
        (s.held_on + s.starts_at) AT TIME ZONE 'Asia/Tokyo',
        (s.held_on + s.ends_at) AT TIME ZONE 'Asia/Tokyo', '[)'
    )
FROM (
    SELECT *, row_number() OVER (ORDER BY id) n FROM dispatch_session WHERE content = 'past'
) s
JOIN (
    SELECT id, row_number() OVER (ORDER BY id) n FROM meisters_meister WHERE number LIKE '99-%%'
) m ON m.n = 1 + s.n %% %(meisters)s;
"""


@pytest.fixture
def crowd(db):
    """All of them, and a request for three sessions."""
    masters()
    MunicipalityFactory()
    MunicipalityFactory(name="八戸市", latitude="40.512", longitude="141.488")
    request = RequestFactory(state="adjusting")
    done = {"state": "held", "fiscal_year": 2024}
    done |= {"approved_by": UserFactory(), "approved_at": timezone.now()}
    other, own = RequestFactory(**done), RequestFactory(client=request.client, **done)
    operation = OperationFactory(trade=request.trade)
    for day in (10, 17, 24):
        SessionFactory(request=request, held_on=date(2025, 9, day), operation=operation)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        values = {"meisters": MEISTERS, "trades": TRADES, "past": PAST}
        values |= {"trade": request.trade_id, "operation": operation.pk}
        values |= {"own": own.pk, "other": other.pk}
        cursor.execute(FILL, values)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE")
    return DispatchRequest.objects.whole().get(pk=request.pk)


def test_the_matching_takes_less_than_the_time_allowed(crowd):
    assert (Meister.objects.count(), Session.objects.count()) == (MEISTERS, PAST + 3)
    with time_machine.travel(date(2025, 9, 2), tick=True):
        times = []
        for _ in range(10):
            begun = perf_counter()
            (found,) = matchings(crowd)
            times.append(perf_counter() - begun)
    assert len(found.fitting) + len(found.excluded) == IN_TRADE
    assert any(one.facts.days_with_client for one in found.fitting)
    assert all(one.facts.last_on for one in found.fitting)
    assert min(times) < LIMIT
