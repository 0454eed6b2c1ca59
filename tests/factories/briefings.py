"""Explanations and the people who were told."""

from datetime import date

import factory

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.services import outbox
from meisters import choices, models
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

DRAFTED_ON = date(2025, 9, 1)


class BriefingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Briefing

    held_on = date(2025, 6, 10)
    way = choices.BriefingWay.GROUP
    place = "青森県技能会館"
    topics = factory.LazyFunction(lambda: list(choices.BriefingTopic.values))
    staff = factory.SubFactory(UserFactory, tanto=True)


class BriefedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.BriefedMeister

    briefing = factory.SubFactory(BriefingFactory)
    meister = factory.SubFactory(MeisterFactory)
    topics = factory.LazyAttribute(lambda row: list(row.briefing.topics))


def letter_in(state=MessageState.DRAFT):
    """A letter in ``state``; only what the list of the untold asks of it."""
    by = UserFactory(tanto=True)
    addressee = outbox.Addressee("岩木　太郎　様")
    letter = outbox.draft("explanation", addressee=addressee, values={}, by=by, dated_on=DRAFTED_ON)
    if state == MessageState.CANCELLED:
        return outbox.cancel(letter.pk, by=by)
    if state == MessageState.SENT:
        OutgoingMessage.objects.filter(pk=letter.pk).update(
            subject="件名", body="本文", items="", addressee="岩木　太郎　様"
        )
        return outbox.issue(letter.pk, by=by)
    return letter
