"""Entering the center's answers; 認定 registers the meister."""

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import BatchState, Result
from meisters.models import BatchItem, Meister, SubmissionBatch
from meisters.rules import APPLICATION_WORKFLOW, BATCH_WORKFLOW, workflows
from meisters.rules.results import Answered, errors_of, tidy_number
from meisters.services import registration
from meisters.services.applications import locked, move_candidate

STEPS = {
    Result.CERTIFIED: workflows.CERTIFY,
    Result.REJECTED: workflows.REJECT,
    Result.INQUIRY: workflows.INQUIRE,
}


class ResultErrors(Exception):
    """Sentences by item and field: ``errors[item_id][field]``."""

    def __init__(self, errors: dict[int, dict[str, str]]):
        super().__init__("入力内容に誤りがあります。")
        self.errors = errors


@transaction.atomic
def record(batch_id: int, answers: list[Answered], *, by) -> dict[str, int]:
    """Write down the answers that are new, all or none; return how many of each result.

    Raises ResultErrors with a sentence for each wrong cell, TransitionDenied for a closed bundle.
    """
    batch = SubmissionBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if not by.has_perm(workflows.BATCHES):
        raise TransitionDenied("提出結果を入力する権限がありません。")
    if batch.state != BatchState.SENT:
        raise TransitionDenied(
            f"{batch}は「{batch.get_state_display()}」のため、結果を入力できません。"
        )
    items = {item.pk: item for item in batch.items.select_for_update(of=("self",))}
    news = [answer for answer in answers if _is_new(items.get(answer.item_id), answer)]
    _check(batch, news)
    counts: dict[str, int] = {}
    for answer in news:
        _apply(items[answer.item_id], answer, by=by)
        counts[answer.result] = counts.get(answer.result, 0) + 1
    if not batch.items.filter(cancelled=False, result__in=OPEN_RESULTS).exists():
        batch.move(BATCH_WORKFLOW["close"], by=by)
    return counts


OPEN_RESULTS = (Result.PENDING, Result.INQUIRY)


def _is_new(item: BatchItem | None, answer: Answered) -> bool:
    if item is None or item.cancelled or item.result not in OPEN_RESULTS:
        return False
    if answer.result == Result.PENDING:
        return False
    return (item.result, item.comment) != (answer.result, answer.comment.strip())


def _check(batch, answers) -> None:
    numbers = {tidy_number(answer.meister_number) for answer in answers} - {""}
    taken = {row.number: f"{row}さん" for row in Meister.objects.filter(number__in=numbers)}
    errors = {}
    for answer in answers:
        found = errors_of(answer, submitted_on=batch.submitted_on, taken=taken)
        if found:
            errors[answer.item_id] = found
        elif answer.result == Result.CERTIFIED:
            taken[tidy_number(answer.meister_number)] = "この表の別の行"
    if errors:
        raise ResultErrors(errors)


def _apply(item: BatchItem, answer: Answered, *, by) -> None:
    application = locked(item.application_id)
    step = STEPS[Result(answer.result)]
    APPLICATION_WORKFLOW.check(step, application, by=by, comment=answer.comment)
    item.result = answer.result
    item.result_on = answer.result_on
    item.comment = answer.comment.strip()
    if answer.result == Result.CERTIFIED:
        item.meister_number = tidy_number(answer.meister_number)
    item.save(update_fields=("result", "result_on", "comment", "meister_number"))
    application.move(step, by=by, comment=answer.comment)
    if answer.result == Result.CERTIFIED:
        registration.register_certified(
            application, number=item.meister_number, certified_on=item.result_on, by=by
        )
        move_candidate(application, workflows.REACH, by=by)
    if answer.result == Result.REJECTED:
        move_candidate(application, workflows.RETURN, by=by)
