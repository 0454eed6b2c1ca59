"""Talks with those who ask for advice."""

from datetime import date

import factory

from dispatch import models
from dispatch.choices import ConsultationWay, Theme
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory


class ConsultationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Consultation

    consulted_on = date(2025, 6, 10)
    way = ConsultationWay.PHONE
    organization = factory.SubFactory(OrganizationFactory)
    person = "藤野 つばさ"
    people = 1
    theme = Theme.DISPATCH
    trade = factory.SubFactory(TradeFactory)
    question = "若手の大工に指導を受けさせたい。"
    answer = "派遣の手順を説明した。"
    author = factory.SubFactory(UserFactory, tanto=True)
