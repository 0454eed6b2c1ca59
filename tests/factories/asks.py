"""打診: who was asked, in every state."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from dispatch.choices import AskState, InstructorRole
from dispatch.models import Ask, AskedSession
from meisters.choices import Way
from tests.factories.meisters import MeisterFactory
from tests.factories.requests import RequestFactory


class AskFactory(DjangoModelFactory):
    """A meister to be asked as the lead; ``sessions`` are the days."""

    class Meta:
        model = Ask
        skip_postgeneration_save = True

    request = factory.SubFactory(RequestFactory, state="adjusting")
    order = factory.Sequence(lambda n: n + 1)
    role = InstructorRole.LEAD
    meister = factory.SubFactory(MeisterFactory)
    by = factory.SelfAttribute("request.owner")

    class Params:
        asked = factory.Trait(
            state=AskState.ASKED,
            asked_on=date(2025, 6, 3),
            way=Way.PHONE,
            reply_by=date(2025, 6, 9),
        )
        accepted = factory.Trait(
            state=AskState.ACCEPTED,
            asked_on=date(2025, 6, 3),
            way=Way.PHONE,
            answered_on=date(2025, 6, 5),
        )
        declined = factory.Trait(
            state=AskState.DECLINED,
            asked_on=date(2025, 6, 3),
            way=Way.PHONE,
            answered_on=date(2025, 6, 5),
            reason="別の用務がある",
        )

    @factory.post_generation
    def sessions(self, create, extracted, **kwargs):
        for session in extracted or ():
            AskedSession.objects.create(ask=self, session=session)
