"""Requests for a dispatch, with their rows, judged as the service would."""

from datetime import date, time
from decimal import Decimal

import factory

from aomori_skills.office.choices import Industry, OrganizationKind
from dispatch import models
from dispatch.choices import DispatchKind, Purpose
from dispatch.services import request_files
from meisters.choices import Answer, Way
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory
from tests.factories.paperwork import PDF, uploaded


class FirmFactory(OrganizationFactory):
    """A small firm beyond doubt."""

    industry = Industry.MANUFACTURING
    capital = 10_000_000
    employees = 20


class SchoolFactory(OrganizationFactory):
    name = factory.Sequence(lambda n: f"青森県立りんご工業高等学校{n}")
    kana = "アオモリケンリツリンゴコウギョウコウトウガッコウ"
    kind = OrganizationKind.TECHNICAL_HIGH


class RequestFactory(factory.django.DjangoModelFactory):
    """A request for four sessions that keeps every rule of R7; not judged."""

    class Meta:
        model = models.DispatchRequest
        skip_postgeneration_save = True

    fiscal_year = 2025
    serial = factory.Sequence(lambda n: n + 1)
    kind = DispatchKind.PRACTICAL_FIRM
    received_on = date(2025, 6, 2)
    received_way = Way.FAX
    client = factory.SubFactory(FirmFactory)
    trade = factory.SubFactory(TradeFactory)
    purpose = Purpose.TRADE_TEST
    people = 5
    youngest = 18
    oldest = 25
    sessions_wanted = 4
    hours_each = Decimal("2")
    photo_consent = Answer.YES
    insured = Answer.YES
    no_other_subsidy = Answer.YES
    author = factory.SubFactory(UserFactory, tanto=True)
    owner = factory.SelfAttribute("author")

    class Params:
        school = factory.Trait(
            kind=DispatchKind.PRACTICAL_SCHOOL, client=factory.SubFactory(SchoolFactory)
        )
        cancelled = factory.Trait(state="cancelled", cancel_side="client")

    @factory.post_generation
    def days(self, create, extracted, **kwargs):
        for rank, day in enumerate(extracted or (), start=1):
            WishedDateFactory(request=self, rank=rank, day=day)


class WishedDateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.WishedDate

    request = factory.SubFactory(RequestFactory)
    rank = 1
    day = date(2025, 9, 10)
    starts_at = time(13)
    ends_at = time(15)


class MaterialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RequestMaterial

    request = factory.SubFactory(RequestFactory)
    item = "杉角材"
    unit_price = 1200
    quantity = Decimal("5")
    unit = "本"


def arrived_paper(request=None, *, by, kind="request", name="依頼書.pdf") -> models.RequestFile:
    """A scanned paper on a request."""
    request = request or RequestFactory()
    return request_files.attach(request.pk, kind=kind, upload=uploaded(name, PDF), by=by)
