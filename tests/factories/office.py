"""Staff, trades, places and organizations."""

from datetime import date

import factory
from django.contrib.auth import get_user_model

from aomori_skills.base.roles import Role
from aomori_skills.office import models
from aomori_skills.office.choices import OrganizationKind, Region, SourceStatus

PASSWORD = "ringo-no-hana-2025"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True
        django_get_or_create = ("username",)

    username = factory.Sequence(lambda n: f"user{n}")
    family_name = "津軽"
    given_name = factory.Sequence(lambda n: f"職員{n}")
    family_kana = "ツガル"
    given_kana = "ショクイン"
    roles = factory.LazyFunction(lambda: [Role.STAFF.value])
    password = factory.django.Password(PASSWORD)

    class Params:
        tanto = factory.Trait(username="tanto", given_name="担当", roles=[Role.STAFF.value])
        shonin = factory.Trait(username="shonin", given_name="承認", roles=[Role.APPROVER.value])
        kaikei = factory.Trait(username="kaikei", given_name="会計", roles=[Role.ACCOUNTANT.value])
        etsuran = factory.Trait(username="etsuran", given_name="閲覧", roles=[Role.VIEWER.value])
        kanri = factory.Trait(username="kanri", given_name="管理", roles=[Role.ADMINISTRATOR.value])


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Municipality
        skip_postgeneration_save = True
        django_get_or_create = ("name",)

    region = Region.TOSEI
    name = "青森市"
    latitude = "40.822"
    longitude = "140.747"


class TradeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Trade
        skip_postgeneration_save = True
        django_get_or_create = ("name",)

    field = "建設"
    name = "建築大工"
    kana = "ケンチクダイク"
    certifiable_from = date(2025, 4, 1)
    status = SourceStatus.CONFIRMED


class OperationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Operation
        skip_postgeneration_save = True
        django_get_or_create = ("trade", "name")

    trade = factory.SubFactory(TradeFactory)
    name = "大工工事作業"


class OrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Organization
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"株式会社りんご工務店{n}")
    kana = "リンゴコウムテン"
    kind = OrganizationKind.COMPANY
    municipality = factory.SubFactory(MunicipalityFactory)


class ProfileFactory(factory.django.DjangoModelFactory):
    """A complete office profile: letters can be issued."""

    class Meta:
        model = models.OfficeProfile
        skip_postgeneration_save = True
        django_get_or_create = ("effective_from",)

    effective_from = date(2020, 4, 1)
    postcode = "030-0000"
    address = "青森市架空町1-2-3"
    phone = "017-000-0000"
    fax = "017-000-0001"
    email = "corner@example.jp"
    head_title = "コーナー長"
    head_name = "浪岡 林檎"
    letter_symbol = "青技振"
    center_head = "所長"


class DelegationFactory(factory.django.DjangoModelFactory):
    """A delegation that was in force long ago."""

    class Meta:
        model = models.ApproverDelegation

    manager = factory.SubFactory(UserFactory, shonin=True)
    delegate = factory.SubFactory(UserFactory, tanto=True)
    starts_on = date(2025, 4, 1)
    ends_on = date(2025, 4, 30)
    reason = "出張のため"


def told_apart(first, second, *, by):
    """The mark that two records are not doubles; the older one first."""
    return models.ToldApart.objects.create(
        model=first._meta.label_lower,
        first_id=first.pk,
        second_id=second.pk,
        by=by,
        reason="所在地と代表者が違うため",
    )
