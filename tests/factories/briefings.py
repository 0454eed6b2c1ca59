"""Explanations and the people who were told."""

from datetime import date

import factory

from meisters import choices, models
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory


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
