"""訪問記録 as a list."""

from django_tables2 import A

from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    TextColumn,
    WarekiColumn,
)
from meisters.models import Visit


class VisitTable(ListTable):
    organization = TextColumn(
        "訪問先",
        linkify=("meisters:visit_detail", {"pk": A("pk")}),
        order_by=("organization__kana", "pk"),
    )
    visited_on = WarekiColumn("訪問日", short=True, order_by=("visited_on", "starts_at", "pk"))
    way = TextColumn("方法", narrow=True)
    hours = TextColumn("時刻", orderable=False, on_screen=False)
    place = TextColumn("場所", on_screen=False)
    region = TextColumn("圏域", accessor="organization__municipality__region", narrow=True)
    municipality = TextColumn("市町村", accessor="organization__municipality", on_screen=False)
    trades = TextColumn("職種", orderable=False)
    staff = TextColumn("訪問した職員", orderable=False)
    people = TextColumn("面談者", orderable=False, on_screen=False)
    explained = TextColumn("説明した事項", orderable=False, on_screen=False)
    materials = TextColumn("渡した資料", on_screen=False)
    content = TextColumn("内容", on_screen=False)
    outcome = TextColumn("結果")
    found = NumberColumn("候補者", unit="人", order_by=("found", "pk"))
    findings = TextColumn("所見", on_screen=False)
    next_action = TextColumn("次の対応")
    next_on = WarekiColumn("次の対応の期日", short=True)
    next_done_on = WarekiColumn("対応を済ませた日", on_screen=False)
    author = TextColumn("記録者", on_screen=False)

    class Meta:
        model = Visit
        fields = (
            "organization",
            "visited_on",
            "way",
            "region",
            "trades",
            "staff",
            "outcome",
            "found",
            "next_action",
            "next_on",
        )

    def render_explained(self, record):
        return record.explained_words
