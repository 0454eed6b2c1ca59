"""Entering the center's answers; 認定 registers the meister."""

from dataclasses import dataclass

import pgtrigger
from django.db import IntegrityError, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from aomori_skills.base import kept_targets
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import ApplicationState, BatchState, Result
from meisters.models import BatchItem, Meister, SubmissionBatch
from meisters.rules import APPLICATION_WORKFLOW, BATCH_WORKFLOW, workflows
from meisters.rules.results import (
    OPEN_RESULTS,
    Answered,
    errors_of,
    is_news,
    is_open,
    takes_answers,
    tidy_number,
)
from meisters.services import registration
from meisters.services.applications import locked, move_candidate

STEPS = {
    Result.CERTIFIED: workflows.CERTIFY,
    Result.REJECTED: workflows.REJECT,
    Result.INQUIRY: workflows.INQUIRE,
}


ANSWER_FIELDS = ("result", "result_on", "comment", "meister_number", "reply_due_on")


class ResultErrors(Exception):
    """Sentences by item and field: ``errors[item_id][field]``."""

    def __init__(self, errors: dict[int, dict[str, str]]):
        super().__init__("入力内容に誤りがあります。")
        self.errors = errors


@dataclass(frozen=True)
class Recorded:
    """What was written down: how many rows, who was registered, whether the bundle is answered."""

    count: int
    registered: tuple[Meister, ...]
    closed: bool


def record(batch_id: int, answers: list[Answered], *, by) -> Recorded:
    """Write down the answers that are new, all or none.

    Raises ResultErrors with a sentence for each wrong cell, TransitionDenied for a closed bundle.
    """
    try:
        return _record(batch_id, answers, by=by)
    except IntegrityError as error:
        if kept_targets.refused(error):
            raise TransitionDenied(kept_targets.SENTENCE) from error
        raise TransitionDenied(
            "同じ認定番号が、ほかの画面で先に登録されました。"
            "認定番号を確認して、もう一度保存してください。"
        ) from error


@transaction.atomic
def _record(batch_id: int, answers: list[Answered], *, by) -> Recorded:
    batch = SubmissionBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if not by.has_perm(workflows.BATCHES):
        raise TransitionDenied("提出結果を入力する権限がありません。")
    if batch.state != BatchState.SENT:
        raise TransitionDenied(
            f"{batch}は「{batch.get_state_display()}」のため、結果を入力できません。"
        )
    rows = batch.items.select_related("application").select_for_update(of=("self",))
    items = {item.pk: item for item in rows if takes_answers(item)}
    news = [
        answer
        for answer in answers
        if answer.item_id in items and is_news(items[answer.item_id], answer)
    ]
    _check(batch, items, news)
    corrected = _corrected(items, news)
    registered = [_apply(items[answer.item_id], answer, corrected, by=by) for answer in news]
    closed = not any(is_open(item) for item in items.values())
    if closed:
        batch.move(BATCH_WORKFLOW["close"], by=by)
    return Recorded(len(news), tuple(filter(None, registered)), closed)


def _check(batch, items, answers) -> None:
    numbers = {tidy_number(answer.meister_number) for answer in answers} - {""}
    own = {row.application_id: row.pk for row in items.values()}
    holders = {row.number: row for row in Meister.with_merged.filter(number__in=numbers)}
    wanted = {answer.item_id: tidy_number(answer.meister_number) for answer in answers}
    errors, used = {}, {}
    for answer in answers:
        item = items[answer.item_id]
        taken = used | {
            number: f"{row}さん"
            for number, row in holders.items()
            if (holding := own.get(row.application_id)) != item.pk
            and wanted.get(holding, number) == number
        }
        found = errors_of(answer, item, submitted_on=batch.submitted_on, taken=taken)
        if found:
            errors[answer.item_id] = found
        elif answer.result == Result.CERTIFIED:
            used[tidy_number(answer.meister_number)] = "この表の別の行"
    if errors:
        raise ResultErrors(errors)


def _corrected(items, answers) -> dict[int, Meister]:
    """Whose entry in the register is corrected, by application; locked in one order for all.

    Numbers that change are put aside first, so that two people can swap theirs.
    """
    numbers = {
        items[answer.item_id].application_id: tidy_number(answer.meister_number)
        for answer in answers
        if items[answer.item_id].result == Result.CERTIFIED
    }
    rows = Meister.with_merged.select_for_update(of=("self",)).filter(application__in=numbers)
    found = {row.application_id: row for row in rows.order_by("pk")}
    changing = [row.pk for key, row in found.items() if row.number != numbers[key]]
    if changing:
        aside = Concat(Value("訂正中"), Cast("pk", CharField()))
        with pgtrigger.ignore("meisters.Meister:update_update"):
            Meister.with_merged.filter(pk__in=changing).update(number=aside)
    return found


def _apply(item: BatchItem, answer: Answered, corrected, *, by) -> Meister | None:
    """Write one answer; return the meister whom it registered."""
    application = locked(item.application_id)
    before, recorded_on = item.result, item.result_on
    is_correction = before not in OPEN_RESULTS or (
        before == answer.result and application.state == ApplicationState.INQUIRY
    )
    if not is_correction:
        step = STEPS[Result(answer.result)]
        APPLICATION_WORKFLOW.check(step, application, by=by, comment=answer.comment)
    item.result = answer.result
    item.result_on = answer.result_on
    item.comment = answer.comment.strip()
    item.meister_number = tidy_number(answer.meister_number)
    item.reply_due_on = answer.reply_due_on
    item.save(update_fields=ANSWER_FIELDS)
    if is_correction:
        if item.result == Result.CERTIFIED:
            _correct_register(corrected[application.pk], item, recorded_on)
        return None
    application.move(step, by=by, comment=answer.comment)
    if answer.result == Result.REJECTED:
        move_candidate(application, workflows.RETURN, by=by)
    if answer.result != Result.CERTIFIED:
        return None
    move_candidate(application, workflows.REACH, by=by)
    return registration.register_certified(
        application, number=item.meister_number, certified_on=item.result_on, by=by
    )


def _correct_register(meister: Meister, item: BatchItem, recorded_on) -> None:
    """Carry a corrected number and date of certification over to the register."""
    meister.number, meister.certified_on = item.meister_number, item.result_on
    meister.save_version(update_fields=("number", "certified_on"))
    for row in meister.trades.filter(certified_on=recorded_on):
        row.certified_on = item.result_on
        row.save(update_fields=("certified_on",))
