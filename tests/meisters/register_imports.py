"""A person of whom everything is known, and the import of a register as one call."""

from datetime import date
from io import BytesIO

import pgtrigger

from meisters import choices
from meisters.models import Meister
from meisters.services import register_import
from meisters.services.register_plan import plan
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import MunicipalityFactory, OrganizationFactory, TradeFactory
from tests.meisters.register_books import upload


def full_meister(**fields):
    """A person of whom everything is known, with texts that Excel would like to change."""
    hirosaki = MunicipalityFactory(name="弘前市", region="中南")
    values = {
        "number": "02-00012",
        "family_name": "髙﨑",
        "given_name": "𠮷郎",
        "family_kana": "タカサキ",
        "given_kana": "キチロウ",
        "birth_date": date(1926, 12, 25),
        "postcode": "036-8001",
        "prefecture": "青森県",
        "municipality": hirosaki,
        "address": "弘前市代官町1-2-3\u3000ハイツ「岩木」 2-1",
        "phone": "0172-33-1111",
        "mobile": "090-1234-5678",
        "email": "takasaki@example.jp",
        "employment": choices.Employment.EMPLOYED,
        "employer": OrganizationFactory(name="株式会社岩木", municipality=hirosaki),
        "position": "2-1",
        "licence": choices.Licence.UNKNOWN,
        "regions": ["中南", "東青"],
        "profile_message": "=1+1 と書いても\n改行しても文字のままです。",
        "profile_teaching": "+実技",
        "profile_career": "-",
        "note": "00012",
        "state": choices.MeisterState.PAUSED,
    }
    meister = MeisterFactory(**values | fields)
    MeisterTradeFactory(
        meister=meister,
        trade=TradeFactory(name="造園", kana="ゾウエン"),
        operation=None,
        category=choices.Category.MONOZUKURI,
        certified_on=None,
    )
    meister.weekdays.create(weekday=0, half="am", mark="free")
    meister.weekdays.create(weekday=6, half="pm", mark="busy")
    meister.dates.create(day=date(2025, 12, 1), half="am", mark="maybe")
    meister.titles.create(title="hirosaki", detail="", awarded_on=date(2010, 3, 3))
    meister.titles.create(title="other", detail="県知事賞（2-1）")
    meister.consents.create(item="name", answer="agreed", answered_on=date(2024, 9, 1))
    with pgtrigger.ignore("meisters.MeisterConsent:new_consent_dated"):  # carried over undated
        meister.consents.create(item="photo", answer="refused")
    return meister


def planned(content, **options):
    return plan(BytesIO(content), **options)


def applied(content, by, **options):
    record = register_import.keep(
        upload(content), adds_employers=options.get("adds_employers", False), by=by
    )
    fingerprint = register_import.plan_of(record).fingerprint
    return register_import.apply(record.pk, fingerprint=fingerprint, by=by)


def errors(content, **options):
    return [(one.row, one.heading, one.text) for one in planned(content, **options).errors]


def tables():
    """Everything that the register holds, row by row."""
    models = (Meister, *(one.related_model for one in Meister._meta.related_objects))
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}
