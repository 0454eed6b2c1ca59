"""How far it is between two municipalities, and how long the way takes by the year's rules."""

from math import asin, ceil, cos, radians, sin, sqrt

AREA = "派遣の調整"
SPEED, MARGIN = "移動の速さ", "移動の余裕"
EARTH_KM = 6371


def distance_km(a, b) -> float | None:
    """Between the two municipalities' offices, in a straight line; None when one is unknown."""
    if a is None or b is None:
        return None
    lat_a, lon_a, lat_b, lon_b = (
        radians(float(one)) for one in (a.latitude, a.longitude, b.latitude, b.longitude)
    )
    inner = sin((lat_b - lat_a) / 2) ** 2
    inner += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(inner, 1)))


def travel_minutes(a, b, book) -> int | None:
    """Minutes to keep free between two places, the margin among them.

    None, which is never 0, while a place or a rule is unknown.
    """
    distance = distance_km(a, b)
    speed, margin = book.value(SPEED), book.value(MARGIN)
    if distance is None or margin is None or not speed:
        return None
    return ceil(distance / float(speed) * 60) + ceil(margin)
