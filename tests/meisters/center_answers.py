"""Answers of the center for the rows of a bundle."""

from datetime import date

import pytest

from meisters.choices import Result
from meisters.rules.results import Answered
from meisters.services import results
from tests.meisters import situations

DAY = date(2025, 10, 1)


def certified(item, number="02-00101", day=DAY) -> Answered:
    return Answered(item.pk, Result.CERTIFIED, day, number)


def refused(item, result=Result.REJECTED, comment="経験が足りない") -> Answered:
    return Answered(item.pk, result, DAY, "", comment)


def record(batch, *answers, by=None):
    return results.record(batch.pk, list(answers), by=by or situations.tanto())


def errors(batch, *answers) -> dict:
    with pytest.raises(results.ResultErrors) as raised:
        record(batch, *answers)
    return raised.value.errors
