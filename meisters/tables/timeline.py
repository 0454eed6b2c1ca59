"""経過 of one organization as a list."""

from aomori_skills.base.listing import ListTable, TextColumn, WarekiColumn


class TimelineTable(ListTable):
    day = WarekiColumn("日付", short=True)
    kind = TextColumn("種類", accessor="kind_label", narrow=True)
    what = TextColumn("ことがら", linkify=lambda record: record.url)
    about = TextColumn("内容", orderable=False)
    staff = TextColumn("職員", orderable=False)
    next_action = TextColumn("次の対応", orderable=False)

    class Meta:
        fields = ("day", "kind", "what", "about", "staff", "next_action")
