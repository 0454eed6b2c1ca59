"""取込み of reply forms: keep the files whose plans have no errors, and enter all or nothing."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services import attachments
from dispatch.choices import AddresseeState
from dispatch.models import ReplyFile, SurveyProposal, SurveyWish
from dispatch.rules import surveys as rules
from dispatch.services import survey_replies
from dispatch.services.reply_plan import FilePlan, fingerprint, plan_files
from dispatch.services.survey_addressees import locked
from dispatch.services.surveys import locked as locked_survey
from meisters.choices import Way

MODELS = {"希望する派遣": SurveyWish, "候補者の推薦": SurveyProposal}
CHANGED_MEANWHILE = (
    "確認した後に回答が変更されたため、取り込みませんでした。"
    "内容をもう一度確認してから取り込んでください。"
)


@transaction.atomic
def keep(uploads: Iterable, plans: list[FilePlan], *, by) -> list[ReplyFile]:
    """Keep the files until somebody applies them; the same file of the same person once."""
    rules.check_may_edit(by)
    return [_keep(upload, plan, by) for upload, plan in zip(uploads, plans, strict=True)]


def plans_of(files: Iterable[ReplyFile]) -> list[FilePlan]:
    """What the kept files would change now."""
    return plan_files(
        [(str(file), BytesIO(file.attachment.read()), file.replied_on) for file in files]
    )


@transaction.atomic
def apply(keys: Iterable[int], *, seen: str, by) -> int:
    """Enter every file, if the plans are still those that were shown (``seen``); how many."""
    rules.check_may_edit(by)
    files = list(
        ReplyFile.objects.select_for_update(of=("self",))
        .select_related("attachment", "addressee")
        .filter(pk__in=keys)
        .order_by("pk")
    )
    if any(file.is_applied for file in files):
        raise TransitionDenied("すでに取り込まれたファイルがあります。二重には取り込みません。")
    for survey in sorted({file.addressee.survey_id for file in files}):
        locked_survey(survey)
    plans = plans_of(files)
    if any(plan.errors for plan in plans) or fingerprint(plans) != seen:
        raise TransitionDenied(CHANGED_MEANWHILE)
    changed = [(file, plan) for file, plan in zip(files, plans, strict=True) if plan.changes]
    if not changed:
        raise TransitionDenied("入力済みの回答と同じ内容のため、取り込むものがありません。")
    for file, plan in changed:
        _enter(plan, by)
        file.applied_by, file.applied_at = by, timezone.now()
        file.save(update_fields=("applied_by", "applied_at"))
    return len(changed)


def _keep(upload, plan: FilePlan, by) -> ReplyFile:
    upload.seek(0)
    digest = sha256(upload.read()).hexdigest()
    waiting = ReplyFile.objects.filter(
        addressee=plan.addressee,
        attachment__sha256=digest,
        replied_on=plan.replied_on,
        uploaded_by=by,
        applied_at__isnull=True,
    )
    return waiting.first() or ReplyFile.objects.create(
        addressee=plan.addressee,
        attachment=attachments.store(upload, by=by),
        replied_on=plan.replied_on,
        uploaded_by=by,
    )


def _enter(plan: FilePlan, by) -> None:
    """By the same door as an answer that is typed."""
    row = locked(plan.addressee.pk)
    day: date = plan.replied_on
    if row.state != AddresseeState.REPLIED:
        row.replied_on, row.replied_way = day, Way.EMAIL
    row.state = AddresseeState.REPLIED
    for name, value in plan.answer.head.items():
        setattr(row, name, value)
    survey_replies.record(row, by=by, parts=[_Lines(plan)])


class _Lines:
    """The rows of the file, saved below the addressee like those of a form."""

    instance = None

    def __init__(self, plan: FilePlan):
        self.plan = plan

    def save(self) -> None:
        for row in self.plan.gone:
            row.delete()
        for label, lines in self.plan.new.items():
            model = MODELS[label]
            for line in lines:
                row = model(addressee=self.instance, **line)
                row.full_clean()
                row.save()
