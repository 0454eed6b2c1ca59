"""The yearly confirmation."""

from datetime import date

import factory

from meisters import choices, models
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory


class ConfirmationRoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ConfirmationRound
        django_get_or_create = ("fiscal_year",)

    fiscal_year = 2025
    opened_on = date(2025, 6, 2)
    reply_by = date(2025, 6, 30)
    owner = factory.SubFactory(UserFactory, tanto=True)


class ConfirmationFactory(factory.django.DjangoModelFactory):
    """Not answered; the trait ``answered`` has an answer."""

    class Meta:
        model = models.Confirmation

    round = factory.SubFactory(ConfirmationRoundFactory)
    meister = factory.SubFactory(MeisterFactory)

    class Params:
        answered = factory.Trait(
            answer=choices.StillActive.CONTINUE,
            answered_on=date(2025, 6, 20),
            answered_way=choices.Way.FAX,
            answer_typed_by=factory.SelfAttribute("round.owner"),
        )


class CallFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ConfirmationCall

    confirmation = factory.SubFactory(ConfirmationFactory)
    called_on = date(2025, 7, 4)
    by = factory.SubFactory(UserFactory, tanto=True)
    note = "不在。来週あらためて電話する。"
