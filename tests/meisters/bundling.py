"""Approved applications sent in a bundle, and what its papers say."""

from datetime import date

from meisters.services import batches
from tests.factories.meisters import RoundFactory
from tests.meisters import situations


def submit(*rows, **more):
    options = {"by": situations.tanto(), "submitted_on": date(2025, 9, 1)} | more
    return batches.submit(RoundFactory().pk, [row.pk for row in rows], **options)
