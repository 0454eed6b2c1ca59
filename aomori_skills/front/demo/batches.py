"""Rounds, bundles to the center, and its answers."""

from datetime import date, timedelta

import pghistory

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo.agenda import Story
from aomori_skills.office.models import User
from meisters.choices import Result
from meisters.models import ApplicationRound, CertificationApplication, Meister, SubmissionBatch
from meisters.rules.results import Answered, is_open
from meisters.services import batches, results

REJECTED = "実務経験のうち証明のある期間が基準の年数に届かないため。"
INQUIRY = "推薦書の推薦日が未記入です。推薦者に確認のうえ、差し替えてください。"
TO_REPLY = timedelta(days=14)


def open_round(corner: date, center: date, by: User) -> ApplicationRound:
    """Register the next round of the fiscal year in which the corner's deadline lies."""
    year = fiscal_year.of(corner)
    round_ = ApplicationRound(
        fiscal_year=year,
        number=ApplicationRound.objects.next_number(year),
        corner_deadline=corner,
        center_deadline=center,
    )
    round_.full_clean()
    with pghistory.context(user=by.pk):
        return batches.save_round(round_, by=by)


def send(round_: ApplicationRound, day: date, by: User) -> Story:
    """Send all applications of the round that are approved by the day."""
    yield day, by
    ready = CertificationApplication.objects.ready_to_submit().filter(round=round_)
    keys = list(ready.values_list("pk", flat=True))
    batches.submit(round_.pk, keys, by=by, submitted_on=day)


def answer(
    round_: ApplicationRound, day: date, by: User, special: dict[str, str], *, final: bool = True
) -> Story:
    """Enter the center's answers: 認定, unless ``special`` has another for the family name.

    Without ``final`` only the special answers have come.
    """
    yield day, by
    batch = SubmissionBatch.objects.get(round=round_)
    numbers = _numbers()
    answers = []
    for item in batch.items.for_listing():
        result = special.get(item.application.family_name)
        if is_open(item) and (final or result):
            answers.append(_answered(item, result or Result.CERTIFIED, day, numbers))
    results.record(batch.pk, answers, by=by)


def _answered(item, result: str, day: date, numbers) -> Answered:
    if result == Result.CERTIFIED:
        number, due = next(numbers), item.reply_due_on
        return Answered(item.pk, result, day, number, item.comment, due)
    comment = {Result.REJECTED: REJECTED, Result.INQUIRY: INQUIRY}[result]
    due = day + TO_REPLY if result == Result.INQUIRY else None
    return Answered(item.pk, result, day, comment=comment, reply_due_on=due)


def _numbers():
    """The center's next numbers."""
    last = Meister.objects.order_by("-number").values_list("number", flat=True)[0]
    prefix, _, serial = last.partition("-")
    while True:
        serial = f"{int(serial) + 1:05d}"
        yield f"{prefix}-{serial}"
