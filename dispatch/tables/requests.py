"""派遣依頼 as a list."""

from django.utils import timezone
from django.utils.html import format_html

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from dispatch.choices import RequestState
from dispatch.models import DispatchRequest
from dispatch.rules.deadlines import remaining


class RequestTable(ListTable):
    number = TextColumn("番号", linkify=True, order_by=("fiscal_year", "serial", "pk"), narrow=True)
    client = TextColumn("依頼元", order_by=("client__kana", "pk"))
    trade = TextColumn("職種", order_by=("trade__order", "pk"), narrow=True)
    kind = TextColumn("派遣の区分", order_by=("kind", "pk"))
    first_day = WarekiColumn("最初の希望日", short=True, order_by=("first_day", "pk"))
    sessions_wanted = NumberColumn("希望回数", unit="回")
    people = NumberColumn("受講者数", unit="人", on_screen=False)
    deadline_on = WarekiColumn("申込み期限", short=True, order_by=("deadline_on", "pk"))
    state = StateColumn("状態", accessor="state")
    owner = TextColumn(
        "担当者", order_by=("owner__family_kana", "owner__given_kana", "pk"), narrow=True
    )
    fiscal_year = NumberColumn("年度", kind="plain", on_screen=False)
    received_on = WarekiColumn("受付日", on_screen=False)
    received_way = TextColumn("受付方法", on_screen=False)
    region = TextColumn("圏域", accessor="client__municipality__region", on_screen=False)
    municipality = TextColumn("市町村", accessor="client__municipality", on_screen=False)
    contact = TextColumn("依頼元の担当者", on_screen=False)
    operation = TextColumn("作業", on_screen=False)
    further_names = TextColumn("ほかの職種", on_screen=False)
    purpose = TextColumn("目的", on_screen=False)
    content = TextColumn("希望する指導の内容", on_screen=False)
    named_meister = TextColumn("希望するマイスター", on_screen=False)
    hours_each = NumberColumn("1回の時間", on_screen=False)
    cancel_side = TextColumn("取消の事由", on_screen=False)

    class Meta:
        model = DispatchRequest
        fields = (
            "number",
            "client",
            "trade",
            "kind",
            "first_day",
            "sessions_wanted",
            "deadline_on",
            "state",
            "owner",
        )

    def render_trade(self, record):
        """With the number of further trades; Excel has their names in a column of its own."""
        return record.trades

    def value_trade(self, value):
        return str(value)

    def value_further_names(self, value):
        return "、".join(value)

    def render_deadline_on(self, value, record, column):
        """With the days that are left, while the request waits."""
        day = column.render(value)
        if record.state != RequestState.RECEIVED:
            return day
        return format_html("{}<br>{}", day, remaining(value, timezone.localdate()))

    def value_deadline_on(self, value):
        """The day alone, for Excel."""
        return value
