"""People with everything that can be shown outside, and their answers."""

from datetime import date
from io import BytesIO

import factory
from PIL import Image

from aomori_skills.paperwork.services import attachments
from meisters.choices import Category, Consent, DocumentKind, PaperKind, PublicItem, Way
from meisters.models import ConsentPaper
from meisters.services import public_sheets
from tests.factories.meisters import (
    ApplicationFactory,
    MeisterFactory,
    MeisterTradeFactory,
    QualificationFactory,
)
from tests.factories.office import (
    OperationFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.paperwork import PDF, uploaded

AGREED_ON = date(2025, 6, 20)
SHOWN = {
    PublicItem.NAME: ("津軽 林檎", "ツガル リンゴ", "02-04321"),
    PublicItem.TRADE: ("こけし製造", "ろくろ作業", "ものづくり分野"),
    PublicItem.AREA: ("三八",),
    PublicItem.EMPLOYER: ("株式会社ほたて木工",),
    PublicItem.QUALIFICATION: ("知事表彰の名称", "あおもりマイスター"),
    PublicItem.PROFILE: ("ひとことの抱負", "指導の中身", "これまでの実績"),
}
"""What an output with everything shows of ``public_meister``; PHOTO shows as あり or a picture."""


class ConsentPaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsentPaper

    meister = factory.SubFactory(MeisterFactory)
    kind = PaperKind.CONSENT
    received_on = AGREED_ON
    attachment = factory.LazyFunction(
        lambda: attachments.store(uploaded("公表同意書.pdf", PDF), by=UserFactory(tanto=True))
    )


def agree(meister, *items, answer=Consent.AGREED, on=AGREED_ON, paper=None) -> None:
    """Answers to the items (to all if none is named)."""
    for item in items or PublicItem.values:
        meister.consents.update_or_create(
            item=item,
            defaults={
                "answer": answer,
                "answered_on": on,
                "way": Way.POST,
                "evidence": paper.attachment if paper else None,
            },
        )


def public_meister(**more):
    """Somebody who has everything to show and agrees to all of it."""
    trade = TradeFactory(name=more.pop("trade_name", "こけし製造"))
    application = ApplicationFactory()
    QualificationFactory(
        application=application, trade=trade, operation=None, detail="知事表彰の名称"
    )
    by = application.author
    application.documents.create(
        kind=DocumentKind.PHOTO,
        attachment=attachments.store(uploaded("顔写真.jpg", photograph()), by=by),
    )
    given = {
        "family_name": "津軽",
        "given_name": "林檎",
        "family_kana": "ツガル",
        "given_kana": "リンゴ",
        "number": "02-04321",
        "regions": ["三八"],
        "profile_message": "ひとことの抱負です。",
        "profile_teaching": "指導の中身です。",
        "profile_career": "これまでの実績です。",
        "application": application,
        "trade": None,
    }
    if "employer" not in more:
        more["employer"] = OrganizationFactory(name="株式会社ほたて木工")
    meister = MeisterFactory(**given | more)
    MeisterTradeFactory(
        meister=meister,
        trade=trade,
        operation=OperationFactory(trade=trade, name="ろくろ作業"),
        category=Category.MONOZUKURI,
    )
    meister.titles.create(title="aomori")
    agree(meister)
    return meister


def photograph() -> bytes:
    """A JPEG that says where and with what it was taken."""
    picture = Image.effect_noise((600, 800), 60).convert("RGB")
    about = Image.Exif()
    about[0x010F] = "SECRETCAMERA"
    about[0x8825] = {1: "N", 2: (40.0, 49.0, 28.0)}
    stream = BytesIO()
    picture.save(stream, "JPEG", exif=about)
    return stream.getvalue()


def exported(by=None, purpose="センターへの提出・報告"):
    """A public sheet that went out."""
    return public_sheets.export(by=by or UserFactory(tanto=True), purpose=purpose)
