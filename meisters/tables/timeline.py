"""経過 of one organization as a list."""

from aomori_skills.base.listing import ListTable, TextColumn, WarekiColumn


class TimelineTable(ListTable):
    what = TextColumn("ことがら", linkify=lambda record: record.url)
    day = WarekiColumn("日付", short=True)
    kind = TextColumn("種類", accessor="kind_label", narrow=True)
    about = TextColumn("内容", orderable=False)
    staff = TextColumn("職員", orderable=False)

    class Meta:
        fields = ("what", "day", "kind", "about", "staff")
