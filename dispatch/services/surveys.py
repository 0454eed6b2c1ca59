"""The doors through which a wave of the survey is opened, changed, closed and reopened."""

from itertools import count

from django.db import IntegrityError, transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import DemandSurvey
from dispatch.rules import surveys as rules

NAME = "ものづくりマイスター派遣希望調査"


def free_name(year: int) -> str:
    """A name that no wave of the year has: 「…（第2回）」 for the second."""
    taken = set(DemandSurvey.objects.in_fiscal_year(year).values_list("name", flat=True))
    names = (f"{NAME}（第{number}回）" if number > 1 else NAME for number in count(1))
    return next(name for name in names if name not in taken)


@transaction.atomic
def open_survey(survey: DemandSurvey, *, by) -> DemandSurvey:
    """Save a new wave; whom it goes to is chosen next."""
    rules.check_may_edit(by)
    if survey.owner_id is None:
        survey.owner = by
    try:
        with transaction.atomic():
            survey.save(force_insert=True)
    except IntegrityError as error:
        raise TransitionDenied("同じ年度に同じ名前の調査があります。") from error
    return survey


@transaction.atomic
def update(survey: DemandSurvey, *, by) -> DemandSurvey:
    """Save an edited wave whose row the caller has locked."""
    rules.check_may_edit(by)
    survey.save_version()
    return survey


@transaction.atomic
def close(survey_id: int, *, by) -> DemandSurvey:
    """No more answers are taken; who has not answered stays 未回答."""
    rules.check_may_edit(by)
    survey, today = locked(survey_id), timezone.localdate()
    rules.check_can_close(survey, today)
    survey.closed_on = today
    survey.save_version(update_fields=("closed_on",))
    return survey


@transaction.atomic
def reopen(survey_id: int, *, by) -> DemandSurvey:
    """Take answers again."""
    rules.check_may_edit(by)
    survey = locked(survey_id)
    if survey.is_open:
        raise TransitionDenied(f"「{survey}」は終了していません。")
    survey.closed_on = None
    survey.save_version(update_fields=("closed_on",))
    return survey


def locked(survey_id: int) -> DemandSurvey:
    """The wave as it is now; it is locked before any of its addressees."""
    return DemandSurvey.objects.select_for_update(of=("self",)).get(pk=survey_id)
