"""Candidates, applications and meisters."""

from datetime import date

import factory

from aomori_skills.base import fiscal_year
from meisters import choices, models
from tests.factories.office import (
    MunicipalityFactory,
    OperationFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    family_name = "岩木"
    given_name = factory.Sequence(lambda n: f"太郎{n}")
    family_kana = "イワキ"
    given_kana = factory.Sequence(
        # of one length, so that who is made later stands later in every list
        lambda n: "タロウ" + "".join("アイウエオカキクケコ"[int(digit)] for digit in f"{n:04d}")
    )
    birth_date = date(1970, 5, 5)
    postcode = "030-0801"
    prefecture = "青森県"
    municipality = factory.SubFactory(MunicipalityFactory)
    address = "青森市新町1-1-1"
    phone = factory.Sequence(lambda n: f"017-700-{n:04d}")


class CandidateFactory(PersonFactory):
    class Meta:
        model = models.Candidate
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory, tanto=True)
    employment = choices.Employment.EMPLOYED
    employer = factory.SubFactory(OrganizationFactory)
    trade = factory.SubFactory(TradeFactory)
    met_on = date(2025, 5, 20)


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ApplicationRound
        skip_postgeneration_save = True
        django_get_or_create = ("fiscal_year", "number")

    fiscal_year = 2025
    number = 1
    corner_deadline = date(2025, 8, 29)
    center_deadline = date(2025, 9, 12)


class ApplicationFactory(PersonFactory):
    """A draft; the trait ``complete`` fills everything that the R7 checklist asks except papers."""

    class Meta:
        model = models.CertificationApplication
        skip_postgeneration_save = True

    candidate = factory.SubFactory(
        CandidateFactory,
        state=choices.CandidateState.APPLYING,
        family_name=factory.SelfAttribute("..family_name"),
        given_name=factory.SelfAttribute("..given_name"),
        phone=factory.SelfAttribute("..phone"),
    )
    author = factory.SubFactory(UserFactory, tanto=True)
    owner = factory.SelfAttribute("author")
    applied_on = date(2025, 7, 1)
    fiscal_year = factory.LazyAttribute(lambda row: fiscal_year.of(row.applied_on))
    serial = factory.Sequence(lambda n: n + 1)
    employment = choices.Employment.EMPLOYED
    employer = factory.SelfAttribute("candidate.employer")

    class Params:
        complete = factory.Trait(
            licence=choices.Licence.NOT_HELD,
            willing=choices.Answer.YES,
            recommender_name="八甲田 次郎",
            recommender_body="青森県技能士会",
            recommender_relation=choices.Relation.TRADE_BODY,
            qualification=factory.RelatedFactory(
                "tests.factories.meisters.QualificationFactory", "application"
            ),
            practice=factory.RelatedFactory(
                "tests.factories.meisters.PracticePeriodFactory", "application"
            ),
            instruction=factory.RelatedFactory(
                "tests.factories.meisters.InstructionRecordFactory", "application"
            ),
            consents=factory.PostGeneration(
                lambda row, create, extracted: [
                    ConsentFactory(application=row, item=item) for item in choices.PublicItem
                ]
            ),
        )


class QualificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Qualification
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    trade = factory.SubFactory(TradeFactory)
    operation = factory.SubFactory(OperationFactory)
    ground = choices.Ground.FIRST_GRADE
    number = "第12345号"
    acquired_on = date(1998, 10, 1)


class PracticePeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PracticePeriod
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    employer_name = "株式会社りんご工務店"
    starts_on = date(1995, 4, 1)


class InstructionRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.InstructionRecord
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    starts_on = date(2020, 6, 1)
    times = 3
    place = "青森県立青森工業高等学校"


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PublicationConsent
        skip_postgeneration_save = True
        django_get_or_create = ("application", "item")

    application = factory.SubFactory(ApplicationFactory)
    item = choices.PublicItem.NAME
    answer = choices.Consent.AGREED
    answered_on = date(2025, 6, 20)


class MeisterFactory(PersonFactory):
    class Meta:
        model = models.Meister
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"02-{n:05d}")
    certified_on = date(2024, 10, 1)
    licence = choices.Licence.HELD
    employer = factory.SubFactory(OrganizationFactory)
    trade = factory.RelatedFactory("tests.factories.meisters.MeisterTradeFactory", "meister")


class MeisterTradeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.MeisterTrade
        skip_postgeneration_save = True

    meister = factory.SubFactory(MeisterFactory, trade=None)
    trade = factory.SubFactory(TradeFactory)
    operation = factory.SubFactory(OperationFactory)
    category = choices.Category.MEISTER
    certified_on = date(2024, 10, 1)
