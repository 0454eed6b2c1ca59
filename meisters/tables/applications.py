"""List of applications."""

from django.utils import timezone
from django.utils.html import format_html

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.base.page import chip
from meisters.models import CertificationApplication
from meisters.rules.marks import OVERDUE, SENT_BACK, marks_of


class MarkedState(StateColumn):
    """With a second chip on what the manager has sent back."""

    def render(self, value, record, bound_column):
        shown = super().render(value, record, bound_column)
        return _marked(shown, _marks(record).sent_back)


class MarkedDeadline(WarekiColumn):
    """With a chip on a day that has passed."""

    def render(self, value, record):
        return _marked(super().render(value), _marks(record).overdue)


def _marks(application):
    return marks_of(application, timezone.localdate())


def _marked(shown, mark):
    return format_html("{}<br>{}", shown, chip(mark.code, mark.word)) if mark else shown


class ApplicationTable(ListTable):
    number = TextColumn(
        "番号",
        linkify=True,
        order_by=("fiscal_year", "serial"),
        narrow=True,
    )
    name = TextColumn("氏名", order_by=("family_kana", "given_kana", "pk"), narrow=True)
    trade_names = TextColumn("職種", orderable=False)
    employer = TextColumn("勤務先", order_by=("employer__kana", "pk"))
    state = MarkedState("状態", accessor="state")
    round = TextColumn("申請回", order_by=("round__fiscal_year", "round__number", "pk"))
    deadline = MarkedDeadline("期限", accessor="due_on", short=True, order_by=("due_on", "pk"))
    holder = TextColumn("次の担当", orderable=False, narrow=True)
    applied_on = WarekiColumn("申請日", short=True, weekday=False)
    sent_back = TextColumn(
        SENT_BACK.word, accessor="is_sent_back", orderable=False, on_screen=False
    )
    overdue = TextColumn(OVERDUE.word, accessor="due_on", orderable=False, on_screen=False)
    fiscal_year = NumberColumn("年度", kind="plain", on_screen=False)
    kana = TextColumn("氏名（カナ）", on_screen=False)
    birth_date = WarekiColumn("生年月日", on_screen=False)
    phone = TextColumn("電話番号", on_screen=False)
    mobile = TextColumn("携帯電話", on_screen=False)
    email = TextColumn("メールアドレス", on_screen=False)
    postcode = TextColumn("郵便番号", on_screen=False)
    prefecture = TextColumn("都道府県（自宅）", on_screen=False)
    address = TextColumn("住所（自宅）", on_screen=False)
    received_on = WarekiColumn("受付日", on_screen=False)
    owner = TextColumn("担当者", on_screen=False)

    class Meta:
        model = CertificationApplication
        fields = (
            "number",
            "name",
            "trade_names",
            "employer",
            "state",
            "round",
            "deadline",
            "holder",
            "applied_on",
        )

    def value_sent_back(self, record):
        return _marks(record).sent_back

    def value_overdue(self, record):
        return _marks(record).overdue
