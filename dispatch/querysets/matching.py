"""One question for everybody who may be sent in some trades, with all that the matching reads.

Written as SQL: the past, the bookings and the marks are each gathered once for all people, which
the ORM can only ask for row by row or in questions of their own. A booking's day is read from its
``period``, which is empty once the session is cancelled.
"""

from django.db import connection

_TAIL = """
undecided AS (
    SELECT r.id FROM dispatch_dispatchrequest r
    WHERE r.state <> ALL(%(approved)s) AND (
        r.state = 'cancelled'
        OR NOT EXISTS (SELECT FROM dispatch_planversion v WHERE v.request_id = r.id)
    )
),
past AS (
    SELECT of_day.id, max(of_day.day) FILTER (
            WHERE of_day.went AND of_day.day <= %(today)s
        ) AS last_on,
        count(*) FILTER (
            WHERE of_day.day BETWEEN %(first)s AND %(last)s
            AND of_day.session_id NOT IN (
                SELECT id FROM dispatch_session WHERE request_id = %(request)s
            )
        ) AS bookings_this_year
    FROM (
        SELECT a.{column}_id AS id, a.session_id,
            (lower(a.period) AT TIME ZONE 'Asia/Tokyo')::date AS day,
            a.state = 'confirmed' AND a.session_id NOT IN (
                SELECT id FROM dispatch_session WHERE request_id IN (SELECT id FROM undecided)
            ) AS went
        FROM dispatch_assignment a
        WHERE a.state <> 'released' AND a.{column}_id IN (SELECT id FROM person)
    ) of_day
    GROUP BY of_day.id
),
known AS (
    SELECT a.{column}_id AS id, count(DISTINCT s.held_on) AS days_with_client
    FROM dispatch_dispatchrequest r
    JOIN dispatch_session s ON s.request_id = r.id AND s.state <> 'cancelled'
    JOIN dispatch_assignment a ON a.session_id = s.id AND a.state = 'confirmed'
    WHERE r.client_id = %(client)s AND r.id NOT IN (SELECT id FROM undecided)
        AND s.held_on <= %(today)s
        AND a.{column}_id IN (SELECT id FROM person)
    GROUP BY a.{column}_id
),
booked AS (
    SELECT a.{column}_id AS id, json_agg(
        json_build_array(
            s.held_on, s.starts_at, s.ends_at, s.municipality_id, r.fiscal_year, r.serial, s.id,
            a.state = 'confirmed'
        ) ORDER BY s.held_on, s.starts_at, s.id
    )::text AS bookings
    FROM dispatch_assignment a
    JOIN dispatch_session s ON s.id = a.session_id
    JOIN dispatch_dispatchrequest r ON r.id = s.request_id
    WHERE a.state <> 'released' AND s.state <> 'cancelled' AND r.state <> 'cancelled'
        AND s.held_on = ANY(%(days)s)
        AND a.{column}_id IN (SELECT id FROM person)
    GROUP BY a.{column}_id
)
"""
_MEISTERS = (
    """
WITH person AS (
    SELECT t.meister_id AS id, t.trade_id, min(t.certified_on) AS certified_on,
        array_agg(o.name ORDER BY o.id) AS operations
    FROM meisters_meistertrade t
    LEFT JOIN office_operation o ON o.id = t.operation_id
    WHERE t.trade_id = ANY(%(trades)s)
    GROUP BY t.meister_id, t.trade_id
),
weekly AS (
    SELECT w.meister_id AS id,
        string_agg(concat_ws(':', w.weekday, w.half, w.mark), ' ') AS weekdays
    FROM meisters_weekdayavailability w
    WHERE w.weekday = ANY(%(weekdays)s) AND w.meister_id IN (SELECT id FROM person)
    GROUP BY w.meister_id
),
daily AS (
    SELECT d.meister_id AS id, string_agg(concat_ws(':', d.day, d.half, d.mark), ' ') AS dates
    FROM meisters_dateavailability d
    WHERE d.day = ANY(%(days)s) AND d.meister_id IN (SELECT id FROM person)
    GROUP BY d.meister_id
),
"""
    + _TAIL.format(column="meister")
    + """
SELECT p.trade_id, m.id, m.family_name || ' ' || m.given_name, m.family_kana || ' ' || m.given_kana,
    m.number, m.state, coalesce(p.certified_on, m.certified_on), p.operations,
    coalesce(e.municipality_id, m.municipality_id), m.licence, m.course_completed_on,
    greatest(m.last_dispatched_on, past.last_on), coalesce(past.bookings_this_year, 0),
    coalesce(known.days_with_client, 0), weekly.weekdays, daily.dates, booked.bookings
FROM person p
JOIN meisters_meister m ON m.id = p.id AND m.merged_into_id IS NULL
LEFT JOIN office_organization e ON e.id = m.employer_id
LEFT JOIN past ON past.id = m.id
LEFT JOIN known ON known.id = m.id
LEFT JOIN booked ON booked.id = m.id
LEFT JOIN weekly ON weekly.id = m.id
LEFT JOIN daily ON daily.id = m.id
"""
)
_SKILLED = (
    """
WITH person AS (
    SELECT id FROM dispatch_skilledworker
    WHERE trade_id = ANY(%(trades)s) AND (ended_on IS NULL OR ended_on > %(today)s)
),
"""
    + _TAIL.format(column="skilled_worker")
    + """
SELECT w.trade_id, w.id, w.family_name || ' ' || w.given_name, w.family_kana || ' ' || w.given_kana,
    o.name, coalesce(e.municipality_id, w.municipality_id), w.ground, w.practice_years, w.place_won,
    past.last_on, coalesce(past.bookings_this_year, 0), coalesce(known.days_with_client, 0),
    booked.bookings
FROM person p
JOIN dispatch_skilledworker w ON w.id = p.id
LEFT JOIN office_operation o ON o.id = w.operation_id
LEFT JOIN office_organization e ON e.id = w.employer_id
LEFT JOIN past ON past.id = w.id
LEFT JOIN known ON known.id = w.id
LEFT JOIN booked ON booked.id = w.id
"""
)


def meisters(**asked) -> list[tuple]:
    """Everybody on the register in ``trades``: a row for each trade of a person.

    ``asked``: trades, today, first and last day of the year, request, client, approved (the states
    after the decision), days, weekdays. What is past counts where the person was confirmed and the
    request decided, even if its decision is being changed.
    """
    return _answer(_MEISTERS, asked)


def skilled_workers(**asked) -> list[tuple]:
    """Those of ``trades`` whose registration has not ended."""
    return _answer(_SKILLED, asked)


def _answer(sql: str, asked: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()
