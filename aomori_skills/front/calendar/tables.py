"""The calendar as a list, and as the month or week that is printed."""

from django.template.loader import render_to_string

from aomori_skills.base.listing import ListTable, StateColumn, TextColumn, WarekiColumn


class CalendarTable(ListTable):
    day = WarekiColumn("日付", short=True, order_by=("order",))
    last_day = WarekiColumn("最終日", on_screen=False)
    hours = TextColumn("時間", orderable=False, narrow=True)
    kind = TextColumn("種類", accessor="kind_label", narrow=True)
    title = TextColumn("ことがら", linkify=True)
    state = StateColumn("状態", accessor="state")
    municipality = TextColumn("市町村", narrow=True)
    place = TextColumn("場所", orderable=False)
    people = TextColumn("指導者", orderable=False)
    staff = TextColumn("職員", orderable=False)
    region = TextColumn("圏域", on_screen=False)
    about = TextColumn("内容", on_screen=False)

    class Meta:
        fields = (
            "day",
            "hours",
            "kind",
            "title",
            "state",
            "municipality",
            "place",
            "people",
            "staff",
        )

    def render_state(self, value, record, bound_column):
        return bound_column.column.render(record.get_state_display(), record, bound_column)

    def value_state(self, value, record):
        return record.get_state_display()


class GridTable(CalendarTable):
    """The same rows; they stand in the days of ``weeks``, on paper all of them."""

    def __init__(self, events, *, make_weeks, room, with_details, **options):
        super().__init__(events, **options)
        self.make_weeks, self.room, self.with_details = make_weeks, room, with_details

    @property
    def weeks(self):
        return self.make_weeks(self.data.data, room=self.room)

    def as_html_for_print(self, request) -> str:
        context = {
            "weeks": self.make_weeks(self.data.data),
            "with_details": self.with_details,
            "for_paper": True,
        }
        return render_to_string("front/calendar_grid.html", context, request)
