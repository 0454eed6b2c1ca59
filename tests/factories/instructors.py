"""Instructors and helpers who are not meisters."""

import factory

from dispatch.choices import Ground
from dispatch.models import Assistant, SkilledWorker
from tests.factories.meisters import PersonFactory
from tests.factories.office import TradeFactory


class SkilledWorkerFactory(PersonFactory):
    class Meta:
        model = SkilledWorker
        skip_postgeneration_save = True

    family_name, family_kana = "津軽", "ツガル"
    trade = factory.SubFactory(TradeFactory)
    ground = Ground.TRADE_TEST
    practice_years = 20


class AssistantFactory(PersonFactory):
    class Meta:
        model = Assistant
        skip_postgeneration_save = True

    family_name, family_kana = "南部", "ナンブ"
