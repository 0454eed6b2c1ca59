"""Letters and mails of a wave: drafts for the outbox, each with a form to answer on."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.base import pdf, workbook
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import MessageAttachment, MessageBatch
from aomori_skills.paperwork.services import attachments, outbox
from dispatch.choices import Standing
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.papers import survey_letters, survey_reply_form
from dispatch.papers.survey_reply_book import reply_book, trade_names
from dispatch.rules import surveys as rules
from dispatch.services.surveys import locked

Each = Callable[[Iterable], Iterable]
Drafted = tuple[list[SurveyAddressee], MessageBatch]


def to_ask(survey: DemandSurvey) -> list[SurveyAddressee]:
    """Addressees to whom nothing was written yet."""
    return list(_by_name(survey.addressees.to_write().for_letters()))


def unanswered(survey: DemandSurvey) -> list[SurveyAddressee]:
    """Addressees who have the form and have not answered, with their standing of today."""
    rows = survey.addressees.with_standing(timezone.localdate()).for_letters()
    return list(_by_name(rows.filter(standing__in=(Standing.SENT, Standing.UNANSWERED))))


@transaction.atomic
def ask(survey_id: int, keys, *, by, day: date, sending: str, each: Each = iter) -> Drafted:
    """A letter or mail to each of ``keys`` who has none yet; ``each`` goes through them."""
    survey = _open(survey_id, by)
    rows = [row for row in to_ask(survey) if row.pk in keys]
    if not rows:
        raise TransitionDenied(
            "調査の文書を作る調査先がありません。ほかの職員が先に作っていないかを確認してください。"
        )
    title = f"{survey}（{len(rows)}件）"
    batch = _draft(rows, survey_letters.ASKING, title, by, day, sending, each)
    for row in rows:
        row.message = row.drafted
    SurveyAddressee.objects.bulk_update(rows, ["message"])
    return rows, batch


@transaction.atomic
def remind(survey_id: int, *, by, day: date, sending: str, each: Each = iter) -> Drafted:
    """A second letter or mail to the 未回答, and to nobody else."""
    survey = _open(survey_id, by)
    rows = [row for row in unanswered(survey) if not rules.why_no_reminder(row)]
    if not rows:
        raise TransitionDenied(
            f"「{survey}」には、催促する調査先がありません。回答期限を過ぎた未回答が対象です。"
        )
    title = f"{survey}（回答のお願い、{len(rows)}件）"
    batch = _draft(rows, survey_letters.REMINDER, title, by, day, sending, each)
    for row in rows:
        row.reminder = row.drafted
    SurveyAddressee.objects.bulk_update(rows, ["reminder"])
    return rows, batch


def _open(survey_id: int, by) -> DemandSurvey:
    rules.check_may_edit(by)
    survey = locked(survey_id)
    rules.check_is_open(survey)
    return survey


def _draft(rows, code: str, title: str, by, day: date, sending: str, each: Each) -> MessageBatch:
    """The batch with a message for each row (``drafted``) and the forms that go along."""
    batch, _ = outbox.draft_batch(title, code, (), by=by, dated_on=day)
    papers = survey_reply_form.single_forms(rows, day)
    trades, guide = trade_names(), survey_reply_form.guide_lines(rows[0].survey, day)
    for row, paper in each(list(zip(rows, papers, strict=True))):
        channel = survey_letters.channel_of(row, sending)
        row.drafted = outbox.draft(
            code,
            addressee=survey_letters.addressee_of(row),
            values=survey_letters.values_of(row, day, channel),
            by=by,
            dated_on=day,
            channel=channel,
            batch=batch,
        )
        _enclose(row, paper, pdf.CONTENT_TYPE, ".pdf", by)
        if row.drafted.channel == Channel.EMAIL:
            _enclose(row, reply_book(row, trades, guide), workbook.CONTENT_TYPE, ".xlsx", by)
    return batch


def _enclose(row, content: bytes, kind: str, suffix: str, by) -> None:
    name = survey_reply_form.file_name(row, suffix)
    file = attachments.keep(content, name=name, content_type=kind, by=by)
    MessageAttachment.objects.create(message=row.drafted, attachment=file)


def _by_name(rows):
    return rows.order_by("group", "organization__kana", "organization__name", "pk")
