"""当日の準備 as a list."""

from django.urls import reverse

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from dispatch.models import Session
from dispatch.querysets.preparation import flag
from dispatch.rules.readiness import ITEMS


class OpenColumn(TextColumn):
    """What is missing, in words."""

    def render(self, record):
        return self.words(record) or "なし"

    def plain(self, value, record):
        return (self.words(record),)

    def words(self, record) -> str:
        return "、".join(str(item.label) for item in ITEMS if getattr(record, flag(item)))


class PreparationTable(ListTable):
    held_on = WarekiColumn(
        "実施日",
        short=True,
        order_by=("held_on", "starts_at", "pk"),
        linkify=lambda record: tab_of(record),
    )
    hours = TextColumn("時間", empty_values=(), orderable=False, narrow=True)
    client = TextColumn(
        "依頼元", accessor="request__client", order_by=("request__client__kana", "pk")
    )
    trade = TextColumn("職種", order_by=("trade__order", "pk"), narrow=True)
    place = TextColumn("実施場所")
    settle_by = WarekiColumn("確認の期限", short=True, order_by=("settle_by", "pk"))
    open_items = OpenColumn("未確認の項目", empty_values=(), order_by=("open_count", "pk"))
    attendant = TextColumn(
        "立会職員",
        order_by=("attendant__family_kana", "attendant__given_kana", "pk"),
        narrow=True,
    )
    state = StateColumn("派遣依頼", accessor="request__state", orderable=False)
    owner = TextColumn("担当者", accessor="request__owner", orderable=False, narrow=True)
    open_count = NumberColumn("未確認の数", on_screen=False)
    number = TextColumn("番号", accessor="request__number", on_screen=False)
    kind = TextColumn("派遣の区分", accessor="request__get_kind_display", on_screen=False)
    municipality = TextColumn("市町村", on_screen=False)

    class Meta:
        model = Session
        fields = (
            "held_on",
            "hours",
            "client",
            "trade",
            "place",
            "settle_by",
            "open_items",
            "attendant",
            "state",
            "owner",
        )

    def render_hours(self, record):
        return f"{record.starts_at:%H:%M}～{record.ends_at:%H:%M}"

    def value_hours(self, record):
        return self.render_hours(record)


def tab_of(session) -> str:
    page = reverse("dispatch:request_detail", args=(session.request_id,))
    return f"{page}?tab=day#session-{session.pk}"
