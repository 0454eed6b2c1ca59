"""派遣希望調査: a wave, its addressees in every state, what they answered."""

from datetime import date

import factory

from aomori_skills.base.workbook import CONTENT_TYPE
from aomori_skills.paperwork.services import attachments
from dispatch import models
from dispatch.choices import AddresseeState, DispatchKind
from dispatch.papers.survey_reply_book import reply_book, trade_names
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import FirmFactory


class SurveyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DemandSurvey
        django_get_or_create = ("fiscal_year", "name")

    fiscal_year = 2025
    name = "派遣希望調査"
    opened_on = date(2025, 4, 7)
    reply_by = date(2025, 5, 30)
    owner = factory.SubFactory(UserFactory, tanto=True)


class AddresseeFactory(factory.django.DjangoModelFactory):
    """Nothing was sent yet; each trait is one state."""

    class Meta:
        model = models.SurveyAddressee

    survey = factory.SubFactory(SurveyFactory)
    organization = factory.SubFactory(FirmFactory)
    group = "firm"

    class Params:
        sent = factory.Trait(state=AddresseeState.SENT, sent_on=date(2025, 4, 8))
        undeliverable = factory.Trait(
            state=AddresseeState.UNDELIVERABLE,
            sent_on=date(2025, 4, 8),
            undeliverable_on=date(2025, 4, 14),
        )
        declined = factory.Trait(
            state=AddresseeState.DECLINED,
            sent_on=date(2025, 4, 8),
            replied_on=date(2025, 5, 9),
            replied_way="phone",
            typed_by=factory.SelfAttribute("survey.owner"),
        )
        replied = factory.Trait(
            state=AddresseeState.REPLIED,
            sent_on=date(2025, 4, 8),
            replied_on=date(2025, 5, 12),
            replied_way="fax",
            typed_by=factory.SelfAttribute("survey.owner"),
            demand=True,
        )


class WishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SurveyWish

    addressee = factory.SubFactory(AddresseeFactory, replied=True)
    kind = DispatchKind.PRACTICAL_FIRM
    trade = factory.SubFactory(TradeFactory)
    people = 6
    sessions = 3
    when = "10月ごろ"
    content = "墨付けの指導"

    class Params:
        dropped = factory.Trait(dropped_on=date(2025, 6, 2), drop_reason="時期が合わない。")


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SurveyProposal

    addressee = factory.SubFactory(AddresseeFactory, replied=True)
    name = "八甲田 匠"
    trade = factory.SubFactory(TradeFactory)
    position = "工場長"

    class Params:
        dropped = factory.Trait(dropped_on=date(2025, 6, 2), drop_reason="本人が望まない。")


class ReplyFileFactory(factory.django.DjangoModelFactory):
    """A form that came back as it was sent; its check names what is missing."""

    class Meta:
        model = models.ReplyFile

    addressee = factory.SubFactory(AddresseeFactory, sent=True)
    replied_on = date(2025, 5, 12)
    uploaded_by = factory.SubFactory(UserFactory, tanto=True)

    @factory.lazy_attribute
    def attachment(self):
        return attachments.keep(
            reply_book(self.addressee, trade_names()),
            name="回答票.xlsx",
            content_type=CONTENT_TYPE,
            by=self.uploaded_by,
        )
