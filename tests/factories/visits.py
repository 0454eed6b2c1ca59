"""Plans and records of visits."""

from datetime import date

import factory

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Contact
from meisters import choices, models
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PlannedVisit
        skip_postgeneration_save = True

    fiscal_year = 2025
    organization = factory.SubFactory(OrganizationFactory)
    trade = factory.SubFactory(TradeFactory)
    month = 6
    staff = factory.SubFactory(UserFactory, tanto=True)
    aim = "大工の候補者を紹介してもらう"

    class Params:
        cancelled = factory.Trait(
            cancelled_on=date(2025, 6, 1), cancel_reason="先方の都合がつかない"
        )


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Visit
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    way = choices.VisitWay.VISIT
    visited_on = date(2025, 6, 10)
    content = "制度を説明した。"
    author = factory.SubFactory(UserFactory, tanto=True)

    class Params:
        planned = factory.Trait(
            plan=factory.SubFactory(
                PlanFactory,
                organization=factory.SelfAttribute("..organization"),
                fiscal_year=factory.LazyAttribute(
                    lambda plan: fiscal_year.of(plan.factory_parent.visited_on)
                ),
            )
        )

    @factory.post_generation
    def went(self, create, extracted, **kwargs):
        self.staff.set(extracted or [self.author])


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    organization = factory.SubFactory(OrganizationFactory)
    title = "総務部長"
    name = "藤野 つばさ"
    kana = "フジノ ツバサ"
