"""訪問計画 as a list."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django_tables2 import A

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.base.page import chip
from meisters.choices import PlanState
from meisters.models import PlannedVisit
from meisters.rules import visits as rules

LATE = "予定月を過ぎています"


class PlanTable(ListTable):
    organization = TextColumn(
        "訪問先",
        linkify=("meisters:plan_detail", {"pk": A("pk")}),
        order_by=("organization__kana", "pk"),
        attrs={"cell": {"class": "is-wide"}},
    )
    fiscal_year = NumberColumn("年度", kind="plain", on_screen=False)
    month = NumberColumn(
        "予定月",
        unit="月",
        order_by=("-fiscal_year", "place_in_year", "pk"),
        attrs={"cell": {"class": "is-narrow"}},
    )
    planned_on = WarekiColumn("予定日", short=True)
    trade = TextColumn("開拓する職種", order_by=("trade__order", "pk"))
    kind = TextColumn("種別", accessor="organization__kind", on_screen=False)
    region = TextColumn("圏域", accessor="organization__municipality__region", narrow=True)
    municipality = TextColumn("市町村", accessor="organization__municipality", on_screen=False)
    staff = TextColumn("担当者", order_by=("staff__family_kana", "pk"), narrow=True)
    state = StateColumn("状態", accessor="state", orderable=False)
    visited_on = WarekiColumn(
        "実施日",
        accessor="visit__visited_on",
        short=True,
        linkify=("meisters:visit_detail", {"pk": A("visit__pk")}),
    )
    aim = TextColumn("ねらい", on_screen=False)
    cancel_reason = TextColumn("取りやめた理由", on_screen=False)

    class Meta:
        model = PlannedVisit
        fields = (
            "organization",
            "fiscal_year",
            "month",
            "planned_on",
            "trade",
            "kind",
            "region",
            "municipality",
            "staff",
            "state",
            "visited_on",
        )

    def render_kind(self, record):
        return record.organization.get_kind_display()

    def render_state(self, record, value, bound_column):
        shown = bound_column.column.render(record.get_state_display(), record, bound_column)
        if not rules.is_late(record, timezone.localdate()):
            return shown
        return format_html("{}<br>{}", shown, chip("overdue", LATE))

    def value_state(self, record):
        return record.get_state_display()


class PlanWorkTable(PlanTable):
    """For those who record visits: one step from the plan to the record."""

    record_visit = TextColumn(
        "記録", accessor="pk", orderable=False, exclude_from_export=True, narrow=True
    )

    class Meta(PlanTable.Meta):
        fields = (*PlanTable.Meta.fields, "record_visit")

    def as_html_for_print(self, request) -> str:
        self.columns.hide("record_visit")
        return super().as_html_for_print(request)

    def render_record_visit(self, record):
        if record.state != PlanState.PLANNED:
            return ""
        url = f"{reverse('meisters:visit_create')}?plan={record.pk}"
        return format_html(
            '<a href="{}">記録する<span class="visually-hidden">（{}）</span></a>',
            url,
            record.organization,
        )
