"""What requests come from: a wish in the answer to a survey."""

from datetime import date

import factory

from dispatch import models
from dispatch.choices import AddresseeState, DispatchKind
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import FirmFactory


class WishFactory(factory.django.DjangoModelFactory):
    """A firm answered the survey and wishes for three sessions."""

    class Meta:
        model = models.SurveyWish

    kind = DispatchKind.PRACTICAL_FIRM
    trade = factory.SubFactory(TradeFactory)
    people = 6
    sessions = 3
    when = "10月ごろ"
    content = "墨付けの指導"

    @factory.lazy_attribute
    def addressee(self):
        by = UserFactory(tanto=True)
        survey = models.DemandSurvey.objects.create(
            fiscal_year=2025,
            name="令和7年度派遣希望調査",
            opened_on=date(2025, 4, 7),
            reply_by=date(2025, 5, 30),
            owner=by,
        )
        return models.SurveyAddressee.objects.create(
            survey=survey,
            organization=FirmFactory(),
            group="firm",
            state=AddresseeState.REPLIED,
            sent_on=date(2025, 4, 8),
            replied_on=date(2025, 5, 12),
            replied_way="fax",
            typed_by=by,
            demand=True,
        )
