"""Lists of the survey: waves and addressees."""

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import (
    BooleanColumn,
    ListTable,
    NumberColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.base.page import chip
from dispatch.choices import Standing
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.rules.surveys import Rate


class SurveyTable(ListTable):
    name = TextColumn("調査名", linkify=True, order_by=("fiscal_year", "name", "pk"))
    fiscal_year = TextColumn("対象年度", narrow=True)
    opened_on = WarekiColumn("開始日", short=True)
    reply_by = WarekiColumn("回答期限", short=True)
    addressee_count = NumberColumn("調査先", unit="件")
    sent_count = NumberColumn("送付", unit="件")
    undeliverable_count = NumberColumn("宛先不明", unit="件")
    declined_count = NumberColumn("辞退", unit="件", on_screen=False)
    reply_count = NumberColumn("回答", unit="件")
    rate = NumberColumn("回収率", accessor="pk", orderable=False, default="－")
    closed_on = WarekiColumn("終了日", short=True)
    owner = TextColumn("担当者", on_screen=False)

    class Meta:
        model = DemandSurvey
        fields = (
            "name",
            "fiscal_year",
            "opened_on",
            "reply_by",
            "addressee_count",
            "sent_count",
            "undeliverable_count",
            "reply_count",
            "rate",
            "closed_on",
        )

    def render_fiscal_year(self, value):
        return fiscal_year.label(value)

    def value_fiscal_year(self, value):
        return fiscal_year.label(value)

    def render_rate(self, record):
        rate = rate_of(record)
        return "－" if rate.percent is None else rate.words

    def value_rate(self, record):
        return rate_of(record).percent


def rate_of(survey) -> Rate:
    """Of a wave of ``DemandSurvey.objects.for_listing()``."""
    return Rate(
        survey.addressee_count,
        survey.sent_count,
        survey.undeliverable_count,
        survey.declined_count,
        survey.reply_count,
    )


class AddresseeTable(ListTable):
    organization = TextColumn(
        "調査先", linkify=True, order_by=("organization__kana", "organization__name", "pk")
    )
    code = TextColumn("整理番号", orderable=False, narrow=True)
    survey = TextColumn("調査", on_screen=False)
    group = TextColumn("区分", narrow=True)
    kind = TextColumn("種別", accessor="organization__kind", on_screen=False)
    region = TextColumn("圏域", accessor="organization__municipality__region", narrow=True)
    municipality = TextColumn("市町村", accessor="organization__municipality", on_screen=False)
    phone = TextColumn("電話番号", accessor="organization__phone", narrow=True)
    fax = TextColumn("FAX番号", accessor="organization__fax", on_screen=False)
    email = TextColumn("メールアドレス", accessor="organization__email", on_screen=False)
    contact = TextColumn("宛先の担当者", on_screen=False)
    standing = TextColumn("状態", narrow=True)
    left_on = WarekiColumn("送付日", short=True)
    replied_on = WarekiColumn("回答日", short=True)
    replied_way = TextColumn("回答方法", narrow=True)
    demand = BooleanColumn("派遣の希望", words=("あり", "なし"), unknown="")
    replied_by = TextColumn("回答者の氏名", on_screen=False)
    returned = WarekiColumn(
        "郵便物が返送された日", accessor="organization__mail_returned_on", on_screen=False
    )
    note = TextColumn("意見・備考", on_screen=False)

    class Meta:
        model = SurveyAddressee
        fields = (
            "organization",
            "code",
            "group",
            "region",
            "phone",
            "standing",
            "left_on",
            "replied_on",
            "replied_way",
            "demand",
        )

    def render_standing(self, value, record):
        return chip(record.standing, Standing(record.standing).label)

    def value_standing(self, record):
        return Standing(record.standing).label
